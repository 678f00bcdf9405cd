import { RedisChallenges } from '../../../src/adapters/redis/challenges.js';
import { openRedis } from '../../../src/adapters/redis/connection.js';
import { RedisRateLimits } from '../../../src/adapters/redis/rate-limits.js';
import { RedisSessions } from '../../../src/adapters/redis/sessions.js';
import { insist } from '../../support/redis/insist.js';
import { codeFor, oneOf, sessionOf, told } from '../../support/redis/samples.js';
import { startRedisSentinel } from '../../support/redis/sentinel.js';
import { freshPrefix, noRedis } from '../../support/redis/server.js';
import { skipped } from '../../support/skip.js';

if (noRedis !== undefined) skipped('Redis behind sentinels', noRedis);
else
  describe('Redis behind sentinels', () => {
    it('a replica that takes over knows what was revoked and what was used, since it had confirmed that', async () => {
      const servers = await startRedisSentinel();
      const redis = await insist(() =>
        openRedis({ ...servers, keyPrefix: freshPrefix(), deadlineMs: 2_000, replicas: 1 }),
      );
      try {
        const [challenges, limits] = [new RedisChallenges(redis), new RedisRateLimits(redis)];
        const sessions = new RedisSessions(redis);
        // A replica that has just come may still be busy with its copy.
        await insist(async () => {
          await challenges.issue(codeFor('first'));
          await challenges.revoke('first');
        });
        for (const n of [1, 2, 3]) await sessions.open(sessionOf(`s${n}`), `digest-${n}`);
        await challenges.issue(codeFor('b'));
        await limits.spend([oneOf('a', 2)], told);
        expect(await challenges.attempt('b', 'd-right')).toEqual({ kind: 'correct' });
        expect(await sessions.revoke('account-1', 's1')).toBe(true);
        await servers.master.kill();

        expect(await insist(() => sessions.touch('digest-1', told))).toBeUndefined();
        expect((await insist(() => sessions.list('account-1'))).map(({ sessionId }) => sessionId)).toEqual([
          's3',
          's2',
        ]);
        expect(await insist(() => limits.used('a'))).toBe(1);
        // Alone, the new master has nobody to confirm: what withdraws a right is done, and not promised.
        await expect(sessions.revoke('account-1', 's2')).rejects.toMatchObject({
          code: 'unavailable',
          port: 'sessions',
        });
        expect(await insist(() => sessions.touch('digest-2', told))).toBeUndefined();

        await servers.master.start();
        const former = await openRedis({ ...servers.master });
        await former.call('redis', (client) => client.replicaof('127.0.0.1', servers.replica.port));
        await former.close();
        expect(await insist(() => sessions.revokeAll('account-1', told))).toEqual(expect.any(Array));
        expect(await insist(() => challenges.attempt('b', 'd-right'))).toEqual({ kind: 'unknown' });
        expect(await sessions.list('account-1')).toEqual([]);
      } finally {
        await redis.close();
        await servers.stop();
      }
    }, 60_000);
  });
