import fc from 'fast-check';
import { RedisChallenges } from '../../src/adapters/redis/challenges.js';
import { openRedis, type RedisConnection } from '../../src/adapters/redis/connection.js';
import { RedisRateLimits } from '../../src/adapters/redis/rate-limits.js';
import { instant, minutes } from '../../src/domain/kernel/instant.js';
import { holds } from '../support/fc-examples.js';
import { type Model, statesAfter } from '../support/linearizable.js';
import { startRedisCluster } from '../support/redis/cluster.js';
import { codeFor, oneOf } from '../support/redis/samples.js';
import { freshPrefix, noRedis, startRedis } from '../support/redis/server.js';
import { skipped } from '../support/skip.js';

type CodeCall =
  | { readonly do: 'issue'; readonly digest: string; readonly tries: number }
  | { readonly do: 'attempt'; readonly digest: string }
  | { readonly do: 'revoke' };
type Code = { readonly digest: string; readonly tries: number; readonly used: number } | null;

/** The promises of the port, where no time passes. */
const codeModel: Model<Code, CodeCall> = (code, call) => {
  switch (call.do) {
    case 'issue': {
      const { digest, tries } = call;
      const used = code?.used ?? 0;
      return { state: { digest, tries, used }, answer: Math.max(0, tries - used) };
    }
    case 'attempt': {
      if (code === null) return { state: code, answer: 'unknown' };
      if (code.used >= code.tries) return { state: code, answer: 'exhausted' };
      if (call.digest === code.digest) return { state: null, answer: 'correct' };
      return { state: { ...code, used: code.used + 1 }, answer: `wrong, ${code.tries - code.used - 1} left` };
    }
    case 'revoke':
      return { state: null, answer: null };
  }
};

async function performCode(challenges: RedisChallenges, binding: string, call: CodeCall): Promise<unknown> {
  switch (call.do) {
    case 'issue':
      return (await challenges.issue(codeFor(binding, call))).triesLeft;
    case 'attempt': {
      const answer = await challenges.attempt(binding, call.digest);
      return answer.kind === 'wrong' ? `wrong, ${answer.triesLeft} left` : answer.kind;
    }
    case 'revoke':
      await challenges.revoke(binding);
      return null;
  }
}

type BudgetCall =
  | { readonly do: 'spend'; readonly at: number; readonly wishes: readonly { key: string; limit: number }[] }
  | { readonly do: 'giveBack'; readonly at: number; readonly keys: readonly string[] }
  | { readonly do: 'used' | 'reset'; readonly key: string };
/** What was taken from each key and not given back, by the instant that the taker named. */
type Budgets = Readonly<Record<string, readonly number[]>>;

const budgetModel: Model<Budgets, BudgetCall> = (state, call) => {
  switch (call.do) {
    case 'spend': {
      let next = state;
      for (const { key, limit } of call.wishes) {
        const taken = next[key] ?? [];
        if (taken.length >= limit) return { state, answer: key };
        next = { ...next, [key]: [...taken, call.at].sort() };
      }
      return { state: next, answer: null };
    }
    case 'giveBack': {
      let next = state;
      for (const key of call.keys) {
        const taken = next[key] ?? [];
        const index = taken.indexOf(call.at);
        if (index >= 0) next = { ...next, [key]: taken.toSpliced(index, 1) };
      }
      return { state: next, answer: null };
    }
    case 'used':
      return { state, answer: state[call.key]?.length ?? 0 };
    case 'reset':
      return { state: { ...state, [call.key]: [] }, answer: null };
  }
};

async function performBudget(limits: RedisRateLimits, prefix: string, call: BudgetCall): Promise<unknown> {
  switch (call.do) {
    case 'spend': {
      const wishes = call.wishes.map(({ key, limit }) => oneOf(prefix + key, limit));
      const answer = await limits.spend(wishes, instant(call.at));
      return answer.kind === 'over' ? answer.key.slice(prefix.length) : null;
    }
    case 'giveBack':
      await limits.giveBack(
        call.keys.map((key) => prefix + key),
        instant(call.at),
      );
      return null;
    case 'used':
      return limits.used(prefix + call.key);
    case 'reset':
      await limits.reset(prefix + call.key);
      return null;
  }
}

