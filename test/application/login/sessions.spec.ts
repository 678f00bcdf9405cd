import { signFor } from '../../../src/adapters/sandbox/index.js';
import type { OpenedSession, SessionView } from '../../../src/application/login/login-api.js';
import type { Session } from '../../../src/application/ports/sessions.port.js';
import { hours, instant, minutes, plus, seconds } from '../../../src/domain/kernel/instant.js';
import {
  accepted,
  allEvents,
  caller,
  changeAccount,
  type CoreHarness,
  due,
  logIn,
  openCore,
  proofForm,
  refused,
  register,
} from '../../support/core-harness.js';

const invalid = { kind: 'refused', code: 'session.invalid', facts: {}, remedies: ['logInAgain'] };

async function loggedIn(times = 1) {
  const harness = openCore();
  const { an } = harness.sandbox.cast;
  const { accountId } = await register(harness, an);
  const opened: OpenedSession[] = [];
  for (let i = 0; i < times; i += 1) {
    harness.clock.pass(seconds(61));
    opened.push(await logIn(harness, an));
  }
  return { harness, an, accountId, opened, sessions: harness.core.sessions };
}

describe('[SESSION-OPAQUE] the token of a session', () => {
  it('stands for its owner, and is kept nowhere', async () => {
    const written: unknown[] = [];
    const harness = openCore({
      ports: (ports) => {
        const watch = <T extends object>(store: T): T =>
          new Proxy(store, {
            get(target, property) {
              const value: unknown = Reflect.get(target, property, target);
              if (typeof value !== 'function') return value;
              return (...args: unknown[]): unknown => {
                written.push(args);
                return (value as (...given: unknown[]) => unknown).apply(target, args);
              };
            },
          });
        const { eventStore, challenges, rateLimits, vault, readModels, outbox, idempotency, sessions, snapshots } =
          ports;
        return {
          eventStore: watch(eventStore),
          challenges: watch(challenges),
          rateLimits: watch(rateLimits),
          vault: watch(vault),
          readModels: watch(readModels),
          outbox: watch(outbox),
          idempotency: watch(idempotency),
          sessions: watch(sessions),
          snapshots: watch(snapshots),
        };
      },
    });
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    harness.clock.pass(seconds(61));
    const { token, session } = await logIn(harness, an);
    expect(accepted(await harness.core.sessions.authenticate(token)).value).toEqual(session);
    expect(session.accountId).toBe(accountId);
    const kept = JSON.stringify(written);
    expect(kept).toContain(harness.ports.digests.sha256(token));
    expect(kept).not.toContain(token);
  });

  it.each(['', 'x', 'a'.repeat(43)])('that nobody has ("%s") stands for nobody', async (token) => {
    const { sessions } = await loggedIn();
    expect(await sessions.authenticate(token)).toEqual(invalid);
  });

  it('is not its digest', async () => {
    const { harness, opened, sessions } = await loggedIn();
    const digest = harness.ports.digests.sha256(opened[0]?.token ?? '');
    expect(await sessions.authenticate(digest)).toEqual(invalid);
  });
});

describe('[SESSION-ENDS] a session', () => {
  it('ends after half an hour without use; use moves that on', async () => {
    const { harness, opened, sessions } = await loggedIn();
    const { token } = opened[0] as OpenedSession;
    harness.clock.pass(minutes(29));
    expect(accepted(await sessions.authenticate(token)).value.lastSeenAt).toBe(harness.clock.now());
    harness.clock.pass(minutes(29));
    accepted(await sessions.authenticate(token));
    harness.clock.pass(minutes(30));
    expect(await sessions.authenticate(token)).toEqual(invalid);
  });

  it('ends after twelve hours, however it is used, and says so', async () => {
    const { harness, opened, sessions } = await loggedIn();
    const { token, session } = opened[0] as OpenedSession;
    let last = session;
    for (let i = 0; i < 29; i += 1) {
      harness.clock.pass(minutes(24));
      last = accepted(await sessions.authenticate(token)).value;
    }
    expect(last.expiresAt).toBe(plus(session.openedAt, hours(12)));
    harness.clock.set(plus(session.openedAt, hours(12)));
    expect(await sessions.authenticate(token)).toEqual(invalid);
  });

  it.each([
    ['account.suspended', { type: 'Suspend', ground: 'court order', ticket: 'T-1' }],
    ['account.closed', { type: 'Close', ground: 'on request', openMerges: [] }],
  ] as const)('ends what it may do when its account does not stand: %s', async (code, command) => {
    const { harness, accountId, opened, sessions } = await loggedIn();
    await changeAccount(harness, accountId, { ...command, at: harness.clock.now() });
    expect(await sessions.authenticate(opened[0]?.token ?? '')).toEqual({
      kind: 'refused',
      code,
      facts: {},
      remedies: ['counter'],
    });
  });
});

