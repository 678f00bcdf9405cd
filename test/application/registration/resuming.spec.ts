import type { Ports } from '../../../src/application/composition/ports.js';
import type { EventStore } from '../../../src/application/ports/event-store.port.js';
import { Unavailable } from '../../../src/application/ports/unavailable.js';
import { minutes, seconds } from '../../../src/domain/kernel/instant.js';
import {
  accepted,
  allEvents,
  caller,
  codeOn,
  type CoreHarness,
  due,
  formOf,
  goodPassword,
  linkTokenIn,
  logIn,
  openCore,
  refused,
  register,
  registrationEvents,
  solvedCaptcha,
  unavailable,
  upToPassword,
} from '../../support/core-harness.js';

const given = (password: string) => ({ kind: 'password', password, confirmation: password }) as const;
const password = given(goodPassword);
const otherPassword = 'Sang-trong 2026!';

/** An event store on which some appends fail: before anything is written, or after it was. */
const appending =
  (fails: (type: string) => 'before' | 'after' | undefined) =>
  ({ eventStore }: Ports): { eventStore: EventStore } => ({
    eventStore: {
      ...eventStore,
      append: async (stream, expected, events) => {
        const when = events.map(({ type }) => fails(type.split('.')[0] ?? '')).find((one) => one !== undefined);
        if (when === 'before') throw new Unavailable('eventStore');
        const result = await eventStore.append(stream, expected, events);
        if (when === 'after') throw new Unavailable('eventStore');
        return result;
      },
    },
  });

const once = (name: string, when: 'before' | 'after') => {
  let done = false;
  return (type: string) => {
    if (done || type !== name) return undefined;
    done = true;
    return when;
  };
};

describe('[REG-RESUMES] a registration', () => {
  it('goes on in a new process, at every step', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const started = await harness.core.registrations.start(formOf(an), caller);
    const { registrationId } = accepted(started).value;
    const next = (): CoreHarness['core']['registrations'] => harness.restarted().core.registrations;
    expect(due(await next().view(registrationId, caller), 'smsOtp')).toEqual(due(started, 'smsOtp'));
    due(await next().submit(registrationId, { kind: 'otp', code: codeOn(harness, an.phones[0]) }, caller), 'password');
    due(await next().view(registrationId, caller), 'password');
    const registered = accepted(await next().submit(registrationId, password, caller)).value;
    expect(accepted(await next().view(registrationId, caller)).value).toEqual(registered);
  });

  it.each([
    'OtpConfirmed',
    'IdentityMatched',
    'RegistrationPinned',
    'IdentifierClaimed',
    'Registered',
    'RegistrationEnded',
  ])('goes on after a crash around %s', async (event) => {
    for (const when of ['before', 'after'] as const) {
      const harness = openCore();
      const { an } = harness.sandbox.cast;
      const broken = harness.restarted({ ports: appending(once(event, when)) }).core.registrations;
      const { registrationId } = accepted(await broken.start(formOf(an), caller)).value;
      const code = codeOn(harness, an.phones[0]);
      const confirmed = await broken.submit(registrationId, { kind: 'otp', code }, caller);
      if (confirmed.kind !== 'accepted') {
        // The code was consumed before the crash: another one is asked for.
        harness.clock.pass(seconds(61));
        const view = await harness.core.registrations.view(registrationId, caller);
        if (accepted(view).value.due?.step === 'smsOtp') {
          accepted(await harness.core.registrations.resend(registrationId, caller));
          const second = codeOn(harness, an.phones[0]);
          due(
            await harness.core.registrations.submit(registrationId, { kind: 'otp', code: second }, caller),
            'password',
          );
        }
      }
      const first = await broken.submit(registrationId, password, caller);
      expect(['accepted', 'unavailable']).toContain(first.kind);
      harness.clock.pass(seconds(60));
      const { account } = accepted(await harness.core.registrations.submit(registrationId, password, caller)).value;
      expect((await allEvents(harness, 'Registered')).length).toBe(1);
      harness.clock.pass(minutes(2));
      expect((await logIn(harness, an)).session.accountId).toBe(account?.accountId);
    }
  });

  it('by mail goes on after a crash when the link was followed', async () => {
    const harness = openCore();
    const { dung } = harness.sandbox.cast;
    const broken = harness.restarted({ ports: appending(once('EmailLinkFollowed', 'before')) }).core.registrations;
    const form = formOf(dung, { method: 'vnpost', activation: 'email', email: 'dung@hopthu.example' });
    accepted(await broken.start(form, caller));
    const token = linkTokenIn(harness, 'dung@hopthu.example');
    expect(unavailable(await broken.followLink(token, caller)).code).toBe('unavailable.eventStore');
    expect(accepted(await broken.followLink(token, caller)).value.status).toBe('registered');
  });
});

