import fc from 'fast-check';
import { MemoryChallenges } from '../../src/adapters/memory/challenges.js';
import { openSqliteState } from '../../src/adapters/sqlite/state.js';
import type { Challenges, ChallengeSpec } from '../../src/application/ports/challenges.port.js';
import { instant, milliseconds } from '../../src/domain/kernel/instant.js';
import { runs } from '../support/fc-runs.js';
import { statesAfter } from '../support/linearizable.js';
import type { Model } from '../support/linearizable.js';
import { temporaryFile } from '../support/temporary-file.js';

type Call = { readonly at: number; readonly name: string } & (
  | {
      readonly do: 'issue';
      readonly digest: string;
      readonly tries: number;
      readonly life: number;
      readonly memory: number;
    }
  | { readonly do: 'attempt'; readonly digest: string }
  | { readonly do: 'revoke' }
  | { readonly do: 'put'; readonly value: number; readonly life: number }
  | { readonly do: 'peek' | 'take' }
);

interface State {
  readonly codes: Readonly<Record<string, Code>>;
  readonly steps: Readonly<Record<string, { readonly value: number; readonly until: number }>>;
}
interface Code {
  readonly digest: string;
  readonly until: number;
  readonly tries: number;
  readonly used: number;
  readonly remembered: number;
}

const without = <T>(record: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));

/** The port's promises, said once more and as simply as possible. */
const model: Model<State, Call> = (state, call) => {
  const { at, name } = call;
  const known = state.codes[name];
  const code = known !== undefined && at < known.remembered ? known : undefined;
  const kept = state.steps[name];
  const step = kept !== undefined && at < kept.until ? kept : undefined;
  const withCode = (next: Code): State => ({ ...state, codes: { ...state.codes, [name]: next } });
  switch (call.do) {
    case 'issue': {
      const used = code?.used ?? 0;
      const until = at + call.life;
      const { digest, tries } = call;
      const next = { digest, until, tries, used, remembered: Math.max(until, at + call.memory) };
      return { state: withCode(next), answer: { expiresAt: until, triesLeft: Math.max(0, tries - used) } };
    }
    case 'attempt': {
      if (code === undefined) return { state, answer: { kind: 'unknown' } };
      if (code.used >= code.tries) return { state, answer: { kind: 'exhausted' } };
      if (at >= code.until) return { state, answer: { kind: 'expired' } };
      if (call.digest === code.digest)
        return { state: { ...state, codes: without(state.codes, name) }, answer: { kind: 'correct' } };
      const next = { ...code, used: code.used + 1 };
      return { state: withCode(next), answer: { kind: 'wrong', triesLeft: next.tries - next.used } };
    }
    case 'revoke':
      return { state: { ...state, codes: without(state.codes, name) }, answer: undefined };
    case 'put': {
      const next = { value: call.value, until: at + call.life };
      return { state: { ...state, steps: { ...state.steps, [name]: next } }, answer: undefined };
    }
    case 'peek':
      return { state, answer: step?.value };
    case 'take':
      return { state: { ...state, steps: without(state.steps, name) }, answer: step?.value };
  }
};

async function perform(challenges: Challenges, call: Call, prefix: string): Promise<unknown> {
  const at = instant(call.at);
  const name = prefix + call.name;
  switch (call.do) {
    case 'issue': {
      const { digest, tries, life, memory } = call;
      const spec: ChallengeSpec = {
        binding: name,
        digest,
        tries,
        life: milliseconds(life),
        memory: milliseconds(memory),
      };
      return challenges.issue(spec, at);
    }
    case 'attempt':
      return challenges.attempt(name, call.digest, at);
    case 'revoke':
      return challenges.revoke(name);
    case 'put':
      return challenges.put(name, { value: call.value }, milliseconds(call.life), at);
    case 'peek':
      return (await challenges.peek(name, at))?.['value'];
    case 'take':
      return (await challenges.take(name, at))?.['value'];
  }
}

const name = fc.constantFrom('a', 'b');
const digest = fc.constantFrom('x', 'y', 'z');
const life = fc.integer({ min: 1, max: 12 });
const act = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('issue' as const),
      name,
      digest,
      tries: fc.nat(4),
      life,
      memory: fc.nat(25),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('attempt' as const), name, digest }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('revoke' as const), name }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('put' as const), name, value: fc.nat(9), life }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('peek' as const, 'take' as const), name }) },
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
const memory = new MemoryChallenges();
const adapters: Readonly<Record<string, readonly Challenges[]>> = {
  memory: [memory],
  'sqlite, two connections': connections.map(({ challenges }) => challenges),
};

describe.each(Object.entries(adapters))('challenges: %s', (_, doors) => {
  let run = 0;

  it('calls at the same time answer as in some order of the model', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (rows) => {
        const prefix = `run-${(run += 1)}:`;
        let at = 1_000;
        let states: readonly State[] = [{ codes: {}, steps: {} }];
        for (const { acts, passes } of rows) {
          const calls = acts.map((one): Call => ({ ...one, at }));
          const answers = await Promise.all(
            calls.map((call, index) => perform(doors[index % doors.length] as Challenges, call, prefix)),
          );
          states = statesAfter(model, states, calls, answers);
          expect({ explained: states.length > 0, calls, answers }).toMatchObject({ explained: true });
          at += passes;
        }
      }),
      { numRuns: runs },
    );
  });

  it('whatever is re-issued in between, guesses are compared no more often than the tries allow', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.constantFrom('guess', 'right', 'issue'), { maxLength: 20 }),
        async (scheduler, tries, acts) => {
          const binding = `run-${(run += 1)}`;
          const at = instant(1_000);
          const spec = { binding, digest: 'right', tries, life: milliseconds(100), memory: milliseconds(100) };
          await (doors[0] as Challenges).issue(spec, at);
          const answers: string[] = [];
          const one = scheduler.scheduleFunction(async (what: string, index: number) => {
            const door = doors[index % doors.length] as Challenges;
            if (what === 'issue') await door.issue(spec, at);
            else answers.push((await door.attempt(binding, what, at)).kind);
          });
          const all = Promise.all(acts.map((what, index) => one(what, index)));
          await scheduler.waitFor(all);
          const correct = answers.indexOf('correct');
          const compared = answers.slice(0, correct < 0 ? undefined : correct + 1);
          expect(compared.filter((kind) => kind === 'wrong' || kind === 'correct').length).toBeLessThanOrEqual(tries);
        },
      ),
      { numRuns: runs },
    );
  });
});
