import { RedisChallenges } from '../../../src/adapters/redis/challenges.js';
import { openRedis, type RedisConnection } from '../../../src/adapters/redis/connection.js';
import { RedisIdempotency } from '../../../src/adapters/redis/idempotency.js';
import { RedisRateLimits } from '../../../src/adapters/redis/rate-limits.js';
import { RedisSessions } from '../../../src/adapters/redis/sessions.js';
import { days, seconds } from '../../../src/domain/kernel/instant.js';
import { insist } from '../../support/redis/insist.js';
import { type Proxy, startProxy } from '../../support/redis/proxy.js';
import { codeFor, oneOf, sessionOf, told } from '../../support/redis/samples.js';
import { freshPrefix, noRedis, type RedisServer, startRedis } from '../../support/redis/server.js';
import { skipped } from '../../support/skip.js';

const DEADLINE_MS = 300;
const portsOf = (redis: RedisConnection) => ({
  challenges: new RedisChallenges(redis),
  limits: new RedisRateLimits(redis),
  sessions: new RedisSessions(redis),
  idempotency: new RedisIdempotency(redis),
});
type Ports = ReturnType<typeof portsOf>;
const unavailable = (port: string) => ({ code: 'unavailable', port });

/** One call of every kind, by the port it belongs to. */
const calls = ({
  challenges,
  limits,
  sessions,
  idempotency,
}: Ports): readonly (readonly [string, () => Promise<unknown>])[] => [
  ['challenges', () => challenges.issue(codeFor('b'))],
  ['challenges', () => challenges.attempt('b', 'd')],
  ['challenges', () => challenges.revoke('b')],
  ['challenges', () => challenges.put('k', {}, seconds(60))],
  ['challenges', () => challenges.peek('k')],
  ['challenges', () => challenges.take('k')],
  ['rateLimits', () => limits.spend([oneOf('a', 1)], told)],
  ['rateLimits', () => limits.giveBack(['a'], told)],
  ['rateLimits', () => limits.used('a')],
  ['rateLimits', () => limits.reset('a')],
  ['sessions', () => sessions.open(sessionOf('s'), 'digest')],
  ['sessions', () => sessions.touch('digest', told)],
  ['sessions', () => sessions.list('account-1')],
  ['sessions', () => sessions.revoke('account-1', 's')],
  ['sessions', () => sessions.revokeAll('account-1', told)],
  ['idempotency', () => idempotency.start('c', 'k', 'p', seconds(30))],
  ['idempotency', () => idempotency.finish('c', 'k', {}, days(1))],
  ['idempotency', () => idempotency.abandon('c', 'k')],
];