describe('[REG-EXPIRES] a registration that is not finished in time', () => {
  it('is over, and a new one may start', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const registrationId = await upToPassword(harness, an);
    harness.clock.pass(minutes(48 * 60));
    const expired = { kind: 'refused', code: 'registration.expired', facts: {}, remedies: ['startAgain'] };
    expect(await harness.core.registrations.submit(registrationId, password, caller)).toEqual(expired);
    expect(await harness.core.registrations.view(registrationId, caller)).toEqual(expired);
    expect((await registrationEvents(harness, registrationId)).at(-1)).toBe('RegistrationExpired');
    expect((await register(harness, an)).accountId).not.toBe('');
  });

  it('while its password is hashed ends without an account, and without a hash', async () => {
    const harness = openCore();
    const registrationId = await upToPassword(harness, harness.sandbox.cast.an);
    const put: string[] = [];
    const slow = harness.restarted({
      ports: ({ passwordHasher, vault }) => ({
        passwordHasher: {
          ...passwordHasher,
          hash: async (text) => {
            harness.clock.pass(minutes(48 * 60));
            await harness.core.registrations.view(registrationId, caller);
            return passwordHasher.hash(text);
          },
        },
        vault: {
          put: (id, owner, secret) => {
            put.push(id);
            return vault.put(id, owner, secret);
          },
          find: (id) => vault.find(id),
          delete: (id) => vault.delete(id),
          deleteOwner: (owner) => vault.deleteOwner(owner),
        },
      }),
    });
    expect(refused(await slow.core.registrations.submit(registrationId, password, caller)).code).toBe(
      'registration.expired',
    );
    expect(await registrationEvents(harness, registrationId)).not.toContain('RegistrationPinned');
    expect(put).toHaveLength(1);
    expect(await harness.ports.vault.find(put[0] ?? '')).toBeUndefined();
  });

  it('is not over any more once it is pinned', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const broken = harness.restarted({ ports: appending(once('Registered', 'before')) }).core.registrations;
    const registrationId = await upToPassword(harness, an);
    unavailable(await broken.submit(registrationId, password, caller));
    harness.clock.pass(minutes(100 * 24 * 60));
    expect(accepted(await harness.core.registrations.view(registrationId, caller)).value.status).toBe('registered');
  });
});

