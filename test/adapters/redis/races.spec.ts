import { RedisChallenges } from '../../../src/adapters/redis/challenges.js';
import { RedisRateLimits } from '../../../src/adapters/redis/rate-limits.js';
import { type Child, runChild } from '../../support/child.js';
import { startRedisCluster } from '../../support/redis/cluster.js';
import { codeFor } from '../../support/redis/samples.js';
import { freshPrefix, noRedis, startRedis } from '../../support/redis/server.js';
import { openRedis } from '../../../src/adapters/redis/connection.js';
import { skipped } from '../../support/skip.js';

const PROCESSES = 3;
const EACH = 25;
const count = (kinds: readonly string[], kind: string): number => kinds.filter((one) => one === kind).length;

/** What all processes together were told: answers to the right code, to guesses, starts of a call, spendings. */
async function told(children: readonly Child[]): Promise<readonly string[][]> {
  for (const child of children) await child.waitFor((line) => line === 'ready');
  for (const child of children) child.tell('go');
  const lines = await Promise.all(children.map((child) => child.waitFor((line) => line.startsWith('['))));
  const all = lines.map((line) => JSON.parse(line) as string[][]);
  return [0, 1, 2, 3].map((n) => all.flatMap((kinds) => kinds[n] ?? []));
}

if (noRedis !== undefined) skipped('processes that race over Redis', noRedis);
else
  describe.each([
    ['Redis', startRedis],
    ['Redis Cluster', startRedisCluster],
  ])('processes that race over %s', (_, start) => {
    it('have one right answer, as many guesses as there are tries, one fresh call, and the budget', async () => {
      const servers = await start();
      const keyPrefix = freshPrefix();
      const connectionString = servers.connectionString;
      const redis = await openRedis({ connectionString, keyPrefix });
      const challenges = new RedisChallenges(redis);
      await challenges.issue(codeFor('right', { tries: 1_000 }));
      await challenges.issue(codeFor('guessed', { tries: 5 }));
      const children = Array.from({ length: PROCESSES }, () =>
        runChild('test/adapters/redis/racer.ts', [connectionString, keyPrefix, String(EACH)]),
      );
      try {
        const [answers = [], guesses = [], starts = [], spent = []] = await told(children);
        expect([answers, guesses, starts, spent].map(({ length }) => length)).toEqual(Array(4).fill(PROCESSES * EACH));
        expect(count(answers, 'correct')).toBe(1);
        expect(count(answers, 'unknown')).toBe(PROCESSES * EACH - 1);
        expect(count(guesses, 'wrong')).toBe(5);
        expect(count(starts, 'fresh')).toBe(1);
        expect(count(starts, 'running')).toBe(PROCESSES * EACH - 1);
        expect(count(spent, 'spent')).toBe(7);
        const limits = new RedisRateLimits(redis);
        expect([await limits.used('wide'), await limits.used('tight')]).toEqual([7, 7]);
        for (const child of children) expect(await child.ended).toMatchObject({ code: 0 });
      } finally {
        for (const child of children) child.kill();
        await redis.close();
        await servers.stop();
      }
    });
  });
