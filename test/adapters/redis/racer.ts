/**
 * A process that answers one code, starts one call and spends from one budget, many times at once, when it is told to, and
 * says what came of it. Arguments: connection string, key prefix, how many of each.
 */
import { once } from 'node:events';
import { RedisChallenges } from '../../../src/adapters/redis/challenges.js';
import { openRedis } from '../../../src/adapters/redis/connection.js';
import { RedisIdempotency } from '../../../src/adapters/redis/idempotency.js';
import { RedisRateLimits } from '../../../src/adapters/redis/rate-limits.js';
import { seconds } from '../../../src/domain/kernel/instant.js';
import { oneOf, told } from '../../support/redis/samples.js';

const [, , connectionString = '', keyPrefix = '', count = '0'] = process.argv;
const redis = await openRedis({ connectionString, keyPrefix });
const challenges = new RedisChallenges(redis);
const idempotency = new RedisIdempotency(redis);
const limits = new RedisRateLimits(redis);
const many = <T>(call: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: Number(count) }, (_, n) => call(n)));

console.log('ready');
await once(process.stdin, 'data');
const [answers, guesses, starts, spent] = await Promise.all([
  many(() => challenges.attempt('right', 'd-right')),
  many((n) => challenges.attempt('guessed', `d-${n}`)),
  many(() => idempotency.start('caller', 'key', 'payload', seconds(30))),
  many(() => limits.spend([oneOf('wide', 1_000), oneOf('tight', 7)], told)),
]);
console.log(JSON.stringify([answers, guesses, starts, spent].map((all) => all.map(({ kind }) => kind))));
await redis.close();
process.stdin.destroy();
