import assert from 'node:assert/strict';
import type { Session, Sessions } from '../../../application/ports/sessions.port.js';
import { milliseconds } from '../../../domain/kernel/instant.js';
import type { Instant } from '../../../domain/kernel/instant.js';
import type { Contract, ContractCase } from '../contract.js';
import { after, callerClock, start, together } from './contract-time.js';

const idle = 900_000;
const absolute = 7_200_000;

const session = (id: string, change: Partial<Session> = {}): Session => ({
  sessionId: id,
  accountId: 'account-1',
  loginId: `login-${id}`,
  method: 'mobileSubscriber',
  level: 'IAL2',
  authentication: 'auth2',
  openedAt: start,
  lastSeenAt: start,
  authenticatedAt: start,
  absoluteExpiry: after(absolute),
  idle: milliseconds(idle),
  ...change,
});
const openedAt = (id: string, ms: number, change: Partial<Session> = {}): Session =>
  session(id, { openedAt: after(ms), lastSeenAt: after(ms), absoluteExpiry: after(ms + absolute), ...change });

/** In arrays of this realm: those of native modules are not strictly equal under test runners with realms of their own. */
const list = async (sessions: Sessions, accountId: string, at: Instant): Promise<readonly Session[]> => [
  ...(await sessions.list(accountId, at)),
];
const revokeAll = async (
  sessions: Sessions,
  account: string,
  at: Instant,
  except?: string,
): Promise<readonly string[]> => [...(await sessions.revokeAll(account, at, except))];
const idsOf = (live: readonly Session[]): readonly string[] => live.map(({ sessionId }) => sessionId);

const tokens: readonly ContractCase<Sessions>[] = [
  {
    title: 'a token finds its session, seen now',
    async run(sessions) {
      await sessions.open(session('s1'), 'digest-1');
      assert.deepEqual(await sessions.touch('digest-1', after(5)), { ...session('s1'), lastSeenAt: after(5) });
    },
  },
  {
    title: 'every field comes back',
    async run(sessions) {
      const full = session('s1', { method: 'usbToken', level: 'IAL3', authentication: 'auth4', accountId: 'ế' });
      await sessions.open(full, 'digest-1');
      assert.deepEqual(await sessions.touch('digest-1', start), full);
      assert.deepEqual(await list(sessions, 'ế', start), [full]);
    },
  },
  {
    title: 'an unknown digest finds nothing; an id is no token',
    async run(sessions) {
      await sessions.open(session('s1'), 'digest-1');
      for (const digest of ['digest-2', 's1', '', 'DIGEST-1', 'digest-1 ', '__proto__'])
        assert.equal(await sessions.touch(digest, after(1)), undefined, digest);
    },
  },
  {
    title: 'a second session takes over neither a token nor an id',
    async run(sessions) {
      await sessions.open(session('s1'), 'digest-1');
      await assert.rejects(sessions.open(session('s2', { accountId: 'account-2' }), 'digest-1'));
      await assert.rejects(sessions.open(session('s1', { accountId: 'account-2' }), 'digest-2'));
      await assert.rejects(sessions.open(session('s1'), 'digest-3'));
      assert.equal((await sessions.touch('digest-1', after(1)))?.accountId, 'account-1');
      for (const digest of ['digest-2', 'digest-3']) assert.equal(await sessions.touch(digest, after(1)), undefined);
      assert.deepEqual(await list(sessions, 'account-2', after(1)), []);
    },
  },
];

