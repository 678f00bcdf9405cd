import type { SandboxPerson } from '../../../src/adapters/sandbox/index.js';
import type { StartRegistration } from '../../../src/application/registration/registration-api.js';
import { hours } from '../../../src/domain/kernel/instant.js';
import {
  accepted,
  caller,
  codeOn,
  type CoreHarness,
  due,
  eventsOf,
  formOf,
  linkTokenIn,
  openCore,
  refused,
  registrationEvents,
} from '../../support/core-harness.js';

const byPost = (person: SandboxPerson, more: Partial<StartRegistration>): StartRegistration =>
  formOf(person, { method: 'vnpost', ...more });

const startByMail = async (harness: CoreHarness) => {
  const { dung } = harness.sandbox.cast;
  const form = byPost(dung, { activation: 'email', email: 'Dung@hopthu.example' });
  const started = await harness.core.registrations.start(form, caller);
  return { started, registrationId: accepted(started).value.registrationId };
};

describe('[VNPOST-ACTIVATION] a customer of Vietnam Post registers', () => {
  it('by a code to the phone in its books', async () => {
    const harness = openCore();
    const { chi } = harness.sandbox.cast;
    const { registrations } = harness.core;
    const started = await registrations.start(byPost(chi, { activation: 'sms' }), caller);
    expect(due(started, 'activation')).toMatchObject({ by: 'sms', sentTo: '095****003' });
    const { registrationId } = accepted(started).value;
    const registered = accepted(
      await registrations.submit(registrationId, { kind: 'otp', code: codeOn(harness, chi.phones[0]) }, caller),
    ).value;
    expect(registered).toMatchObject({ status: 'registered', account: { level: 'IAL2', next: 'logIn' } });
    const [event] = await eventsOf(harness, `account-${registered.account?.accountId ?? ''}`);
    expect(event).toMatchObject({
      data: {
        grant: { method: 'vnpost', level: 'IAL2' },
        phoneId: expect.any(String),
        evidence: [{ attributes: { personId: 'match', name: 'match', birthDate: 'match', phone: 'match' } }, {}],
      },
    });
    expect(event).not.toHaveProperty('data.passwordId');
  });

  it('by a link to the address in its books, which is verified with it', async () => {
    const harness = openCore();
    const { started } = await startByMail(harness);
    expect(due(started, 'activation')).toEqual({
      step: 'activation',
      by: 'email',
      sentTo: 'D***@hopthu.example',
      expiresAt: harness.clock.now() + 24 * 3_600_000,
    });
    harness.clock.pass(hours(23));
    const token = linkTokenIn(harness, 'Dung@hopthu.example');
    const registered = accepted(await harness.core.registrations.followLink(token, caller)).value;
    expect(registered).toMatchObject({ status: 'registered', account: { level: 'IAL2' } });
    const events = await eventsOf(harness, `account-${registered.account?.accountId ?? ''}`);
    expect(events.map(({ type }) => type)).toEqual(['Registered', 'EmailVerified']);
    expect(events[0]).not.toHaveProperty('data.phoneId');
  });

  it.each([
    ['another phone than in the books', { activation: 'sms', phone: '0950000099' }],
    ['another address than in the books', { activation: 'email', email: 'thief@hopthu.example' }],
  ] as const)('but not with %s', async (_what, more) => {
    const harness = openCore();
    const { khanh } = harness.sandbox.cast;
    const { registrations } = harness.core;
    const answer = await registrations.start(byPost(khanh, { email: khanh.email ?? '', ...more }), caller);
    expect(answer).toEqual({
      kind: 'refused',
      code: 'registration.identityMismatch',
      facts: { source: 'postalAccounts' },
      remedies: ['counter', 'chooseAnotherMethod'],
    });
    expect(harness.sandbox.inbox.list()).toEqual([]);
  });

  it.each([
    ['sms', 'dung', { phone: '0950000004' }],
    ['email', 'chi', { email: 'chi@hopthu.example' }],
  ] as const)('nor by %s where the books hold none to send to', async (activation, handle, more) => {
    const harness = openCore();
    const person = harness.sandbox.cast[handle];
    const answer = refused(await harness.core.registrations.start(byPost(person, { activation, ...more }), caller));
    expect(answer).toMatchObject({
      code: 'registration.identityNotAvailable',
      facts: { source: 'postalAccounts' },
      remedies: ['counter', 'chooseAnotherMethod'],
    });
    expect(harness.sandbox.inbox.list()).toEqual([]);
  });

  it('nor whom Vietnam Post does not know', async () => {
    const harness = openCore();
    const answer = await harness.core.registrations.start(
      byPost(harness.sandbox.cast.an, { activation: 'sms' }),
      caller,
    );
    expect(refused(answer).code).toBe('registration.identityMismatch');
  });

  it('has to say how to activate, and to give what it is sent to', async () => {
    const harness = openCore();
    const { chi } = harness.sandbox.cast;
    const answers = [];
    for (const more of [{}, { activation: 'email' }, { activation: 'sms', phone: '' }] as const)
      answers.push(refused(await harness.core.registrations.start(byPost(chi, more), caller)).code);
    expect(answers).toEqual(['registration.activationMissing', 'email.missing', 'identifier.phone.missing']);
  });
});

