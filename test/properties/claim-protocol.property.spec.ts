import fc from 'fast-check';
import { soundProtocols } from '../support/claims/claim-world.js';
import { explore } from '../support/claims/explorer.js';
import { endure, ordealsOf, scenarios } from '../support/claims/scenarios.js';
import { soundScenarios } from '../support/claims/sound-scenarios.js';
import { holds } from '../support/fc-examples.js';
import { runs } from '../support/fc-runs.js';

/*
 * Commands run against each other, over a store of which every read and every append waits for its turn; runs die
 * before and after any step and are sent again, commands have twins, the clock jumps over the patience. What is asked
 * afterwards is in test/support/claims/violations.ts.
 */

describe('[ONE-ACCOUNT] whatever commands meet, however they are scheduled', () => {
  it('[CLAIM-NEVER-STUCK] [CLAIM-SAME-ANSWER] nothing is violated in the order that fast-check chooses', async () => {
    await holds(
      'claim protocol',
      fc.asyncProperty(ordealsOf(scenarios()), fc.scheduler(), async (ordeal, scheduler) => {
        expect(await endure(ordeal, scheduler, soundProtocols)).toEqual([]);
      }),
      { times: 5 },
    );
  });
});

describe('[ONE-ACCOUNT] in every order, from few preemptions, crashes and jumps of the clock to more', () => {
  const bounds = [
    { preemptions: 1, crashes: 1, jumps: 0 },
    { preemptions: 1, crashes: 0, jumps: 1 },
    { preemptions: 2, crashes: 2, jumps: 1 },
  ];

  it.each(Object.entries(soundScenarios))('%s: nothing is violated', async (_name, scenario) => {
    for (const bound of bounds) {
      const { found, trace } = await explore(scenario, soundProtocols, { ...bound, maxSchedules: runs * 3 });
      expect({ found, trace: found.length === 0 ? [] : trace }).toEqual({ found: [], trace: [] });
    }
  });
});