if (noRedis !== undefined) skipped('Redis when things break', noRedis);
else
  describe('Redis when things break', () => {
    let server: RedisServer;
    let proxy: Proxy;
    let redis: RedisConnection;
    let ports: Ports;

    const begin = async (settings: readonly string[] = []): Promise<void> => {
      server = await startRedis(settings);
      proxy = await startProxy(server.port);
      redis = await openRedis({
        connectionString: `redis://127.0.0.1:${proxy.port}`,
        keyPrefix: freshPrefix(),
        deadlineMs: DEADLINE_MS,
      });
      ports = portsOf(redis);
    };
    afterEach(async () => {
      await redis.close();
      await proxy.close();
      await server.stop();
    });

    const flush = () => redis.call('redis', (client) => client.flushall());

    it('flushed: open codes and steps are void, and a new code is as good as ever', async () => {
      await begin();
      const { challenges } = ports;
      await challenges.issue(codeFor('b'));
      await challenges.put('step', { kind: 'signature' }, seconds(60));
      await flush();
      expect(await challenges.attempt('b', 'd-right')).toEqual({ kind: 'unknown' });
      expect(await challenges.take('step')).toBeUndefined();
      await challenges.issue(codeFor('b', { digest: 'd-new' }));
      expect(await challenges.attempt('b', 'd-right')).toEqual({ kind: 'wrong', triesLeft: 4 });
      expect(await challenges.attempt('b', 'd-new')).toEqual({ kind: 'correct' });
    });

    it('flushed: everybody logs in again, nobody stays in or comes back', async () => {
      await begin();
      const { sessions } = ports;
      await sessions.open(sessionOf('s1'), 'digest-1');
      await sessions.open(sessionOf('s2'), 'digest-2');
      await sessions.revoke('account-1', 's2');
      await flush();
      for (const digest of ['digest-1', 'digest-2']) expect(await sessions.touch(digest, told)).toBeUndefined();
      expect(await sessions.list('account-1')).toEqual([]);
      await sessions.open(sessionOf('s3'), 'digest-3');
      expect((await sessions.touch('digest-3', told))?.sessionId).toBe('s3');
    });

    it('flushed: a budget is forgiven once, and what was spent before is not given back to what came after', async () => {
      await begin();
      const { limits } = ports;
      const budget = 5;
      let compared = 0;
      for (let guess = 0; guess < 4; guess += 1)
        if ((await limits.spend([oneOf('a', budget)], told)).kind === 'spent') compared += 1;
      await flush();
      for (let guess = 0; guess < 20; guess += 1)
        if ((await limits.spend([oneOf('a', budget)], (told + 1 + guess) as typeof told)).kind === 'spent')
          compared += 1;
      for (let n = 0; n < 4; n += 1) await limits.giveBack(['a'], told);
      expect(await limits.used('a')).toBe(budget);
      expect((await limits.spend([oneOf('a', budget)], told)).kind).toBe('over');
      expect(compared).toBe(4 + budget);
    });

    it('flushed: a call that was under way is decided again, and its first outcome after that stays', async () => {
      await begin();
      const { idempotency } = ports;
      await idempotency.start('c', 'k', 'p', seconds(30));
      await flush();
      await idempotency.finish('c', 'k', 'of the call that was forgotten', days(1));
      expect(await idempotency.start('c', 'k', 'p', seconds(30))).toEqual({ kind: 'fresh' });
      await idempotency.finish('c', 'k', 'first', days(1));
      await idempotency.finish('c', 'k', 'second', days(1));
      expect(await idempotency.start('c', 'k', 'p', seconds(30))).toEqual({ kind: 'done', outcome: 'first' });
    });

    it('killed: every call is unavailable, soon, and names its port; started again it serves on', async () => {
      await begin();
      await server.kill();
      for (const [port, call] of calls(ports)) {
        const begun = performance.now();
        await expect(call()).rejects.toMatchObject(unavailable(port));
        expect(performance.now() - begun).toBeLessThan(2 * DEADLINE_MS);
      }
      await server.start();
      await insist(() => ports.challenges.issue(codeFor('b')));
      expect(await ports.challenges.attempt('b', 'd-right')).toEqual({ kind: 'correct' });
    });

    it('killed and started with every write flushed: what was answered stands, what was revoked stays revoked', async () => {
      await begin(['--appendonly', 'yes', '--appendfsync', 'always']);
      const { challenges, limits, sessions, idempotency } = ports;
      for (const n of [1, 2, 3]) await sessions.open(sessionOf(`s${n}`), `digest-${n}`);
      await challenges.issue(codeFor('used'));
      await challenges.issue(codeFor('guessed'));
      await challenges.put('step', {}, seconds(60));
      await limits.spend([oneOf('a', 2), oneOf('b', 1)], told);
      await idempotency.start('c', 'k', 'p', seconds(30));
      await idempotency.finish('c', 'k', 'kept', days(1));
      await challenges.attempt('used', 'd-right');
      await challenges.attempt('guessed', 'd-wrong');
      await challenges.take('step');
      await sessions.revoke('account-1', 's1');
      await server.kill();
      await server.start();

      expect((await insist(() => sessions.list('account-1'))).map(({ sessionId }) => sessionId)).toEqual(['s3', 's2']);
      expect(await sessions.touch('digest-1', told)).toBeUndefined();
      expect((await sessions.touch('digest-2', told))?.sessionId).toBe('s2');
      expect(await challenges.attempt('used', 'd-right')).toEqual({ kind: 'unknown' });
      expect(await challenges.attempt('guessed', 'd-wrong')).toEqual({ kind: 'wrong', triesLeft: 3 });
      expect(await challenges.take('step')).toBeUndefined();
      expect((await limits.spend([oneOf('b', 1)], told)).kind).toBe('over');
      expect(await limits.used('a')).toBe(1);
      expect(await idempotency.start('c', 'k', 'p', seconds(30))).toEqual({ kind: 'done', outcome: 'kept' });
    });

    it('killed and started with nothing kept: what was revoked does not come back either', async () => {
      await begin();
      await ports.sessions.open(sessionOf('s1'), 'digest-1');
      await ports.sessions.revoke('account-1', 's1');
      await server.kill();
      await server.start();
      expect(await insist(() => ports.sessions.touch('digest-1', told))).toBeUndefined();
    });

    it('cut in the middle of a command: unavailable, done once or not at all, never sent again', async () => {
      await begin();
      const { challenges, limits } = ports;
      await limits.spend([oneOf('a', 10)], told);
      proxy.loseNextAnswer();
      await expect(limits.spend([oneOf('a', 10)], told)).rejects.toMatchObject(unavailable('rateLimits'));
      expect(await insist(() => limits.used('a'))).toBe(2);

      await challenges.issue(codeFor('b'));
      await challenges.attempt('b', 'd-wrong');
      proxy.loseNextAnswer();
      await expect(challenges.attempt('b', 'd-right')).rejects.toMatchObject(unavailable('challenges'));
      expect(await insist(() => challenges.attempt('b', 'd-right'))).toEqual({ kind: 'unknown' });
    });

    it('cut while many guess: never more are compared than there are tries, nor more is spent than there is', async () => {
      await begin();
      const { challenges, limits } = ports;
      await challenges.issue(codeFor('b', { tries: 6 }));
      const counts = { wrong: 0, spent: 0 };
      const guess = async (): Promise<void> => {
        const answers = await Promise.allSettled([
          challenges.attempt('b', 'd-wrong'),
          limits.spend([oneOf('a', 6), oneOf('b', 100)], told),
        ]);
        for (const answer of answers)
          if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'unavailable' });
          else if (answer.value.kind === 'wrong') counts.wrong += 1;
          else if (answer.value.kind === 'spent') counts.spent += 1;
      };
      for (let round = 0; round < 8; round += 1) {
        const guesses = Array.from({ length: 4 }, guess);
        proxy.cut();
        await Promise.all(guesses);
        await insist(() => limits.used('a'));
      }
      for (let n = 0; n < 8; n += 1) await guess();
      expect(counts.wrong).toBeLessThanOrEqual(6);
      expect(counts.spent).toBeLessThanOrEqual(6);
      expect(await challenges.attempt('b', 'd-right')).toEqual({ kind: 'exhausted' });
      expect(await limits.used('a')).toBe(6);
      expect(await limits.used('b')).toBe(6);
    });

    it('busy for long: unavailable within the deadline, and serves on afterwards', async () => {
      await begin(['--enable-debug-command', 'yes']);
      const sleeping = redis.call('redis', (client) => client.call('DEBUG', 'SLEEP', '1'));
      sleeping.catch(() => undefined);
      const begun = performance.now();
      await expect(ports.sessions.touch('digest', told)).rejects.toMatchObject(unavailable('sessions'));
      expect(performance.now() - begun).toBeLessThan(3 * DEADLINE_MS);
      expect(await insist(() => ports.sessions.touch('digest', told))).toBeUndefined();
    });

    it('silent without a broken connection: unavailable within the deadline, and the connection is given up', async () => {
      await begin();
      proxy.fallSilent();
      for (const [port, call] of calls(ports).slice(0, 3))
        await expect(call()).rejects.toMatchObject(unavailable(port));
      proxy.speak();
      expect(await insist(() => ports.limits.used('a'))).toBe(0);
    });

    it('full: unavailable, and nothing is thrown away', async () => {
      await begin();
      await ports.limits.spend([oneOf('a', 3)], told);
      await redis.call('redis', (client) => client.config('SET', 'maxmemory', '1mb'));
      await expect(ports.limits.spend([oneOf('a', 3)], told)).rejects.toMatchObject(unavailable('rateLimits'));
      await redis.call('redis', (client) => client.config('SET', 'maxmemory', '0'));
      expect(await ports.limits.used('a')).toBe(1);
    });
  });
