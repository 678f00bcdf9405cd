import type { LoginHistoryItem } from '../../../src/application/profile/profile-queries.js';
import { instant, minutes, seconds } from '../../../src/domain/kernel/instant.js';
import {
  accepted,
  caller,
  changeAccount,
  codeOn,
  type CoreHarness,
  eventsOf,
  logIn,
  openCore,
  register,
  solvedCaptcha,
  startLogin,
  wrongCode,
} from '../../support/core-harness.js';

describe.each([
  ['all logins', undefined],
  ['the last two, older ones being read from the streams', 2],
] as const)('with %s in the read model', (_title, kept) => {
  const harnesses: CoreHarness[] = [];
  async function running() {
    const harness = openCore(kept === undefined ? {} : { loginsKept: kept });
    await harness.core.start();
    harnesses.push(harness);
    return harness;
  }
  afterEach(async () => {
    for (const { core } of harnesses.splice(0)) await core.stop();
  });

  const historyOf = async (harness: CoreHarness, accountId: string, request = {}) => {
    const atLeast = await harness.ports.eventStore.head();
    return accepted(await harness.core.profiles.loginHistory(accountId, request, { atLeast })).value;
  };

  /** A registered person who logged in so often, 61 seconds apart. */
  async function withLogins(count: number) {
    const harness = await running();
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    const times: number[] = [];
    for (let i = 0; i < count; i += 1) {
      harness.clock.pass(minutes(13));
      await logIn(harness, an);
      times.push(harness.clock.now());
    }
    return { harness, an, accountId, times };
  }

  describe('the login history', () => {
    it('tells when, how and from where, newest first', async () => {
      const { harness, accountId, times } = await withLogins(2);
      const page = await historyOf(harness, accountId);
      const [newest] = page.items;
      expect(newest).toEqual({
        accountId,
        at: times[1],
        outcome: 'loggedIn',
        loginId: expect.any(String),
        method: 'password',
        level: 'IAL2',
        authentication: 'auth2',
        code: null,
        count: 1,
        channel: 'web',
        origin: { network: '203.0.113.0/24', agent: 'test' },
      });
      expect(page.items.map(({ at }) => at)).toEqual([times[1], times[0]]);
      expect(page.next).toBeNull();
    });

    it('holds refused logins with their reason and number', async () => {
      const { harness, an, accountId } = await withLogins(1);
      harness.clock.pass(seconds(61));
      const guess = { personId: an.personalNumber, password: 'Sai-roi 2026!', captcha: solvedCaptcha };
      for (let i = 0; i < 3; i += 1) await harness.core.logins.start(guess, caller);
      const { loginToken } = await startLogin(harness, an);
      await harness.core.logins.confirm(loginToken, wrongCode(codeOn(harness, an.phones[0])), caller);
      await harness.restarted().core.stop();
      await new Promise((resolve) => setTimeout(resolve, 120));
      const { items } = await historyOf(harness, accountId);
      const refusals = items.filter(({ outcome }) => outcome === 'refused');
      expect(new Set(refusals.map(({ code, count }) => `${code} ${count}`))).toEqual(
        new Set(['login.invalidCredentials 3', 'otp.wrong 1']),
      );
      expect(refusals[0]).toMatchObject({
        loginId: null,
        level: null,
        authentication: null,
        origin: { agent: 'test' },
      });
    });

    it('marks a login that the owner disavows', async () => {
      const { harness, accountId } = await withLogins(2);
      const [, first] = (await historyOf(harness, accountId)).items as [LoginHistoryItem, LoginHistoryItem];
      await changeAccount(harness, accountId, {
        type: 'DisavowLogin',
        loginId: first.loginId ?? '',
        at: harness.clock.now(),
      });
      const { items } = await historyOf(harness, accountId);
      expect(items.map(({ outcome }) => outcome)).toEqual(['loggedIn', 'disavowed']);
      expect(items[1]).toEqual({ ...first, outcome: 'disavowed' });
    });

    it('of a login that nobody has disavows nothing', async () => {
      const { harness, accountId } = await withLogins(1);
      await changeAccount(harness, accountId, { type: 'DisavowLogin', loginId: 'nobody’s', at: harness.clock.now() });
      expect((await historyOf(harness, accountId)).items.map(({ outcome }) => outcome)).toEqual(['loggedIn']);
    });

    it('of an account without logins, or of nobody, is empty', async () => {
      const harness = await running();
      const { accountId } = await register(harness, harness.sandbox.cast.an);
      for (const id of [accountId, 'nobody']) expect(await historyOf(harness, id)).toEqual({ items: [], next: null });
    });

    it('shows no origin once it is erased', async () => {
      const { harness, accountId } = await withLogins(1);
      await harness.ports.personalData.erase(accountId);
      expect((await historyOf(harness, accountId)).items).toMatchObject([{ outcome: 'loggedIn', origin: null }]);
    });

    it('is about the account’s own events, and nobody else’s', async () => {
      const { harness, accountId } = await withLogins(1);
      const { mai } = harness.sandbox.cast;
      const theirs = await register(harness, mai);
      harness.clock.pass(seconds(61));
      await logIn(harness, mai);
      expect((await historyOf(harness, accountId)).items).toHaveLength(1);
      expect((await historyOf(harness, theirs.accountId)).items).toHaveLength(1);
      expect(await eventsOf(harness, `attempts-${accountId}`)).toEqual([]);
    });
  });

  describe('pages of the login history', () => {
    it('follow each other without gap or repetition', async () => {
      const { harness, accountId, times } = await withLogins(7);
      const seen: number[] = [];
      let cursor: string | undefined;
      let pages = 0;
      do {
        const page = await historyOf(harness, accountId, { limit: 3, ...(cursor !== undefined && { cursor }) });
        seen.push(...page.items.map(({ at }) => at));
        cursor = page.next ?? undefined;
        pages += 1;
      } while (cursor !== undefined);
      expect(pages).toBe(3);
      expect(seen).toEqual([...times].reverse());
    });

    it('end when they are full and nothing is left', async () => {
      const { harness, accountId } = await withLogins(2);
      expect((await historyOf(harness, accountId, { limit: 2 })).next).toBeNull();
      expect((await historyOf(harness, accountId, { limit: 1 })).next).not.toBeNull();
    });

    it('hold between one and a hundred', async () => {
      const { harness, accountId } = await withLogins(2);
      const sizes = [];
      for (const limit of [0, -5, Number.NaN, 1.9, 1_000_000])
        sizes.push((await historyOf(harness, accountId, { limit })).items.length);
      expect(sizes).toEqual([2, 1, 2, 1, 2]);
    });

    it('reach from a time to a time, the first included and the last not', async () => {
      const { harness, accountId, times } = await withLogins(4);
      const [, second, third] = times as [number, number, number];
      const between = async (from?: number, to?: number) =>
        (
          await historyOf(harness, accountId, {
            ...(from !== undefined && { from: instant(from) }),
            ...(to !== undefined && { to: instant(to) }),
          })
        ).items.map(({ at }) => at);
      expect(await between(second, third)).toEqual([second]);
      expect(await between(second)).toEqual([times[3], third, second]);
      expect(await between(undefined, third)).toEqual([second, times[0]]);
      expect(await between(third + 1, third + 2)).toEqual([]);
    });
  });
});