describe('[SESSION-REVOCABLE] the sessions of an account', () => {
  it('are listed, newest first', async () => {
    const { opened, sessions } = await loggedIn(3);
    const listed = accepted(await sessions.list(opened[0]?.session as SessionView)).value;
    expect(listed.map(({ sessionId }) => sessionId)).toEqual(opened.map(({ session }) => session.sessionId).reverse());
    expect(JSON.stringify(listed)).not.toContain(opened[0]?.token);
  });

  it('are ended one by one, the current one too, each with its event', async () => {
    const { opened, sessions, harness } = await loggedIn(2);
    const [first, second] = opened as [OpenedSession, OpenedSession];
    const ended = accepted(await sessions.revoke(second.session, first.session.sessionId, caller));
    expect(ended).toEqual({
      kind: 'accepted',
      value: { ended: [first.session.sessionId] },
      position: await harness.ports.eventStore.head(),
    });
    expect(await sessions.authenticate(first.token)).toEqual(invalid);
    accepted(await sessions.authenticate(second.token));
    accepted(await sessions.revoke(second.session, second.session.sessionId, caller));
    expect(await sessions.authenticate(second.token)).toEqual(invalid);
    expect((await allEvents(harness, 'SessionsRevoked')).map(({ data }) => [data.sessionIds, data.reason])).toEqual([
      [[first.session.sessionId], 'owner'],
      [[second.session.sessionId], 'owner'],
    ]);
  });

  it('of somebody else, or ended before, are unknown', async () => {
    const { harness, opened, sessions } = await loggedIn();
    const { mai } = harness.sandbox.cast;
    await register(harness, mai);
    harness.clock.pass(seconds(61));
    const theirs = await logIn(harness, mai);
    const current = opened[0]?.session as SessionView;
    expect(await sessions.revoke(current, theirs.session.sessionId, caller)).toEqual({
      kind: 'refused',
      code: 'session.unknown',
      facts: {},
      remedies: [],
    });
    accepted(await sessions.authenticate(theirs.token));
    accepted(await sessions.revoke(current, current.sessionId, caller));
    expect(refused(await sessions.revoke(current, current.sessionId, caller)).code).toBe('session.unknown');
  });

  it('are ended all at once but the current one', async () => {
    const { opened, sessions, harness } = await loggedIn(3);
    const [first, second, current] = opened as [OpenedSession, OpenedSession, OpenedSession];
    const others = [second.session.sessionId, first.session.sessionId];
    expect(accepted(await sessions.revokeOthers(current.session, caller)).value).toEqual({ ended: others });
    for (const { token } of [first, second]) expect(await sessions.authenticate(token)).toEqual(invalid);
    accepted(await sessions.authenticate(current.token));
    const head = await harness.ports.eventStore.head();
    expect(accepted(await sessions.revokeOthers(current.session, caller)).value).toEqual({ ended: [] });
    expect(await harness.ports.eventStore.head()).toBe(head);
  });

  it('whose end is not recorded now are ended all the same, and the caller is told', async () => {
    const { harness, opened } = await loggedIn();
    const { token, session } = opened[0] as OpenedSession;
    const contended = harness.restarted({
      ports: ({ eventStore }) => ({
        eventStore: {
          ...eventStore,
          append: async (_stream, expected) => ({ kind: 'conflict', expected, actual: expected + 1 }),
        },
      }),
    });
    const answer = await contended.core.sessions.revoke(session, session.sessionId, caller);
    expect(answer).toEqual({ kind: 'unavailable', code: 'command.contended', retryAfterMs: 1_000 });
    expect(await harness.core.sessions.authenticate(token)).toEqual(invalid);
  });
});

async function registerByToken(harness: CoreHarness): Promise<string> {
  const { registrations } = harness.core;
  const started = await registrations.start(proofForm('citizen', 'usbToken'), caller);
  const step = due(started, 'signature');
  if (step.by !== 'usbToken') throw new Error('expected a challenge');
  const { registrationId } = accepted(started).value;
  const signature = signFor(harness.sandbox.cast.thao, step.challenge);
  await registrations.submit(registrationId, { kind: 'signature', signature }, caller);
  const confirmed = await registrations.submit(registrationId, { kind: 'holderConfirmation' }, caller);
  return accepted(confirmed).value.account?.accountId ?? '';
}

describe('[SESSION-LEVEL-LOWER] the level of a session', () => {
  const sessionOf = (harness: CoreHarness, accountId: string): Session => ({
    sessionId: 'session',
    accountId,
    loginId: 'login',
    method: 'usbToken',
    level: 'IAL3',
    authentication: 'auth3',
    openedAt: harness.clock.now(),
    lastSeenAt: harness.clock.now(),
    authenticatedAt: harness.clock.now(),
    absoluteExpiry: plus(harness.clock.now(), hours(12)),
    idle: hours(12),
  });

  it('is that of the password in an account that a certificate has raised', async () => {
    const { harness, an, accountId, sessions } = await loggedIn();
    await changeAccount(harness, accountId, {
      type: 'AddMethod',
      grant: {
        methodId: 'm',
        method: 'usbToken',
        level: 'IAL3',
        verifiedAt: harness.clock.now(),
        evidenceIds: [],
        certificate: 'f',
      },
      evidence: [],
    });
    harness.clock.pass(seconds(61));
    const { token, session } = await logIn(harness, an);
    expect(session.level).toBe('IAL2');
    expect(accepted(await sessions.authenticate(token)).value.level).toBe('IAL2');
  });

  it('[LEVEL-EXPIRY] falls with the certificate that gave the account its own, while the session goes on', async () => {
    const harness = openCore();
    const accountId = await registerByToken(harness);
    harness.clock.set(instant(Date.parse('2037-12-31T23:30:00+07:00')));
    await harness.ports.sessions.open(sessionOf(harness, accountId), harness.ports.digests.sha256('token'));
    expect(accepted(await harness.core.sessions.authenticate('token')).value.level).toBe('IAL3');
    harness.clock.pass(hours(1));
    expect(accepted(await harness.core.sessions.authenticate('token')).value.level).toBe('none');
  });
});
