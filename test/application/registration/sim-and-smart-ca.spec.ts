import type { SandboxHolder } from '../../../src/adapters/sandbox/index.js';
import type { DueStep, RegistrationView } from '../../../src/application/registration/registration-api.js';
import type { Outcome } from '../../../src/application/outcome/outcome.js';
import type { SubjectKind } from '../../../src/domain/policy/methods.js';
import { hours, minutes } from '../../../src/domain/kernel/instant.js';
import type { Phone } from '../../../src/domain/values/phone.js';
import {
  accepted,
  caller,
  type CoreHarness,
  due,
  openCore,
  proofForm,
  refused,
  register,
  solvedCaptcha,
} from '../../support/core-harness.js';

type By<Method> = Extract<DueStep, { step: 'signature'; by: Method }>;

const signatureDue = <Method extends 'simPki' | 'smartCa'>(
  outcome: Outcome<RegistrationView>,
  by: Method,
): By<Method> => {
  const step = due(outcome, 'signature');
  if (step.by !== by) throw new Error(`expected ${by}`);
  return step as unknown as By<Method>;
};

const phoneOf = (holder: SandboxHolder): Phone => {
  const phone = holder.kind === 'person' ? holder.phones[0] : holder.phone;
  if (phone === undefined) throw new Error('no phone');
  return phone;
};

async function wake(harness: CoreHarness, subject: SubjectKind, holder: SandboxHolder) {
  const form = proofForm(subject, 'simPki', { phone: phoneOf(holder) });
  const started = await harness.core.registrations.start(form, caller);
  return { started, registrationId: accepted(started).value.registrationId };
}

const poll = (harness: CoreHarness, registrationId: string) =>
  harness.core.registrations.submit(registrationId, { kind: 'poll' }, caller);

