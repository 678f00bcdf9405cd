import type { AccountCommand } from '../../../src/domain/account/account.commands.js';
import { hours, type Instant, plus, seconds } from '../../../src/domain/kernel/instant.js';
import {
  accepted,
  allEvents,
  caller,
  changeAccount,
  codeOn,
  type CoreHarness,
  goodPassword,
  openCore,
  refused,
  register,
  solvedCaptcha,
  startLogin,
} from '../../support/core-harness.js';

async function ready() {
  const harness = openCore();
  const { an } = harness.sandbox.cast;
  const { accountId } = await register(harness, an);
  harness.clock.pass(seconds(61));
  return { harness, an, accountId };
}

/** Every step of a login, each answered by this: the first, a resend, another phone, the code. */
async function atEveryStep(harness: CoreHarness, change: () => Promise<unknown>) {
  const { an } = harness.sandbox.cast;
  const { logins } = harness.core;
  const { loginToken, phoneId } = await startLogin(harness, an);
  const code = codeOn(harness, an.phones[0]);
  await change();
  harness.clock.pass(seconds(61));
  return [
    await logins.resend(loginToken, caller),
    await logins.choosePhone(loginToken, phoneId, caller),
    await logins.confirm(loginToken, code, caller),
    await logins.start({ personId: an.personalNumber, password: goodPassword, captcha: solvedCaptcha }, caller),
  ];
}

const lock = (at: Instant, more: Partial<Extract<AccountCommand, { type: 'LockLogin' }>> = {}): AccountCommand => ({
  type: 'LockLogin',
  factor: 'password',
  at,
  ...more,
});

const reset = (at: Instant): AccountCommand => ({ type: 'ResetPassword', passwordId: 'new', at, by: 'counter' });
const suspend = (at: Instant): AccountCommand => ({ type: 'Suspend', ground: 'court', ticket: 'T-1', at });
const disavow = (at: Instant): AccountCommand => ({ type: 'DisavowLogin', loginId: 'another', at });

const asAWrongOne = {
  kind: 'refused',
  code: 'login.invalidCredentials',
  facts: {},
  remedies: ['recoverPassword', 'register'],
};

describe('[LOGIN-LOCK-EVERY-STEP] a lock that came between two steps', () => {
  it.each(['password', 'otp', 'all'] as const)(
    'of %s stands against every step after it, and passes with its time',
    async (factor) => {
      const { harness, an, accountId } = await ready();
      const now = harness.clock.now();
      const answers = await atEveryStep(harness, () =>
        changeAccount(harness, accountId, lock(now, { factor, until: plus(now, hours(1)) })),
      );
      const locked = { kind: 'unavailable', code: 'login.locked', retryAfterMs: 3_600_000 - 61_000 };
      // Who begins anew has not shown the password: while it is locked, it is not compared.
      expect(answers).toEqual([locked, locked, locked, factor === 'otp' ? locked : asAWrongOne]);
      expect(await allEvents(harness, 'LoggedIn')).toEqual([]);
      harness.clock.pass(hours(1));
      await startLogin(harness, an);
    },
  );

  it('without an end is lifted at a counter', async () => {
    const { harness, an, accountId } = await ready();
    const answers = await atEveryStep(harness, () => changeAccount(harness, accountId, lock(harness.clock.now())));
    const locked = { kind: 'refused', code: 'login.locked', facts: {}, remedies: ['counter'] };
    expect(answers).toEqual([locked, locked, locked, asAWrongOne]);
    await changeAccount(harness, accountId, { type: 'UnlockLogin', factor: 'all', at: harness.clock.now() });
    await startLogin(harness, an);
  });

  it.each(['password', 'otp', 'all'] as const)(
    'of %s is not told to who does not know the password',
    async (factor) => {
      const { harness, an, accountId } = await ready();
      await changeAccount(harness, accountId, lock(harness.clock.now(), { factor }));
      const start = harness.core.logins.start(
        { personId: an.personalNumber, password: 'x', captcha: solvedCaptcha },
        caller,
      );
      expect(await start).toEqual(asAWrongOne);
    },
  );
});

describe('an account that does not stand any more', () => {
  it('suspended: every step is refused', async () => {
    const { harness, accountId } = await ready();
    const answers = await atEveryStep(harness, () =>
      changeAccount(harness, accountId, {
        type: 'Suspend',
        ground: 'court order',
        ticket: 'T-1',
        at: harness.clock.now(),
      }),
    );
    for (const answer of answers)
      expect(answer).toEqual({
        kind: 'refused',
        code: 'account.suspended',
        facts: {},
        remedies: ['counter', 'complaint'],
      });
  });

  it('closed: what was begun is refused, and the number is unknown from then on', async () => {
    const { harness, accountId } = await ready();
    const answers = await atEveryStep(harness, () =>
      changeAccount(harness, accountId, {
        type: 'Close',
        ground: 'on request',
        at: harness.clock.now(),
        openMerges: [],
      }),
    );
    expect(answers.map((one) => refused(one).code)).toEqual([
      'account.closed',
      'account.closed',
      'account.closed',
      'login.invalidCredentials',
    ]);
  });

  it('absorbed: its numbers lead to the survivor, which has a password of its own', async () => {
    const harness = openCore();
    const { an, mai } = harness.sandbox.cast;
    const old = await register(harness, an);
    const survivor = await register(harness, mai, { password: 'Sang-trong 2026!' });
    harness.clock.pass(seconds(61));
    const { loginToken } = await startLogin(harness, an);
    const code = codeOn(harness, an.phones[0]);
    expect(await harness.core.merges.merge('merge-1', survivor.accountId, old.accountId, context)).toEqual({
      kind: 'merged',
    });
    expect(refused(await harness.core.logins.confirm(loginToken, code, caller)).code).toBe('account.absorbed');
    harness.clock.pass(seconds(61));
    const followed = await startLogin(harness, an, 'Sang-trong 2026!');
    expect(followed.sentTo).toBe('095****015');
    const opened = accepted(
      await harness.core.logins.confirm(followed.loginToken, codeOn(harness, mai.phones[0]), caller),
    ).value;
    expect(opened.session.accountId).toBe(survivor.accountId);
  });
});