const digest = fc.constantFrom('x', 'y');
const codeCall: fc.Arbitrary<CodeCall> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('issue' as const), digest, tries: fc.nat(4) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('attempt' as const), digest }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('revoke' as const) }) },
);
const key = fc.constantFrom('a', 'b', 'c');
const at = fc.integer({ min: 1, max: 3 });
const wishes = fc.array(fc.record({ key, limit: fc.nat(4) }), { maxLength: 3 });
const budgetCall: fc.Arbitrary<BudgetCall> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('spend' as const), at, wishes }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('giveBack' as const), at, keys: fc.array(key, { maxLength: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('used' as const, 'reset' as const), key }) },
);
/** The calls of one row run at the same time. */
const rowsOf = <T>(call: fc.Arbitrary<T>) => fc.array(fc.array(call, { minLength: 1, maxLength: 4 }), { maxLength: 8 });

const CONNECTIONS = 3;

if (noRedis !== undefined) skipped('codes and budgets in Redis', noRedis);
else
  describe.each([
    ['Redis', startRedis, 1],
    ['Redis Cluster', startRedisCluster, 0.25],
  ])('codes and budgets in %s, from several connections', (_, start, times) => {
    let stop: () => Promise<void>;
    let doors: readonly RedisConnection[] = [];
    let run = 0;
    beforeAll(async () => {
      const servers = await start();
      stop = () => servers.stop();
      const options = { connectionString: servers.connectionString, keyPrefix: freshPrefix(), deadlineMs: 10_000 };
      doors = await Promise.all(Array.from({ length: CONNECTIONS }, () => openRedis(options)));
    });
    afterAll(async () => {
      for (const door of doors) await door.close();
      await stop();
    });

    it('answers to codes are those of some order of the calls', async () => {
      const challenges = doors.map((door) => new RedisChallenges(door));
      await holds(
        'answers to codes in Redis',
        fc.asyncProperty(rowsOf(codeCall), async (rows) => {
          const binding = `run-${(run += 1)}`;
          let states: readonly Code[] = [null];
          for (const calls of rows) {
            const answers = await Promise.all(
              calls.map((call, n) => performCode(challenges[n % CONNECTIONS] as RedisChallenges, binding, call)),
            );
            states = statesAfter(codeModel, states, calls, answers);
            expect({ explained: states.length > 0, calls, answers }).toMatchObject({ explained: true });
          }
        }),
        { times },
      );
    });

    it('answers to spendings are those of some order of the calls', async () => {
      const limits = doors.map((door) => new RedisRateLimits(door));
      await holds(
        'answers to spendings in Redis',
        fc.asyncProperty(rowsOf(budgetCall), async (rows) => {
          const prefix = `run-${(run += 1)}:`;
          let states: readonly Budgets[] = [{}];
          for (const calls of rows) {
            const answers = await Promise.all(
              calls.map((call, n) => performBudget(limits[n % CONNECTIONS] as RedisRateLimits, prefix, call)),
            );
            states = statesAfter(budgetModel, states, calls, answers);
            expect({ explained: states.length > 0, calls, answers }).toMatchObject({ explained: true });
          }
        }),
        { times },
      );
    });

    it('parallel guesses are never compared more often than the tries and the budget allow; k right logins pass for k within it', async () => {
      const ports = doors.map((door) => [new RedisRateLimits(door), new RedisChallenges(door)] as const);
      const guesses = fc.array(fc.boolean(), { minLength: 1, maxLength: 16 });
      await holds(
        'parallel guesses in Redis',
        fc.asyncProperty(
          fc.integer({ min: 1, max: 6 }),
          fc.integer({ min: 1, max: 6 }),
          guesses,
          async (limit, tries, rights) => {
            const id = `run-${(run += 1)}`;
            const spendings = [oneOf(`network:${id}`, 100), oneOf(`account:${id}`, limit, minutes(5))];
            const keys = spendings.map((one) => one.key);
            const compared = { right: 0, wrong: 0 };
            await ports[0]?.[1].issue(codeFor(id, { tries }));
            await Promise.all(
              rights.map(async (right, n) => {
                const [limits, challenges] = ports[n % CONNECTIONS] as (typeof ports)[number];
                const now = instant(1_000 + (n % 3));
                if ((await limits.spend(spendings, now)).kind === 'over') return;
                if (right) {
                  compared.right += 1;
                  await limits.giveBack(keys, now);
                } else if ((await challenges.attempt(id, 'd-wrong')).kind === 'wrong') compared.wrong += 1;
              }),
            );
            expect(compared.wrong).toBeLessThanOrEqual(Math.min(limit, tries));
            const [limits] = ports[0] as (typeof ports)[number];
            const used = await limits.used(`account:${id}`);
            expect(used).toBeLessThanOrEqual(limit);
            expect(await limits.used(`network:${id}`)).toBe(used);
            if (rights.length <= limit) expect(compared.right).toBe(rights.filter(Boolean).length);
          },
        ),
        { times },
      );
    });
  });