describe('[REG-PINNED] the password that is pinned first', () => {
  it('counts: two who give one at the same moment get one account, and are both told', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const registrationId = await upToPassword(harness, an);
    const inputs = [goodPassword, otherPassword];
    const answers = await Promise.all(
      inputs.map((one) => harness.core.registrations.submit(registrationId, given(one), caller)),
    );
    const views = answers.map((one) => accepted(one).value);
    expect(new Set(views.map(({ account }) => account?.accountId)).size).toBe(1);
    expect(views.map(({ earlierPasswordKept }) => earlierPasswordKept ?? false).sort()).toEqual([false, true]);
    expect(await allEvents(harness, 'Registered')).toHaveLength(1);

    const winner = inputs[views.findIndex(({ earlierPasswordKept }) => earlierPasswordKept !== true)] ?? '';
    const loser = inputs.find((one) => one !== winner) ?? '';
    harness.clock.pass(seconds(61));
    const wrong = await harness.core.logins.start(
      { personId: an.personalNumber, password: loser, captcha: solvedCaptcha },
      caller,
    );
    expect(refused(wrong).code).toBe('login.invalidCredentials');
    expect((await logIn(harness, an, winner)).session.accountId).toBe(views[0]?.account?.accountId);
  });

  it('counts after a crash: the retry is told that an earlier one is kept', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const registrationId = await upToPassword(harness, an);
    const broken = harness.restarted({ ports: appending(once('RegistrationPinned', 'after')) }).core.registrations;
    unavailable(await broken.submit(registrationId, password, caller));
    const retried = accepted(
      await harness.core.registrations.submit(registrationId, given(otherPassword), caller),
    ).value;
    expect(retried).toMatchObject({ status: 'registered', earlierPasswordKept: true });
    harness.clock.pass(seconds(61));
    await logIn(harness, an, goodPassword);
    // Also who comes when all is over.
    expect(accepted(await harness.core.registrations.submit(registrationId, password, caller)).value).toEqual(retried);
    expect(accepted(await harness.core.registrations.view(registrationId, caller)).value).not.toHaveProperty(
      'earlierPasswordKept',
    );
  });

  it('before it was pinned, a crash leaves a hash that no event names: it lets nobody in', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const registrationId = await upToPassword(harness, an);
    const broken = harness.restarted({ ports: appending(once('RegistrationPinned', 'before')) }).core.registrations;
    unavailable(await broken.submit(registrationId, given(otherPassword), caller));
    const retried = accepted(await harness.core.registrations.submit(registrationId, password, caller)).value;
    expect(retried).not.toHaveProperty('earlierPasswordKept');
    harness.clock.pass(seconds(61));
    const start = (text: string) =>
      harness.core.logins.start({ personId: an.personalNumber, password: text, captcha: solvedCaptcha }, caller);
    expect(refused(await start(otherPassword)).code).toBe('login.invalidCredentials');
    await logIn(harness, an, goodPassword);
  });

  it('stays in the vault while the answer is pending', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const silent = await silentRegistration(harness);
    const registrationId = await upToPassword(harness, an, { phone: '0950000001' });
    const pending = await harness.core.registrations.submit(registrationId, password, caller);
    expect(pending).toEqual({
      kind: 'refused',
      code: 'registration.pending',
      facts: { retryAfterMs: 10_000 },
      remedies: ['waitAndRetry'],
    });
    expect((await registrationEvents(harness, registrationId)).at(-1)).toBe('RegistrationPinned');
    harness.clock.pass(seconds(10));
    const finished = accepted(await harness.core.registrations.view(registrationId, caller)).value;
    harness.clock.pass(seconds(61));
    expect((await logIn(harness, an)).session.accountId).toBe(finished.account?.accountId);
    // The silent one speaks at last: it was overtaken, for good, and its password is gone.
    const late = await harness.core.registrations.view(silent, caller);
    expect(late).toEqual({ kind: 'refused', code: 'registration.superseded', facts: {}, remedies: ['startAgain'] });
    expect(await harness.core.registrations.view(silent, caller)).toEqual(late);
    const [pinned] = await allEvents(harness, 'RegistrationPinned');
    expect(await harness.ports.vault.find(pinned?.data.passwordId ?? '')).toBeUndefined();
  });
});

/** Another registration of the same person that died after its claims and before its account. */
async function silentRegistration(harness: CoreHarness): Promise<string> {
  const { an } = harness.sandbox.cast;
  const { registrations } = harness.restarted({
    ports: appending((type) => (type === 'Registered' ? 'before' : undefined)),
  }).core;
  const { registrationId } = accepted(await registrations.start(formOf(an, { phone: '0950000011' }), caller)).value;
  await registrations.submit(registrationId, { kind: 'otp', code: codeOn(harness, an.phones[1]) }, caller);
  unavailable(await registrations.submit(registrationId, given(otherPassword), caller));
  return registrationId;
}

describe('[REG-ENDED-FINAL] a registration that is over', () => {
  it('answers what it ended with, to every question', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const { registrationId, accountId } = await register(harness, an);
    const { registrations } = harness.core;
    const head = await harness.ports.eventStore.head();
    const code = { kind: 'otp', code: '123456' } as const;
    for (const answer of [
      await registrations.view(registrationId, caller),
      await registrations.resend(registrationId, caller),
      await registrations.submit(registrationId, code, caller),
    ])
      expect(accepted(answer).value).toMatchObject({ status: 'registered', account: { accountId, level: 'IAL2' } });
    expect(await harness.ports.eventStore.head()).toBe(head);
  });
});