describe('a declared civil servant', () => {
  const civilServant = {
    kind: 'refused',
    code: 'registration.civilServant',
    facts: {},
    remedies: ['chooseAnotherMethod'],
  };

  it('is refused, with the evidence, the same ever after', async () => {
    const harness = openCore();
    const { khanh } = harness.sandbox.cast;
    const answer = await harness.core.registrations.start(byPost(khanh, { activation: 'sms' }), caller);
    expect(answer).toEqual(civilServant);
    const { events } = await harness.ports.eventStore.readAll(0, 10);
    expect(events.map(({ type }) => type)).toEqual([
      'RegistrationStarted.v1',
      'IdentityMatched.v1',
      'RegistrationEnded.v1',
    ]);
    expect(events[1]?.data).toMatchObject({ evidence: { attributes: { civilServant: 'match' } } });
  });

  it('is not told to somebody who knows the number but not the phone', async () => {
    const harness = openCore();
    const { khanh } = harness.sandbox.cast;
    const form = byPost(khanh, { activation: 'sms', phone: '0950000099' });
    expect(refused(await harness.core.registrations.start(form, caller)).code).toBe('registration.identityMismatch');
  });
});

describe('[VNPOST-LINK-ONCE] an activation link', () => {
  it('works once', async () => {
    const harness = openCore();
    const { registrationId } = await startByMail(harness);
    const token = linkTokenIn(harness, 'Dung@hopthu.example');
    accepted(await harness.core.registrations.followLink(token, caller));
    expect(await harness.core.registrations.followLink(token, caller)).toEqual({
      kind: 'refused',
      code: 'registration.linkInvalid',
      facts: {},
      remedies: ['startAgain'],
    });
    expect(accepted(await harness.core.registrations.view(registrationId, caller)).value.status).toBe('registered');
    expect(
      (await registrationEvents(harness, registrationId)).filter((type) => type === 'EmailLinkFollowed'),
    ).toHaveLength(1);
  });

  it('works for two who follow it at the same moment, as one', async () => {
    const harness = openCore();
    const { registrationId } = await startByMail(harness);
    const token = linkTokenIn(harness, 'Dung@hopthu.example');
    const answers = await Promise.all([1, 2].map(() => harness.core.registrations.followLink(token, caller)));
    expect(answers.filter(({ kind }) => kind === 'accepted')).not.toEqual([]);
    expect(
      (await registrationEvents(harness, registrationId)).filter((type) => type === 'EmailLinkFollowed'),
    ).toHaveLength(1);
  });

  it('runs out', async () => {
    const harness = openCore();
    const { registrationId } = await startByMail(harness);
    const token = linkTokenIn(harness, 'Dung@hopthu.example');
    harness.clock.pass(hours(24));
    expect(refused(await harness.core.registrations.followLink(token, caller)).code).toBe('registration.linkInvalid');
    accepted(await harness.core.registrations.resend(registrationId, caller));
    accepted(await harness.core.registrations.followLink(linkTokenIn(harness, 'Dung@hopthu.example'), caller));
  });

  it('is good for its own registration only, and only with what it carries', async () => {
    const harness = openCore();
    const { registrationId } = await startByMail(harness);
    const token = linkTokenIn(harness, 'Dung@hopthu.example');
    const { registrations } = harness.core;
    const other = accepted(
      await registrations.start(
        byPost(harness.sandbox.cast.dung, { activation: 'email', email: 'dung@hopthu.example' }),
        caller,
      ),
    ).value.registrationId;
    const secret = token.split('.')[1] ?? '';
    const answers = [];
    for (const forged of ['', 'x', secret, `${other}.${secret}`, `${registrationId}.`])
      answers.push(refused(await registrations.followLink(forged, caller)).code);
    answers.push(refused(await registrations.submit(other, { kind: 'emailLink', token }, caller)).code);
    expect(new Set(answers)).toEqual(new Set(['registration.linkInvalid']));
  });

  it('is what an activation by mail waits for: a code changes nothing, and the other way round', async () => {
    const harness = openCore();
    const { registrationId } = await startByMail(harness);
    const { registrations } = harness.core;
    expect(await registrations.submit(registrationId, { kind: 'otp', code: '123456' }, caller)).toEqual({
      kind: 'refused',
      code: 'registration.wrongInput',
      facts: { due: 'activation', given: 'otp' },
      remedies: [],
    });
    const bySms = accepted(
      await registrations.start(byPost(harness.sandbox.cast.chi, { activation: 'sms' }), caller),
    ).value;
    expect(
      refused(await registrations.submit(bySms.registrationId, { kind: 'emailLink', token: 'x' }, caller)).code,
    ).toBe('registration.wrongInput');
  });

  it('is sent five times an hour at most, and a mail that was not taken is not counted', async () => {
    const harness = openCore();
    harness.sandbox.controls.down('mailSender', { calls: 3 });
    const { dung } = harness.sandbox.cast;
    const { registrations } = harness.core;
    const form = byPost(dung, { activation: 'email', email: 'dung@hopthu.example' });
    for (let i = 0; i < 3; i += 1)
      expect(await registrations.start(form, caller)).toMatchObject({
        kind: 'unavailable',
        code: 'unavailable.mailSender',
      });
    const { registrationId } = accepted(await registrations.start(form, caller)).value;
    for (let i = 0; i < 4; i += 1) accepted(await registrations.resend(registrationId, caller));
    expect(await registrations.resend(registrationId, caller)).toEqual({
      kind: 'unavailable',
      code: 'otp.tooManySends',
      retryAfterMs: 3_600_000,
    });
    expect(harness.sandbox.inbox.list('dung@hopthu.example')).toHaveLength(5);
    harness.clock.pass(hours(1));
    accepted(await registrations.resend(registrationId, caller));
  });

  it('is not sent to an address that the gateway refuses', async () => {
    const harness = openCore();
    harness.sandbox.controls.answerNext('mailSender', { kind: 'refused', reason: 'blocked' });
    const { dung } = harness.sandbox.cast;
    const form = byPost(dung, { activation: 'email', email: 'dung@hopthu.example' });
    expect(await harness.core.registrations.start(form, caller)).toEqual({
      kind: 'refused',
      code: 'email.unreachable',
      facts: { reason: 'blocked' },
      remedies: ['startAgain'],
    });
  });
});
