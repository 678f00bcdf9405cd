import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { RedisChallenges } from '../../../src/adapters/redis/challenges.js';
import { openRedis, type RedisConnection } from '../../../src/adapters/redis/connection.js';
import { RedisRateLimits } from '../../../src/adapters/redis/rate-limits.js';
import { RedisSessions } from '../../../src/adapters/redis/sessions.js';
import { type RedisClusterServers, startRedisCluster } from '../../support/redis/cluster.js';
import { insist } from '../../support/redis/insist.js';
import { codeFor, oneOf, sessionOf, told } from '../../support/redis/samples.js';
import { freshPrefix, noRedis } from '../../support/redis/server.js';
import { skipped } from '../../support/skip.js';

const names = Array.from({ length: 30 }, (_, n) => `name-${n}`);

if (noRedis !== undefined) skipped('Redis Cluster', noRedis);
else
  describe('Redis Cluster', () => {
    let cluster: RedisClusterServers;
    let redis: RedisConnection;
    beforeEach(async () => {
      cluster = await startRedisCluster(['--cluster-require-full-coverage', 'no']);
      redis = await openRedis({ ...cluster, keyPrefix: freshPrefix(), deadlineMs: 500 });
    });
    afterEach(async () => {
      await redis.close();
      await cluster.stop();
    });

    const slotOf = (key: string) => redis.call('redis', (client) => client.cluster('KEYSLOT', key));

    it('spreads codes and sessions over its slots, and keeps all budgets in one', async () => {
      const slots = await Promise.all(names.map((name) => slotOf(redis.key('code', name))));
      expect(new Set(slots).size).toBeGreaterThan(20);
      const budgets = await Promise.all(names.map((name) => slotOf(redis.key('budget', 'budgets', name))));
      expect(new Set(budgets).size).toBe(1);
      const limits = new RedisRateLimits(redis);
      await limits.spend(
        names.map((name) => oneOf(name, 1)),
        told,
      );
      expect(await limits.spend([oneOf('another', 1), ...names.map((name) => oneOf(name, 1))], told)).toMatchObject({
        kind: 'over',
        key: names[0],
      });
      expect(await limits.used('another')).toBe(0);
    });

    it('without one of its nodes serves the rest, and serves all again when it is back', async () => {
      const challenges = new RedisChallenges(redis);
      for (const name of names) await challenges.issue(codeFor(name));
      const [node] = cluster.nodes;
      await node?.kill();
      const outcomes = await Promise.allSettled(names.map((name) => challenges.attempt(name, 'd-wrong')));
      const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
      expect(failed.length).toBeGreaterThan(0);
      expect(failed.length).toBeLessThan(names.length);
      for (const { reason } of failed) expect(reason).toMatchObject({ code: 'unavailable', port: 'challenges' });
      await node?.start();
      for (const name of names) await insist(() => challenges.issue(codeFor(name, { digest: 'd-new' })));
      for (const name of names)
        expect(await insist(() => challenges.attempt(name, 'd-new'))).toEqual({ kind: 'correct' });
    });

    it('moves its slots while people guess and log in: no guess too many, no session lost or brought back', async () => {
      const challenges = new RedisChallenges(redis);
      const limits = new RedisRateLimits(redis);
      const sessions = new RedisSessions(redis);
      for (const name of names) {
        await challenges.issue(codeFor(name, { tries: 4 }));
        await sessions.open(sessionOf(name, { accountId: name }), name);
      }
      const nodes = await redis.call('redis', (client) => client.cluster('NODES'));
      const masters = String(nodes)
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0] ?? '');
      const [from = '', to = ''] = masters;
      const address = cluster.connectionString.split('//')[1]?.split(',')[0] ?? '';
      const moving = spawn('redis-cli', [
        ...['--cluster', 'reshard', address, '--cluster-from', from, '--cluster-to', to],
        ...['--cluster-slots', '5461', '--cluster-yes', '--cluster-pipeline', '100'],
      ]);
      moving.stdout.resume();
      let ended: number | null | undefined;
      moving.once('exit', (code) => (ended = code));

      const wrong = new Map<string, number>();
      let spent = 0;
      let rounds = 0;
      while (ended === undefined || rounds < 6) {
        rounds += 1;
        await Promise.all(
          names.map(async (name, n) => {
            try {
              if ((await challenges.attempt(name, 'd-wrong')).kind === 'wrong')
                wrong.set(name, (wrong.get(name) ?? 0) + 1);
              if ((await limits.spend([oneOf('a', 25), oneOf('b', 1_000)], told)).kind === 'spent') spent += 1;
              if (n % 2 === 0 && rounds === 3) await sessions.revoke(name, name);
            } catch (error) {
              expect(error).toMatchObject({ code: 'unavailable' });
            }
          }),
        );
        await sleep(20);
      }
      expect(ended).toBe(0);
      for (const name of names) expect([name, wrong.get(name) ?? 0]).toEqual([name, 4]);
      expect(spent).toBe(25);
      expect(await limits.used('b')).toBe(25);
      for (const [n, name] of names.entries()) {
        const session = await insist(() => sessions.touch(name, told));
        expect([name, session?.sessionId]).toEqual([name, n % 2 === 0 ? undefined : name]);
      }
    });
  });
