import { RedisChallenges } from '../../src/adapters/redis/challenges.js';
import type { RedisConnection } from '../../src/adapters/redis/connection.js';
import { RedisIdempotency } from '../../src/adapters/redis/idempotency.js';
import { RedisRateLimits } from '../../src/adapters/redis/rate-limits.js';
import type { RedisScript } from '../../src/adapters/redis/script.js';
import { RedisSessions } from '../../src/adapters/redis/sessions.js';
import type { Contract } from '../../src/adapters/testing/contract.js';
import { challengesContract } from '../../src/adapters/testing/contracts/challenges.contract.js';
import { idempotencyContract } from '../../src/adapters/testing/contracts/idempotency.contract.js';
import { rateLimitsContract } from '../../src/adapters/testing/contracts/rate-limits.contract.js';
import { sessionsContract } from '../../src/adapters/testing/contracts/sessions.contract.js';
import { noRedis, sharedRedis } from '../support/redis/server.js';
import { skipped } from '../support/skip.js';

/** What a script says, and what it says when it is wrong. */
interface Fault {
  readonly fault: string;
  readonly says: string;
  readonly wrongly: string;
  readonly caughtBy: string;
}

const codes: readonly Fault[] = [
  {
    fault: 'compares without counting',
    says: "redis.call('HINCRBY', KEYS[1], 'used', 1)",
    wrongly: '',
    caughtBy: 'of parallel wrong guesses never more are compared',
  },
  {
    fault: 'leaves a right code in place',
    says: "redis.call('DEL', KEYS[1])\nreturn {'correct', 0}",
    wrongly: "return {'correct', 0}",
    caughtBy: 'of parallel right answers exactly one',
  },
  {
    fault: 'sells guesses with a new code',
    says: "tonumber(redis.call('HGET', KEYS[1], 'used') or 0)",
    wrongly: '0',
    caughtBy: 'tries span re-issues',
  },
  {
    fault: 'compares beyond the tries',
    says: 'used >= tries',
    wrongly: 'used > tries',
    caughtBy: 'wrong codes use up',
  },
  {
    fault: 'hands a step out twice',
    says: "redis.call('DEL', KEYS[1])\nreturn value",
    wrongly: 'return value',
    caughtBy: 'of parallel takers exactly one',
  },
];
const budgets: readonly Fault[] = [
  {
    fault: 'gives one too many',
    says: 'if window.used >= limit',
    wrongly: 'if window.used > limit',
    caughtBy: 'parallel spendings never take more',
  },
  {
    fault: 'overlooks a key named twice',
    says: 'if not window then',
    wrongly: 'if true then',
    caughtBy: 'a key named twice is taken',
  },
  {
    fault: 'takes before it has looked at all',
    says: 'window.used = window.used + 1',
    wrongly: "redis.call('HINCRBY', key, 'used', 1)",
    caughtBy: 'takes from every budget or from none',
  },
  {
    fault: 'gives back what was never taken',
    says: "if redis.call('HEXISTS', key, at) == 1 then",
    wrongly: 'if true then',
    caughtBy: 'never below zero',
  },
];
const sessions: readonly Fault[] = [
  {
    fault: 'takes any token that names a session',
    says: 's.token ~= ARGV[2] or ',
    wrongly: '',
    caughtBy: 'a second session takes over neither a token nor an id',
  },
  {
    fault: 'only says that it revoked',
    says: "redis.call('HDEL', KEYS[1], ARGV[1])",
    wrongly: '',
    caughtBy: 'revoked: over at once',
  },
  {
    fault: 'ends the one that was to be spared',
    says: "if ARGV[1] == '1' and id == ARGV[2] then return end",
    wrongly: '',
    caughtBy: 'revokeAll spares the one named',
  },
];
const calls: readonly Fault[] = [
  {
    fault: 'takes any payload',
    says: 'call[1] ~= payload',
    wrongly: 'false',
    caughtBy: 'another payload is a mismatch',
  },
  {
    fault: 'lets two calls run',
    says: 'now < tonumber(call[2])',
    wrongly: 'false',
    caughtBy: 'of parallel calls exactly',
  },
  {
    fault: 'replaces an outcome',
    says: "redis.call('HSETNX', KEYS[1], 'outcome', ARGV[1]) == 0",
    wrongly: "redis.call('HSET', KEYS[1], 'outcome', ARGV[1]) == 9",
    caughtBy: 'the first outcome stays',
  },
  {
    fault: 'abandons an outcome that is kept',
    says: "redis.call('HEXISTS', KEYS[1], 'outcome') == 1",
    wrongly: 'false',
    caughtBy: 'abandoning touches no other key and no kept outcome',
  },
];

if (noRedis !== undefined) skipped('contracts fail faulty scripts', noRedis);
else {
  const redis = sharedRedis();

  /** Runs every script as it is but for the fault; `planted` tells whether any script had the place. */
  const withFault = (connection: RedisConnection, { says, wrongly }: Fault, planted: () => void): RedisConnection => {
    const spoil = <Reply>(script: RedisScript<Reply>): RedisScript<Reply> => {
      if (!script.lua.includes(says)) return script;
      planted();
      return { ...script, lua: script.lua.replace(says, wrongly), sha: '0'.repeat(40) };
    };
    const faulty: Pick<RedisConnection, 'key' | 'digest' | 'call' | 'run'> = {
      key: (area, tag, suffix) => connection.key(area, tag, suffix),
      digest: (text) => connection.digest(text),
      call: (port, command) => connection.call(port, command),
      run: (port, script, keys, args) => connection.run(port, spoil(script), keys, args),
    };
    return faulty as RedisConnection;
  };

  const expectToBite = <T>(contract: Contract<T>, faults: readonly Fault[], make: (redis: RedisConnection) => T) => {
    describe(`the ${contract.port} contract fails a script that`, () => {
      it.each(faults)('$fault', async (fault) => {
        const [one] = contract.cases.filter(({ title }) => title.includes(fault.caughtBy));
        if (one === undefined) throw new Error(`No case is called ${fault.caughtBy}`);
        await one.run(make(await redis.connect()));
        let planted = false;
        const faulty = withFault(await redis.connect(), fault, () => (planted = true));
        await expect(one.run(make(faulty))).rejects.toMatchObject({ code: 'ERR_ASSERTION' });
        expect(planted).toBe(true);
      });
    });
  };

  expectToBite(challengesContract, codes, (connection) => new RedisChallenges(connection));
  expectToBite(rateLimitsContract, budgets, (connection) => new RedisRateLimits(connection));
  expectToBite(sessionsContract, sessions, (connection) => new RedisSessions(connection));
  expectToBite(idempotencyContract, calls, (connection) => new RedisIdempotency(connection));
}