const context = {
  commandId: 'merge',
  correlationId: 'merge',
  causationId: 'merge',
  actor: { kind: 'system', id: 'test' },
  channel: 'system',
  policyEdition: 'sandbox',
} as const;

describe('[LOGIN-STALE] a password replaced between the two factors', () => {
  const stale = { kind: 'refused', code: 'login.stale', facts: {}, remedies: ['logInAgain'] };

  it('ends the login that was begun with the old one', async () => {
    const { harness, accountId } = await ready();
    const answers = await atEveryStep(harness, async () => {
      const hashed = await harness.ports.passwordHasher.hash('Sang-trong 2026!');
      if (hashed.kind === 'hashed') await harness.ports.vault.put('new', accountId, hashed.hash);
      await changeAccount(harness, accountId, { type: 'ChangePassword', passwordId: 'new', at: harness.clock.now() });
    });
    expect(answers.slice(0, 3)).toEqual([stale, stale, stale]);
    expect(refused(answers[3] ?? answers[0]!).code).toBe('login.invalidCredentials');
    expect(await allEvents(harness, 'LoggedIn')).toEqual([]);
  });

  it.each([
    ['login.stale', { type: 'ChangePassword', passwordId: 'new' }],
    ['login.locked', { type: 'LockLogin', factor: 'all' }],
  ] as const)('or locked, at the very last moment: %s', async (code, command) => {
    const { harness, an, accountId } = await ready();
    let changed = false;
    const late = harness.restarted({
      ports: ({ challenges }) => ({
        challenges: {
          issue: (spec, at) => challenges.issue(spec, at),
          attempt: async (binding, digest, at) => {
            const answer = await challenges.attempt(binding, digest, at);
            if (!changed) await changeAccount(harness, accountId, { ...command, at });
            changed = true;
            return answer;
          },
          revoke: (binding) => challenges.revoke(binding),
          put: (key, value, life, at) => challenges.put(key, value, life, at),
          peek: (key, at) => challenges.peek(key, at),
          take: (key, at) => challenges.take(key, at),
        },
      }),
    });
    const { loginToken } = await startLogin(late, an);
    const answer = await late.core.logins.confirm(loginToken, codeOn(harness, an.phones[0]), caller);
    expect(refused(answer).code).toBe(code);
    expect(await allEvents(harness, 'LoggedIn')).toEqual([]);
    expect(await harness.ports.sessions.list(accountId, harness.clock.now())).toEqual([]);
  });
});

describe('[LOGIN-EVENT-FIRST] a session', () => {
  it('is never without its event: where the event is not written there is no session', async () => {
    const { harness, an, accountId } = await ready();
    const broken = harness.restarted({
      ports: ({ eventStore }) => ({
        eventStore: {
          ...eventStore,
          append: async (stream, expected, events) => {
            if (events.some(({ type }) => type.startsWith('LoggedIn')))
              throw Object.assign(new Error('gone'), { code: 'unavailable', port: 'eventStore' });
            return eventStore.append(stream, expected, events);
          },
        },
      }),
    });
    const { loginToken } = await startLogin(broken, an);
    const answer = await broken.core.logins.confirm(loginToken, codeOn(harness, an.phones[0]), caller);
    expect(answer).toMatchObject({ kind: 'unavailable', code: 'unavailable.eventStore' });
    expect(await harness.ports.sessions.list(accountId, harness.clock.now())).toEqual([]);
  });
});

describe('what ends every session between a login’s event and its session', () => {
  it.each([
    ['a new password', reset, 'login.stale'],
    ['a suspension', suspend, 'account.suspended'],
    ['a disowned login', disavow, 'login.locked'],
  ])('ends that one too: %s', async (_, command, code) => {
    const meanwhile: { change?: () => Promise<unknown> } = {};
    const harness: CoreHarness = openCore({
      ports: ({ sessions }) => ({
        sessions: {
          open: async (session, digest) => {
            await meanwhile.change?.();
            await sessions.open(session, digest);
          },
          touch: (digest, at) => sessions.touch(digest, at),
          list: (accountId, at) => sessions.list(accountId, at),
          revoke: (accountId, sessionId, at) => sessions.revoke(accountId, sessionId, at),
          revokeAll: (accountId, at, except) => sessions.revokeAll(accountId, at, except),
        },
      }),
    });
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    harness.clock.pass(seconds(61));
    const { loginToken } = await startLogin(harness, an);
    meanwhile.change = async () => {
      await changeAccount(harness, accountId, command(harness.clock.now()));
      await harness.ports.sessions.revokeAll(accountId, harness.clock.now());
    };
    const answer = await harness.core.logins.confirm(loginToken, codeOn(harness, an.phones[0]), caller);
    expect(refused(answer).code).toBe(code);
    expect(await harness.ports.sessions.list(accountId, harness.clock.now())).toEqual([]);
  });
});
