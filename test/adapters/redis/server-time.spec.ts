import { setTimeout as sleep } from 'node:timers/promises';
import { RedisChallenges } from '../../../src/adapters/redis/challenges.js';
import type { RedisConnection } from '../../../src/adapters/redis/connection.js';
import { RedisIdempotency } from '../../../src/adapters/redis/idempotency.js';
import { RedisRateLimits } from '../../../src/adapters/redis/rate-limits.js';
import { RedisSessions } from '../../../src/adapters/redis/sessions.js';
import { together } from '../../../src/adapters/testing/contracts/contract-time.js';
import { days, hours, type Instant, milliseconds, minutes, plus } from '../../../src/domain/kernel/instant.js';
import { codeFor, oneOf, sessionOf, told } from '../../support/redis/samples.js';
import { noRedis, sharedRedis } from '../../support/redis/server.js';
import { skipped } from '../../support/skip.js';

const SHORT_MS = 80;
const short = milliseconds(SHORT_MS);
/** Longer than anything that was told to last for `short`, by the server's clock too. */
const shortIsOver = () => sleep(SHORT_MS + 20);
const later = (ms: number): Instant => plus(told, milliseconds(ms));

if (noRedis !== undefined) skipped('time passes by the clock of Redis', noRedis);
else
  describe('time passes by the clock of Redis, whatever callers say', () => {
    const redis = sharedRedis();
    let connection: RedisConnection;
    beforeEach(async () => {
      connection = await redis.connect();
    });
    afterEach(() => connection.close());

    describe('codes and steps', () => {
      let challenges: RedisChallenges;
      beforeEach(() => {
        challenges = new RedisChallenges(connection);
      });

      it('a code that is over is not compared and uses no try; a new one lives its own life', async () => {
        await challenges.issue(codeFor('b', { life: short, tries: 2 }));
        await shortIsOver();
        for (const digest of ['d-right', 'd-wrong', 'd-other'])
          expect(await challenges.attempt('b', digest)).toEqual({ kind: 'expired' });
        expect((await challenges.issue(codeFor('b', { tries: 2 }))).triesLeft).toBe(2);
        expect(await challenges.attempt('b', 'd-right')).toEqual({ kind: 'correct' });
      });

      it('tells when a code is over, in the time of the server', async () => {
        const [before] = await connection.call('redis', (client) => client.time());
        const { expiresAt } = await challenges.issue(codeFor('b', { life: hours(1) }));
        const begun = expiresAt - hours(1);
        expect(begun).toBeGreaterThanOrEqual(Number(before) * 1_000);
        expect(begun).toBeLessThan(Number(before) * 1_000 + 10_000);
      });

      it('used tries are remembered for as long as was said, not longer', async () => {
        await challenges.issue(codeFor('b', { life: short, memory: short, tries: 1 }));
        await challenges.issue(codeFor('long', { life: short, memory: hours(1), tries: 1 }));
        for (const binding of ['b', 'long']) await challenges.attempt(binding, 'd-wrong');
        await shortIsOver();
        expect(await challenges.attempt('b', 'd-right')).toEqual({ kind: 'unknown' });
        expect(await challenges.attempt('long', 'd-right')).toEqual({ kind: 'exhausted' });
        expect((await challenges.issue(codeFor('b', { tries: 1 }))).triesLeft).toBe(1);
        expect((await challenges.issue(codeFor('long', { tries: 1 }))).triesLeft).toBe(0);
      });

      it('a memory shorter than the life counts as the life', async () => {
        await challenges.issue(codeFor('b', { memory: milliseconds(0) }));
        await challenges.attempt('b', 'd-wrong');
        expect(await challenges.attempt('b', 'd-right')).toEqual({ kind: 'correct' });
      });

      it('a step ends, and one put again has a life of its own', async () => {
        await challenges.put('gone', {}, short);
        await challenges.put('longer', { n: 1 }, short);
        await challenges.put('longer', { n: 2 }, hours(1));
        await challenges.put('shorter', {}, hours(1));
        await challenges.put('shorter', {}, short);
        await challenges.put('never', {}, milliseconds(0));
        await shortIsOver();
        for (const key of ['gone', 'shorter', 'never']) {
          expect(await challenges.peek(key)).toBeUndefined();
          expect(await challenges.take(key)).toBeUndefined();
        }
        expect(await challenges.take('longer')).toEqual({ n: 2 });
      });
    });

    describe('budgets', () => {
      let limits: RedisRateLimits;
      beforeEach(() => {
        limits = new RedisRateLimits(connection);
      });

      it('a window lasts from its first spending; what is refused neither counts nor prolongs', async () => {
        const begun = performance.now();
        await limits.spend([oneOf('a', 1, milliseconds(300))], told);
        let longest = 0;
        for (;;) {
          const answer = await limits.spend([oneOf('a', 1, milliseconds(300))], told);
          if (answer.kind === 'spent') break;
          expect(answer.retryAfterMs).toBeGreaterThan(0);
          longest = Math.max(longest, answer.retryAfterMs);
          await sleep(20);
        }
        expect(longest).toBeLessThanOrEqual(300);
        expect(performance.now() - begun).toBeGreaterThanOrEqual(299);
        expect(await limits.used('a')).toBe(1);
      });

      it('a running window keeps its length when the budget changes, and each key has its own', async () => {
        await limits.spend([oneOf('a', 5, short), oneOf('long', 5, hours(1))], told);
        await limits.spend([oneOf('a', 5, hours(1)), oneOf('long', 5, short)], told);
        await shortIsOver();
        expect(await limits.used('a')).toBe(0);
        expect(await limits.used('long')).toBe(2);
      });

      it('nothing is given back into a later window than it was taken from', async () => {
        await limits.spend([oneOf('a', 2, short)], told);
        await shortIsOver();
        await limits.spend([oneOf('a', 2, minutes(1))], later(1));
        await limits.giveBack(['a'], told);
        expect(await limits.used('a')).toBe(1);
        await limits.giveBack(['a'], later(1));
        expect(await limits.used('a')).toBe(0);
      });

      it('a window that was emptied still ends when it would have', async () => {
        await limits.spend([oneOf('a', 1, short)], told);
        await limits.giveBack(['a'], told);
        await limits.spend([oneOf('a', 1, hours(1))], later(1));
        await shortIsOver();
        expect(await limits.used('a')).toBe(0);
      });

      it('clocks of callers that lie years apart take from one window, and give back what they took', async () => {
        for (const at of [later(0), later(days(400)), later(0 - days(400))]) {
          expect(await limits.spend([oneOf('a', 3)], at)).toEqual({ kind: 'spent' });
          await limits.giveBack(['a'], at);
          await limits.spend([oneOf('a', 3)], at);
        }
        expect((await limits.spend([oneOf('a', 3)], told)).kind).toBe('over');
      });
    });

    describe('sessions', () => {
      let sessions: RedisSessions;
      beforeEach(() => {
        sessions = new RedisSessions(connection);
      });

      it('one that idled for too long is over: no touch wakes it, nobody lists or revokes it', async () => {
        for (const n of [1, 2, 3])
          await sessions.open(sessionOf(`s${n}`, n === 3 ? {} : { idle: short }), `digest-${n}`);
        await shortIsOver();
        expect(await sessions.touch('digest-1', told)).toBeUndefined();
        expect((await sessions.list('account-1')).map(({ sessionId }) => sessionId)).toEqual(['s3']);
        expect(await sessions.revoke('account-1', 's1')).toBe(false);
        expect(await sessions.revokeAll('account-1', told)).toEqual(['s3']);
      });

      it('touching renews the idle time, looking at the list does not', async () => {
        const idle = milliseconds(1_000);
        await sessions.open(sessionOf('touched', { idle }), 'touched');
        await sessions.open(sessionOf('listed', { idle }), 'listed');
        for (let n = 0; n < 6; n += 1) {
          await sleep(200);
          await sessions.list('account-1');
          expect((await sessions.touch('touched', told))?.sessionId).toBe('touched');
        }
        expect(await sessions.touch('listed', told)).toBeUndefined();
      });

      it('touching never moves the absolute end', async () => {
        await sessions.open(sessionOf('s', { absoluteExpiry: later(SHORT_MS) }), 'digest');
        await sessions.touch('digest', later(0 - days(1)));
        await shortIsOver();
        expect(await sessions.touch('digest', told)).toBeUndefined();
        expect(await sessions.list('account-1')).toEqual([]);
      });

      it('one that would be over before it begins is never good', async () => {
        await sessions.open(sessionOf('s', { absoluteExpiry: told }), 'digest');
        expect(await sessions.touch('digest', told)).toBeUndefined();
      });

      it('tells the latest time that a caller saw it, and is not ended by a clock that is ahead', async () => {
        await sessions.open(sessionOf('s'), 'digest');
        expect((await sessions.touch('digest', later(days(30))))?.lastSeenAt).toBe(later(days(30)));
        expect((await sessions.touch('digest', later(1)))?.lastSeenAt).toBe(later(days(30)));
      });

      it('a token that was revoked is never taken again while its session would have lived', async () => {
        await sessions.open(sessionOf('s'), 'digest');
        await sessions.revoke('account-1', 's');
        await expect(sessions.open(sessionOf('other'), 'digest')).rejects.toThrow('exists');
        await expect(sessions.open(sessionOf('s'), 'other')).rejects.toThrow('exists');
        expect(await sessions.touch('digest', told)).toBeUndefined();
        expect(await sessions.touch('other', told)).toBeUndefined();
      });
    });

    describe('calls with an idempotency key', () => {
      const start = (calls: RedisIdempotency, key: string, lease = hours(1), payload = 'p') =>
        calls.start('c', key, payload, lease);
      let calls: RedisIdempotency;
      beforeEach(() => {
        calls = new RedisIdempotency(connection);
      });

      it('one that died is taken over when its lease ends, by one, with the same payload only', async () => {
        await start(calls, 'k', short);
        expect(await start(calls, 'k')).toEqual({ kind: 'running' });
        await shortIsOver();
        expect(await start(calls, 'k', hours(1), 'other')).toEqual({ kind: 'mismatch' });
        const starts = await together(20, () => start(calls, 'k'));
        expect(starts.filter(({ kind }) => kind === 'fresh')).toHaveLength(1);
        expect(starts.filter(({ kind }) => kind === 'running')).toHaveLength(19);
      });

      it('finished after its lease, with nobody in between: kept; overtaken: nothing changes', async () => {
        await start(calls, 'k', short);
        await shortIsOver();
        await calls.finish('c', 'k', 'late', days(1));
        expect(await start(calls, 'k')).toEqual({ kind: 'done', outcome: 'late' });
        await calls.finish('c', 'k', 'later still', days(1));
        await calls.abandon('c', 'k');
        expect(await start(calls, 'k')).toEqual({ kind: 'done', outcome: 'late' });
      });

      it('an outcome is kept for as long as was said, then the key is fresh for any payload', async () => {
        await start(calls, 'k');
        await calls.finish('c', 'k', 1, short);
        await shortIsOver();
        expect(await start(calls, 'k', hours(1), 'other')).toEqual({ kind: 'fresh' });
      });
    });

    it('every key ends by itself, and says nothing of what it is for', async () => {
      const secret = 'nguyen-van-word';
      const challenges = new RedisChallenges(connection);
      await challenges.issue(codeFor(secret));
      await challenges.attempt(secret, 'd-wrong');
      await challenges.put(secret, {}, hours(1));
      await new RedisRateLimits(connection).spend([oneOf(secret, 5)], told);
      await new RedisRateLimits(connection).giveBack([secret], told);
      const sessions = new RedisSessions(connection);
      await sessions.open(sessionOf(secret, { accountId: secret }), secret);
      await sessions.touch(secret, told);
      const calls = new RedisIdempotency(connection);
      await calls.start(secret, secret, 'p', minutes(1));
      await calls.finish(secret, secret, {}, days(1));

      const prefix = connection.key('', '').split(':')[0] ?? '';
      const keys = await connection.call('redis', (client) => client.keys(`${prefix}:*`));
      expect(keys).toHaveLength(7);
      for (const key of keys) {
        expect(key).not.toContain(secret);
        expect(await connection.call('redis', (client) => client.pttl(key))).toBeGreaterThan(0);
      }
    });
  });