describe('registering by SIM', () => {
  it.each([
    ['citizen', 'son', {}],
    ['enterprise', 'mayTrang', { email: 'vanthu@maytrang.example' }],
  ] as const)('a %s compares the code on both screens and signs', async (subject, handle, more) => {
    const harness = openCore();
    const holder = harness.sandbox.cast[handle];
    const { started, registrationId } = await wake(harness, subject, holder);
    const { verificationCode } = signatureDue(started, 'simPki');
    expect(verificationCode).toMatch(/^\d{4}$/);
    expect(harness.sandbox.mobileSignatureService.screen(phoneOf(holder))?.prompt).toBe(verificationCode);
    expect(signatureDue(await poll(harness, registrationId), 'simPki').verificationCode).toBe(verificationCode);
    harness.sandbox.mobileSignatureService.react(phoneOf(holder), 'accept');
    due(await poll(harness, registrationId), 'holderConfirmation');
    const answer = { kind: 'holderConfirmation', ...more } as const;
    const registered = accepted(await harness.core.registrations.submit(registrationId, answer, caller)).value;
    expect(registered.account?.level).toBe('IAL3');
  });

  it('[SIM-ADVICE-FIRST] a citizen who has an account is told so before confirming, as often as asked', async () => {
    const harness = openCore();
    const { son } = harness.sandbox.cast;
    await register(harness, son);
    const { registrationId } = await wake(harness, 'citizen', son);
    harness.sandbox.mobileSignatureService.react(phoneOf(son), 'accept');
    const duplicate = {
      kind: 'refused',
      code: 'registration.duplicate',
      facts: { identifier: 'personalNumber' },
      remedies: ['recoverPassword', 'counter', 'complaint', 'addMethod'],
    };
    expect(await poll(harness, registrationId)).toEqual(duplicate);
    expect(await harness.core.registrations.view(registrationId, caller)).toEqual(duplicate);
  });

  it.each([
    ['refuse', 'signing.userRefused'],
    ['wrongPin', 'signing.wrongPin'],
    ['timeout', 'signing.expired'],
  ] as const)(
    '[REG-SENT-ONCE] a person who answers %s is not asked again until somebody asks for it',
    async (reaction, code) => {
      const harness = openCore();
      const { son } = harness.sandbox.cast;
      const { registrationId } = await wake(harness, 'citizen', son);
      harness.sandbox.mobileSignatureService.react(phoneOf(son), reaction);
      expect(await poll(harness, registrationId)).toEqual({ kind: 'refused', code, facts: {}, remedies: ['retry'] });
      accepted(await harness.core.registrations.view(registrationId, caller));
      expect(refused(await poll(harness, registrationId)).code).toBe('signing.expired');
      expect(harness.sandbox.mobileSignatureService.screen(phoneOf(son))).toBeUndefined();

      accepted(await harness.core.registrations.resend(registrationId, caller));
      harness.sandbox.mobileSignatureService.react(phoneOf(son), 'accept');
      due(await poll(harness, registrationId), 'holderConfirmation');
    },
  );

  it('a phone without a certificate, one that is busy, and a service that fails', async () => {
    const harness = openCore();
    const { an, son } = harness.sandbox.cast;
    const unknown = await wake(harness, 'citizen', an);
    expect(refused(await poll(harness, unknown.registrationId)).code).toBe('signing.unknownSubscriber');
    const first = await wake(harness, 'citizen', son);
    const second = await wake(harness, 'citizen', son);
    expect(refused(await poll(harness, second.registrationId)).code).toBe('signing.busy');
    harness.sandbox.controls.answerNext('mobileSignatureService', { kind: 'refused', failure: 'failed' });
    expect(refused(await poll(harness, first.registrationId)).code).toBe('signing.failed');
  });

  it('the prompt runs out', async () => {
    const harness = openCore();
    const { registrationId } = await wake(harness, 'citizen', harness.sandbox.cast.son);
    harness.clock.pass(minutes(3));
    expect(refused(await poll(harness, registrationId)).code).toBe('signing.expired');
  });

  it('a stranger lights up a phone five times an hour at most, and one that was not lit is not counted', async () => {
    const harness = openCore();
    const { son } = harness.sandbox.cast;
    const start = () =>
      harness.core.registrations.start(proofForm('citizen', 'simPki', { phone: phoneOf(son) }), caller);
    harness.sandbox.controls.down('mobileSignatureService', { calls: 2 });
    for (let i = 0; i < 2; i += 1)
      expect(await start()).toMatchObject({ kind: 'unavailable', code: 'unavailable.mobileSignatureService' });
    for (let i = 0; i < 5; i += 1) accepted(await start());
    expect(await start()).toEqual({ kind: 'unavailable', code: 'otp.tooManySends', retryAfterMs: 3_600_000 });
    harness.clock.pass(hours(1));
    accepted(await start());
  });

  it('needs the phone of the SIM', async () => {
    const harness = openCore();
    const answer = refused(await harness.core.registrations.start(proofForm('citizen', 'simPki'), caller));
    expect(answer).toMatchObject({ code: 'identifier.phone.missing', facts: { fields: ['phone'] } });
  });

  it('a signature waits for a verifier that does not answer', async () => {
    const harness = openCore();
    const { son } = harness.sandbox.cast;
    const { registrationId } = await wake(harness, 'citizen', son);
    harness.sandbox.mobileSignatureService.react(phoneOf(son), 'accept');
    harness.sandbox.controls.down('signatureVerifier', { calls: 1 });
    expect(await poll(harness, registrationId)).toMatchObject({ kind: 'unavailable' });
    due(await poll(harness, registrationId), 'holderConfirmation');
  });
});

async function redirect(harness: CoreHarness, subject: SubjectKind) {
  const started = await harness.core.registrations.start(proofForm(subject, 'smartCa'), caller);
  const { authorizeUrl, verificationCode } = signatureDue(started, 'smartCa');
  return { registrationId: accepted(started).value.registrationId, authorizeUrl, verificationCode };
}

const comeBack = (harness: CoreHarness, registrationId: string, code: string, state: string) =>
  harness.core.registrations.submit(registrationId, { kind: 'authorizationCode', code, state }, caller);

function logInAt(harness: CoreHarness, handle: string, url: string): { readonly code: string; readonly state: string } {
  const login = harness.sandbox.remoteSigningService.logIn(handle, url);
  if (login.kind !== 'redirect') throw new Error(login.reason);
  expect(login.url).toMatch(/^https:\/\/portal\.example\/back\?/);
  return login;
}

