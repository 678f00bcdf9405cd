import { signFor } from '../../../src/adapters/sandbox/index.js';
import type { LoginView } from '../../../src/application/login/login-api.js';
import type { Outcome } from '../../../src/application/outcome/outcome.js';
import { seconds } from '../../../src/domain/kernel/instant.js';
import { edition202407 } from '../../../src/domain/policy/editions/edition-2024-07.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import {
  accepted,
  caller,
  codeOn,
  type CoreHarness,
  due,
  eventsOf,
  formOf,
  goodPassword,
  logIn,
  officer,
  openCore,
  proofForm,
  refused,
  register,
  solvedCaptcha,
} from '../../support/core-harness.js';

const start = (harness: CoreHarness, personId: string, password = goodPassword): Promise<Outcome<LoginView>> =>
  harness.core.logins.start({ personId, password, captcha: solvedCaptcha }, caller);

const invalid = {
  kind: 'refused',
  code: 'login.invalidCredentials',
  facts: {},
  remedies: ['recoverPassword', 'register'],
};

describe('[LOGIN-MAY] who registered', () => {
  it.each([
    ['by mobile subscription', 'an', {}],
    ['by social insurance', 'ha', { method: 'socialInsurance' }],
  ] as const)('%s logs in by identifier, password and code', async (_how, handle, more) => {
    const harness = openCore();
    const person = harness.sandbox.cast[handle];
    const { accountId } = await register(harness, person, more);
    harness.clock.pass(seconds(61));
    const started = accepted(await start(harness, person.personalNumber)).value;
    expect(started).toEqual({
      loginToken: expect.stringMatching(/^[\w-]{43}$/),
      sentTo: expect.stringMatching(/^095\*{4}\d{3}$/),
      phoneId: expect.any(String),
      phones: [{ phoneId: started.phoneId, masked: started.sentTo, isDefault: true }],
      expiresAt: harness.clock.now() + 180_000,
      resendAt: harness.clock.now() + 60_000,
    });
    const opened = accepted(
      await harness.core.logins.confirm(started.loginToken, codeOn(harness, person.phones[0]), caller),
    );
    expect(opened.value).toEqual({
      token: expect.stringMatching(/^[\w-]{43}$/),
      session: expect.objectContaining({
        accountId,
        method: 'password',
        level: 'IAL2',
        authentication: 'auth2',
        openedAt: harness.clock.now(),
        lastSeenAt: harness.clock.now(),
        expiresAt: harness.clock.now() + 30 * 60_000,
      }),
    });
    const events = await eventsOf(harness, `account-${accountId}`);
    expect(events.at(-1)).toEqual({
      type: 'LoggedIn',
      data: {
        loginId: expect.any(String),
        sessionId: opened.value.session.sessionId,
        at: harness.clock.now(),
        method: 'password',
        level: 'IAL2',
        authentication: 'auth2',
        phoneId: started.phoneId,
        personal: { kind: 'clear', value: { network: '203.0.113.0/24', agent: 'test' } },
      },
    });
    const { events: recorded } = await harness.ports.eventStore.readStream(`account-${accountId}`);
    expect(recorded.at(-1)).toMatchObject({
      globalPosition: opened.position,
      meta: { actor: { kind: 'subject', id: accountId }, policyEdition: 'sandbox' },
    });
  });

  it.each([' 001 090 990 001 ', '001.090.990.001', '012990001'])('may type "%s"', async (personId) => {
    const harness = openCore();
    await register(harness, harness.sandbox.cast.an);
    harness.clock.pass(seconds(61));
    expect(accepted(await start(harness, personId)).value.sentTo).toBe('095****001');
  });

  it('types something that is no number: told so, and no guess is counted', async () => {
    const harness = openCore();
    expect(refused(await start(harness, '12345')).code).toBe('identifier.personId.format');
    expect(refused(await start(harness, ' ')).code).toBe('identifier.personId.missing');
  });

  it('in another way has no password, and gets the answer of an unknown number', async () => {
    const harness = openCore();
    const { cast } = harness.sandbox;
    const { registrations } = harness.core;

    const byPost = accepted(
      await registrations.start(formOf(cast.chi, { method: 'vnpost', activation: 'sms' }), caller),
    ).value;
    await registrations.submit(
      byPost.registrationId,
      { kind: 'otp', code: codeOn(harness, cast.chi.phones[0]) },
      caller,
    );

    const atCounter = accepted(await registrations.start(formOf(cast.an, { method: 'inPerson' }), officer)).value;
    await registrations.submit(atCounter.registrationId, { kind: 'counterProof', documentReference: 'CC-1' }, officer);
    await registrations.submit(
      atCounter.registrationId,
      { kind: 'otp', code: codeOn(harness, cast.an.phones[0]) },
      caller,
    );

    const byToken = await registrations.start(proofForm('citizen', 'usbToken'), caller);
    const step = due(byToken, 'signature');
    if (step.by !== 'usbToken') throw new Error('expected a challenge');
    const { registrationId } = accepted(byToken).value;
    await registrations.submit(
      registrationId,
      { kind: 'signature', signature: signFor(cast.thao, step.challenge) },
      caller,
    );
    await registrations.submit(registrationId, { kind: 'holderConfirmation' }, caller);

    for (const person of [cast.chi, cast.an, cast.thao, cast.dung])
      expect(await start(harness, person.personalNumber)).toEqual(invalid);
  });

  it('and law that closed the login of individuals: told which are open', async () => {
    const harness = openCore({
      editions: [sandboxEdition, { ...edition202407, inForceFrom: Date.parse('2026-04-01T00:00:00+07:00') as never }],
    });
    const { an } = harness.sandbox.cast;
    await register(harness, an);
    harness.clock.pass(seconds(40 * 86_400));
    expect(refused(await start(harness, an.personalNumber))).toMatchObject({
      code: 'policy.methodNotOpen',
      facts: { column: 'login', method: 'mobileSubscriber' },
      remedies: ['chooseAnotherMethod'],
    });
  });
});

describe('the captcha of a login', () => {
  it('is asked of everybody where the policy asks it of anybody', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    await register(harness, an);
    harness.clock.pass(seconds(61));
    const answer = await harness.core.logins.start({ personId: an.personalNumber, password: goodPassword }, caller);
    expect(answer).toEqual({ kind: 'refused', code: 'captcha.wrong', facts: {}, remedies: ['retry'] });
  });

  it('is not asked where no password login asks it', async () => {
    const methods = sandboxEdition.methods.map((row) =>
      row.login === undefined ? row : { ...row, login: { ...row.login, captcha: false } },
    );
    const harness = openCore({ editions: [{ ...sandboxEdition, methods }] });
    const { an } = harness.sandbox.cast;
    await register(harness, an);
    harness.clock.pass(seconds(61));
    accepted(await harness.core.logins.start({ personId: an.personalNumber, password: goodPassword }, caller));
  });
});

it('a password hashed with weaker numbers is hashed again, under the same id', async () => {
  const harness = openCore();
  const { an } = harness.sandbox.cast;
  await register(harness, an);
  const put: string[] = [];
  const newer = harness.restarted({
    ports: ({ vault, passwordHasher }) => ({
      passwordHasher: {
        ...passwordHasher,
        verify: async (hash, password) => {
          const verified = await passwordHasher.verify(hash, password);
          return verified.kind === 'busy' ? verified : { ...verified, outdated: true };
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
  harness.clock.pass(seconds(61));
  await logIn(newer, an);
  expect(put).toHaveLength(1);
  harness.clock.pass(seconds(61));
  await logIn(harness, an);
});
