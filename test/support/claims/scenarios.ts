import fc, { type Arbitrary, type Scheduler } from 'fast-check';
import type { Command, MakeProtocols } from './claim-world.js';
import { alias, close, merge, register, reverse, tasksOf } from './commands.js';
import { type Fate, type Gate, keysOf, type Scenario, type Task, Trial } from './interleaving.js';
import type { Violation } from './violations.js';

/** A scenario with what befalls it: when runs die, and how often the clock jumps over the patience. */
export interface Ordeal {
  readonly scenario: Scenario;
  readonly crashes: readonly { readonly task: number; readonly step: number; readonly fate: Fate }[];
  readonly jumps: number;
}

/** Mostly the accounts there are to begin with, at times one that is only being made. */
const account = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('R0', 'R1') },
  { weight: 1, arbitrary: fc.constantFrom('T0', 'T1', 'T2') },
);
const key = fc.constantFrom('k1', 'k2', 'k3');
const someKeys = fc.shuffledSubarray(['k1', 'k2', 'k3'], { minLength: 1, maxLength: 2 });

/** One merge id belongs to one survivor and one victim, whoever sends it how often. */
const mergePairs = fc.array(
  fc.oneof(fc.constantFrom<[string, string]>(['R0', 'R1'], ['R1', 'R0']), fc.tuple(account, account)),
  { minLength: 3, maxLength: 3 },
);

const commandsOf = (id: string, merges: readonly (readonly [string, string])[]): Arbitrary<Command> => {
  const pair = fc.nat(merges.length - 1).map((index) => [`m${index}`, ...(merges[index] ?? ['', ''])] as const);
  const staff = fc.constantFrom('suspend' as const, 'reinstate' as const);
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .array(someKeys, { minLength: 1, maxLength: 2 })
        .map((keys): Command => ({ kind: 'register', id, keys })),
    },
    { weight: 2, arbitrary: account.map(close) },
    { weight: 2, arbitrary: pair.map(([m, survivor, victim]) => merge(m, survivor, victim)) },
    { weight: 1, arbitrary: pair.map(([m, , victim]) => reverse(m, victim)) },
    { weight: 1, arbitrary: fc.tuple(account, key).map(([owner, one]) => alias(owner, one)) },
    {
      weight: 1,
      arbitrary: fc.tuple(staff, account).map(([kind, one]): Command => ({ kind, id: `${kind}-${one}`, account: one })),
    },
  );
};

/** Two accounts to begin with, perhaps merged or closed; then up to four commands at once, some of them with a twin. */
export const scenarios = (): Arbitrary<Scenario> =>
  mergePairs.chain((merges) =>
    fc
      .record({
        accounts: fc.array(someKeys, { minLength: 1, maxLength: 2 }),
        past: fc.array(
          commandsOf('R9', merges).filter(({ kind }) => kind !== 'register'),
          { maxLength: 2 },
        ),
        now: fc.tuple(...['T0', 'T1', 'T2', 'T3'].map((id) => fc.tuple(commandsOf(id, merges), fc.nat(4)))),
        size: fc.integer({ min: 2, max: 4 }),
        impatient: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      })
      .map(({ accounts, past, now, size, impatient }) => ({
        before: [...accounts.map((keys, index) => register(`R${index}`, ...keys)), ...past],
        tasks: tasksOf(
          ...now.slice(0, size).flatMap(([command, twin]) => (twin === 0 ? [command, command] : [command])),
        ).map((task, index): Task => ({ ...task, retries: impatient[index] ?? true })),
      })),
  );

export const ordealsOf = (scenario: Arbitrary<Scenario>): Arbitrary<Ordeal> =>
  fc.record({
    scenario,
    crashes: fc.array(
      fc.record({
        task: fc.nat(4),
        step: fc.nat(12),
        fate: fc.constantFrom<Fate>('crashBefore', 'crashAfter'),
      }),
      { maxLength: 3 },
    ),
    jumps: fc.nat(3),
  });

/** Runs an ordeal in the order that the scheduler chooses: every read, append and jump of the clock is one task of it. */
export async function endure(
  { scenario, crashes, jumps }: Ordeal,
  scheduler: Scheduler,
  make: MakeProtocols,
): Promise<readonly Violation[]> {
  const trial = new Trial(make);
  await trial.prepare(scenario.before);
  const runs = scenario.tasks.map((task, index) => {
    let taken = 0;
    const gate: Gate = async (run, step) => {
      const here = taken;
      taken += 1;
      await scheduler.schedule(Promise.resolve(), `${run} ${step}`);
      return crashes.find((crash) => crash.task === index && crash.step === here)?.fate ?? 'go';
    };
    return trial.perform(task, gate);
  });
  const clock = async (): Promise<void> => {
    for (let jump = 0; jump < jumps; jump += 1) {
      await scheduler.schedule(Promise.resolve(), 'the clock jumps');
      trial.world.jump();
    }
  };
  await scheduler.waitFor(Promise.all([...runs, clock()]));
  await trial.settle(keysOf(scenario));
  return trial.verdict();
}