describe('registering by SmartCA', () => {
  it.each([
    ['citizen', 'uyen', {}],
    ['enterprise', 'mayTrang', { email: 'vanthu@maytrang.example' }],
  ] as const)(
    'a %s logs in there, confirms in the app, sees the certificate, agrees',
    async (subject, handle, more) => {
      const harness = openCore();
      const { registrationId, authorizeUrl, verificationCode } = await redirect(harness, subject);
      const { code, state } = logInAt(harness, handle, authorizeUrl);
      signatureDue(await comeBack(harness, registrationId, code, state), 'smartCa');
      const [prompt] = harness.sandbox.remoteSigningService.prompts(handle);
      expect(prompt?.prompt).toBe(verificationCode);
      signatureDue(await poll(harness, registrationId), 'smartCa');
      harness.sandbox.remoteSigningService.react(handle, 'accept');
      expect(due(await poll(harness, registrationId), 'holderConfirmation')).toMatchObject({ captcha: true });
      const agreed = { kind: 'holderConfirmation', captcha: solvedCaptcha, ...more } as const;
      const registered = accepted(await harness.core.registrations.submit(registrationId, agreed, caller)).value;
      expect(registered).toMatchObject({ method: 'smartCa', account: { level: 'IAL3', next: 'logIn' } });
    },
  );

  it('coming back twice asks in the app once', async () => {
    const harness = openCore();
    const { registrationId, authorizeUrl } = await redirect(harness, 'citizen');
    const { code, state } = logInAt(harness, 'uyen', authorizeUrl);
    accepted(await comeBack(harness, registrationId, code, state));
    accepted(await comeBack(harness, registrationId, code, state));
    expect(harness.sandbox.remoteSigningService.prompts('uyen')).toHaveLength(1);
  });

  it('[EID-STATE] a redirect of another registration changes nothing', async () => {
    const harness = openCore();
    const mine = await redirect(harness, 'citizen');
    const theirs = await redirect(harness, 'citizen');
    const { code, state } = logInAt(harness, 'uyen', theirs.authorizeUrl);
    expect(await comeBack(harness, mine.registrationId, code, state)).toEqual({
      kind: 'refused',
      code: 'signing.wrongState',
      facts: {},
      remedies: ['retry'],
    });
    const own = logInAt(harness, 'uyen', mine.authorizeUrl);
    accepted(await comeBack(harness, mine.registrationId, own.code, own.state));
  });

  it('a code that the service does not accept, and one that came too late', async () => {
    const harness = openCore();
    const first = await redirect(harness, 'citizen');
    const { state } = logInAt(harness, 'uyen', first.authorizeUrl);
    accepted(await comeBack(harness, first.registrationId, 'forged', state));
    expect(refused(await poll(harness, first.registrationId)).code).toBe('signing.failed');

    const second = await redirect(harness, 'citizen');
    const late = logInAt(harness, 'uyen', second.authorizeUrl);
    harness.clock.pass(minutes(3));
    expect(refused(await comeBack(harness, second.registrationId, late.code, late.state)).code).toBe('signing.expired');
    const renewed = signatureDue(await harness.core.registrations.view(second.registrationId, caller), 'smartCa');
    expect(renewed.authorizeUrl).not.toBe(second.authorizeUrl);
  });

  it('polling before anybody logged in', async () => {
    const harness = openCore();
    const { registrationId } = await redirect(harness, 'citizen');
    expect(refused(await poll(harness, registrationId)).code).toBe('signing.expired');
  });

  it('a service that is down when the person comes back leaves the redirect good', async () => {
    const harness = openCore();
    const { registrationId, authorizeUrl } = await redirect(harness, 'citizen');
    const { code, state } = logInAt(harness, 'uyen', authorizeUrl);
    harness.sandbox.controls.down('remoteSigningService', { calls: 1 });
    expect(await comeBack(harness, registrationId, code, state)).toMatchObject({
      kind: 'unavailable',
      code: 'unavailable.remoteSigningService',
    });
    accepted(await comeBack(harness, registrationId, code, state));
    harness.sandbox.remoteSigningService.react('uyen', 'accept');
    due(await poll(harness, registrationId), 'holderConfirmation');
  });

  it('has to say where to come back to', async () => {
    const harness = openCore();
    const answer = await harness.core.registrations.start(proofForm('citizen', 'smartCa', { redirectUri: '' }), caller);
    expect(refused(answer).code).toBe('registration.redirectUriMissing');
  });
});
