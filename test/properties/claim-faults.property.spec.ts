import fc from 'fast-check';
import { soundProtocols } from '../support/claims/claim-world.js';
import { explore } from '../support/claims/explorer.js';
import { faulty } from '../support/claims/faulty-protocols.js';
import { faultCases } from '../support/claims/fault-scenarios.js';
import { endure, ordealsOf, scenarios } from '../support/claims/scenarios.js';

/** A fault that hides in the general property for longer than this is looked for in its own scenario. */
const generalRuns = 1_500;

describe('every line of "What breaks"', () => {
  it('has a fault, and every fault a case', () => {
    expect(new Set(faultCases.map(({ line }) => line))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9]));
    expect(faultCases.map(({ fault }) => fault).sort()).toEqual(Object.keys(faulty).sort());
  });
});

describe.each(faultCases)('$line: $says', ({ fault, scenario, bounds, suffers, hides }) => {
  it(`is found: ${suffers}`, async () => {
    const { found } = await explore(scenario, faulty[fault], { ...bounds, maxSchedules: 5_000 }, suffers);
    expect(found).toContainEqual({ kind: suffers, what: expect.any(String) });
  });

  it('is not found in the protocol as it is, in any order within the same bounds', async () => {
    const { found, complete } = await explore(scenario, soundProtocols, { ...bounds, maxSchedules: 50_000 });
    expect({ found, complete }).toEqual({ found: [], complete: true });
  });

  it('fails the property that the protocol holds', async () => {
    const over = hides === true ? fc.constant(scenario) : scenarios();
    const property = fc.asyncProperty(ordealsOf(over), fc.scheduler(), async (ordeal, scheduler) => {
      expect(await endure(ordeal, scheduler, faulty[fault])).toEqual([]);
    });
    const { failed } = await fc.check(property, { seed: 1, numRuns: generalRuns, endOnFailure: true });
    expect(failed).toBe(true);
  });
});
