import fc from 'fast-check';
import { MemoryRateLimits } from '../../src/adapters/memory/rate-limits.js';
import { openSqliteState } from '../../src/adapters/sqlite/state.js';
import type { RateLimits } from '../../src/application/ports/rate-limits.port.js';
import { instant, milliseconds } from '../../src/domain/kernel/instant.js';
import { runs } from '../support/fc-runs.js';
import { statesAfter } from '../support/linearizable.js';
import type { Model } from '../support/linearizable.js';
import { temporaryFile } from '../support/temporary-file.js';

interface Wish {
  readonly key: string;
  readonly limit: number;
  readonly window: number;
}
type Call = { readonly at: number } & (
  | { readonly do: 'spend'; readonly wishes: readonly Wish[] }
  | { readonly do: 'giveBack'; readonly keys: readonly string[]; readonly spentAt: number }
  | { readonly do: 'used' | 'reset'; readonly key: string }
);
interface Window {
  readonly from: number;
  readonly until: number;
  readonly used: number;
}
type State = Readonly<Record<string, Window>>;

/** The port's promises, said once more and as simply as possible. */
const model: Model<State, Call> = (state, call) => {
  const open = (windows: State, key: string, at: number): Window | undefined => {
    const window = windows[key];
    return window !== undefined && at < window.until ? window : undefined;
  };
  switch (call.do) {
    case 'spend': {
      let next = state;
      for (const { key, limit, window } of call.wishes) {
        const now = open(next, key, call.at) ?? { from: call.at, until: call.at + window, used: 0 };
        if (now.used >= limit) return { state, answer: { kind: 'over', key, retryAfterMs: now.until - call.at } };
        next = { ...next, [key]: { ...now, used: now.used + 1 } };
      }
      return { state: next, answer: { kind: 'spent' } };
    }
    case 'giveBack': {
      let next = state;
      for (const key of call.keys) {
        const window = open(next, key, call.spentAt);
        if (window !== undefined && window.from <= call.spentAt && window.used > 0)
          next = { ...next, [key]: { ...window, used: window.used - 1 } };
      }
      return { state: next, answer: undefined };
    }
    case 'used':
      return { state, answer: open(state, call.key, call.at)?.used ?? 0 };
    case 'reset':
      return {
        state: Object.fromEntries(Object.entries(state).filter(([key]) => key !== call.key)),
        answer: undefined,
      };
  }
};

async function perform(limits: RateLimits, call: Call, prefix: string): Promise<unknown> {
  const at = instant(call.at);
  switch (call.do) {
    case 'spend': {
      const answer = await limits.spend(
        call.wishes.map(({ key, limit, window }) => ({
          key: prefix + key,
          budget: { limit, window: milliseconds(window) },
        })),
        at,
      );
      return answer.kind === 'over' ? { ...answer, key: answer.key.slice(prefix.length) } : answer;
    }
    case 'giveBack':
      return limits.giveBack(
        call.keys.map((key) => prefix + key),
        instant(call.spentAt),
      );
    case 'used':
      return limits.used(prefix + call.key, at);
    case 'reset':
      return limits.reset(prefix + call.key);
  }
}

const key = fc.constantFrom('a', 'b', 'c');
const wish = fc.record({ key, limit: fc.nat(4), window: fc.integer({ min: 1, max: 15 }) });
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('spend' as const), wishes: fc.array(wish, { maxLength: 3 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('giveBack' as const),
      keys: fc.array(key, { maxLength: 3 }),
      earlier: fc.nat(20),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('used' as const), key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reset' as const), key }) },
);
/** Acts of one row run at the same time; then so much time passes. */
const history = fc.array(fc.record({ acts: fc.array(act, { minLength: 1, maxLength: 4 }), passes: fc.nat(8) }), {
  maxLength: 12,
});

const file = temporaryFile();
const connections = [1, 2].map(() => openSqliteState({ path: file.path }));
afterAll(() => {
  for (const connection of connections) connection.close();
  file.remove();
});
const adapters: Readonly<Record<string, readonly RateLimits[]>> = {
  memory: [new MemoryRateLimits()],
  'sqlite, two connections': connections.map(({ rateLimits }) => rateLimits),
};

describe.each(Object.entries(adapters))('rate limits: %s', (_, doors) => {
  let run = 0;

  it('calls at the same time answer as in some order of the model', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (rows) => {
        const prefix = `run-${(run += 1)}:`;
        let at = 1_000;
        let states: readonly State[] = [{}];
        for (const { acts, passes } of rows) {
          const calls = acts.map((one): Call =>
            one.do === 'giveBack' ? { do: one.do, keys: one.keys, spentAt: at - one.earlier, at } : { ...one, at },
          );
          const answers = await Promise.all(
            calls.map((call, index) => perform(doors[index % doors.length] as RateLimits, call, prefix)),
          );
          states = statesAfter(model, states, calls, answers);
          expect({ explained: states.length > 0, calls, answers }).toMatchObject({ explained: true });
          at += passes;
        }
      }),
      { numRuns: runs },
    );
  });

  it('however they interleave, wrong guesses stay within the budget and honest ones within what is left all pass', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
        async (scheduler, limit, answersAreRight) => {
          const prefix = `run-${(run += 1)}:`;
          const at = instant(1_000);
          const spendings = ['account', 'network'].map((name) => ({
            key: prefix + name,
            budget: { limit, window: milliseconds(100) },
          }));
          const keys = spendings.map((one) => one.key);
          const passed = { right: 0, wrong: 0 };
          const think = scheduler.scheduleFunction(async (right: boolean) => right);
          const login = async (right: boolean, index: number): Promise<void> => {
            const door = doors[index % doors.length] as RateLimits;
            if ((await door.spend(spendings, at)).kind === 'over') return;
            passed[right ? 'right' : 'wrong'] += 1;
            if (await think(right)) await door.giveBack(keys, at);
          };
          await scheduler.waitFor(Promise.all(answersAreRight.map(login)));
          const asked = answersAreRight.length;
          expect(passed.wrong).toBeLessThanOrEqual(limit);
          if (asked <= limit) expect(passed.right + passed.wrong).toBe(asked);
          for (const one of keys) expect(await (doors[0] as RateLimits).used(one, at)).toBe(passed.wrong);
        },
      ),
      { numRuns: runs },
    );
  });
});