const endings: readonly ContractCase<Sessions>[] = [
  {
    title: 'idle for too long: over, to the millisecond',
    needs: callerClock,
    async run(sessions) {
      await sessions.open(session('s1'), 'digest-1');
      await sessions.open(session('s2'), 'digest-2');
      assert.equal((await sessions.touch('digest-1', after(idle - 1)))?.sessionId, 's1');
      assert.equal(await sessions.touch('digest-2', after(idle)), undefined);
    },
  },
  {
    title: 'a late touch does not wake a session that was idle for too long',
    needs: callerClock,
    async run(sessions) {
      await sessions.open(session('s1'), 'digest-1');
      for (const ms of [idle, idle + 1, idle + 2]) assert.equal(await sessions.touch('digest-1', after(ms)), undefined);
      assert.deepEqual(await list(sessions, 'account-1', after(idle + 3)), []);
    },
  },
  {
    title: 'touching renews the idle time and never the absolute end',
    needs: callerClock,
    async run(sessions) {
      await sessions.open(session('s1'), 'digest-1');
      const stride = idle - 1;
      let at = stride;
      for (; at < absolute; at += stride) {
        const seen = await sessions.touch('digest-1', after(at));
        assert.equal(seen?.lastSeenAt, after(at));
        assert.equal(seen?.absoluteExpiry, after(absolute));
      }
      assert.equal((await sessions.touch('digest-1', after(absolute - 1)))?.sessionId, 's1');
      assert.equal(await sessions.touch('digest-1', after(absolute)), undefined);
    },
  },
  {
    title: 'a clock that lags does not set the idle time back',
    needs: callerClock,
    async run(sessions) {
      await sessions.open(session('s1'), 'digest-1');
      await sessions.touch('digest-1', after(600_000));
      assert.equal((await sessions.touch('digest-1', after(1)))?.lastSeenAt, after(600_000));
      assert.equal((await sessions.touch('digest-1', after(600_000 + idle - 1)))?.sessionId, 's1');
    },
  },
  {
    title: 'revoked: over at once; again, or unknown: false',
    async run(sessions) {
      await sessions.open(session('s1'), 'digest-1');
      await sessions.open(session('s2'), 'digest-2');
      assert.equal(await sessions.revoke('account-1', 's1', after(1)), true);
      assert.equal(await sessions.touch('digest-1', after(2)), undefined);
      assert.equal(await sessions.revoke('account-1', 's1', after(3)), false);
      assert.equal(await sessions.revoke('account-1', 's9', after(3)), false);
      assert.equal((await sessions.touch('digest-2', after(4)))?.sessionId, 's2');
    },
  },
  {
    title: 'one account cannot end the session of another',
    async run(sessions) {
      await sessions.open(session('s1'), 'digest-1');
      assert.equal(await sessions.revoke('account-2', 's1', after(1)), false);
      assert.deepEqual(await revokeAll(sessions, 'account-2', after(1)), []);
      assert.equal((await sessions.touch('digest-1', after(2)))?.sessionId, 's1');
    },
  },
  {
    title: 'an expired session is not there to be revoked',
    needs: callerClock,
    async run(sessions) {
      await sessions.open(session('s1'), 'digest-1');
      await sessions.open(openedAt('s2', 10), 'digest-2');
      assert.equal(await sessions.revoke('account-1', 's1', after(idle)), false);
      assert.deepEqual(await revokeAll(sessions, 'account-1', after(idle)), ['s2']);
    },
  },
  {
    title: 'revokeAll ends all, newest first, and nobody else',
    async run(sessions) {
      for (const n of [1, 2, 3]) await sessions.open(openedAt(`s${n}`, n), `digest-${n}`);
      await sessions.open(session('other', { accountId: 'account-2' }), 'digest-other');
      assert.deepEqual(await revokeAll(sessions, 'account-1', after(10)), ['s3', 's2', 's1']);
      assert.deepEqual(await list(sessions, 'account-1', after(11)), []);
      assert.deepEqual(await revokeAll(sessions, 'account-1', after(11)), []);
      for (const n of [1, 2, 3]) assert.equal(await sessions.touch(`digest-${n}`, after(12)), undefined);
      assert.equal((await sessions.touch('digest-other', after(12)))?.sessionId, 'other');
    },
  },
  {
    title: 'revokeAll spares the one named; naming an unknown one spares none',
    async run(sessions) {
      for (const n of [1, 2, 3]) await sessions.open(openedAt(`s${n}`, n), `digest-${n}`);
      assert.deepEqual(await revokeAll(sessions, 'account-1', after(10), 's2'), ['s3', 's1']);
      assert.equal((await sessions.touch('digest-2', after(11)))?.sessionId, 's2');
      assert.deepEqual(await revokeAll(sessions, 'account-1', after(12), 's9'), ['s2']);
    },
  },
];

const lists: readonly ContractCase<Sessions>[] = [
  {
    title: 'an account without sessions has an empty list',
    async run(sessions) {
      assert.deepEqual(await list(sessions, 'account-1', start), []);
    },
  },
  {
    title: 'live sessions of the account, newest first, as last seen',
    async run(sessions) {
      for (const n of [2, 1, 3]) await sessions.open(openedAt(`s${n}`, n), `digest-${n}`);
      await sessions.open(session('other', { accountId: 'account-2' }), 'digest-other');
      await sessions.touch('digest-1', after(50));
      await sessions.revoke('account-1', 's2', after(51));
      const live = await list(sessions, 'account-1', after(52));
      assert.deepEqual(idsOf(live), ['s3', 's1']);
      assert.equal(live[1]?.lastSeenAt, after(50));
    },
  },
  {
    title: 'looking at the list keeps no session alive',
    needs: callerClock,
    async run(sessions) {
      await sessions.open(session('s1'), 'digest-1');
      assert.deepEqual(idsOf(await list(sessions, 'account-1', after(idle - 1))), ['s1']);
      assert.deepEqual(idsOf(await list(sessions, 'account-1', after(idle))), []);
      assert.equal(await sessions.touch('digest-1', after(idle)), undefined);
    },
  },
];

const races: readonly ContractCase<Sessions>[] = [
  {
    title: 'of parallel revocations exactly one ends the session',
    async run(sessions) {
      await sessions.open(session('s1'), 'digest-1');
      const ended = await together(20, () => sessions.revoke('account-1', 's1', after(1)));
      assert.equal(ended.filter(Boolean).length, 1);
    },
  },
  {
    title: 'parallel revocations of all name each session once',
    async run(sessions) {
      await together(25, (index) => sessions.open(openedAt(`s${index}`, index), `digest-${index}`));
      const ended = (await together(5, () => sessions.revokeAll('account-1', after(100)))).flat();
      assert.equal(ended.length, 25);
      assert.equal(new Set(ended).size, 25);
    },
  },
  {
    title: 'no touch revives a session that is being revoked',
    async run(sessions) {
      await sessions.open(session('s1'), 'digest-1');
      await together(21, async (index) => {
        if (index === 10) await sessions.revoke('account-1', 's1', after(1));
        else await sessions.touch('digest-1', after(1));
      });
      assert.equal(await sessions.touch('digest-1', after(2)), undefined);
    },
  },
];

/** Every adapter of the port `Sessions` shows this. */
export const sessionsContract: Contract<Sessions> = {
  port: 'Sessions',
  cases: [...tokens, ...endings, ...lists, ...races],
};
