import { signFor, type SandboxHolder } from '../../../src/adapters/sandbox/index.js';
import type { RegistrationView } from '../../../src/application/registration/registration-api.js';
import type { Outcome } from '../../../src/application/outcome/outcome.js';
import type { SubjectKind } from '../../../src/domain/policy/methods.js';
import { minutes } from '../../../src/domain/kernel/instant.js';
import {
  accepted,
  caller,
  type CoreHarness,
  due,
  eventsOf,
  openCore,
  proofForm,
  refused,
  registrationEvents,
  solvedCaptcha,
} from '../../support/core-harness.js';

const challengeOf = (outcome: Outcome<RegistrationView>): string => {
  const step = due(outcome, 'signature');
  if (step.by !== 'usbToken') throw new Error('expected a challenge');
  return step.challenge;
};

/** Opens a registration by token and signs its challenge. */
async function sign(harness: CoreHarness, subject: SubjectKind, holder: SandboxHolder) {
  const { registrations } = harness.core;
  const started = await registrations.start(proofForm(subject, 'usbToken'), caller);
  const { registrationId } = accepted(started).value;
  const signature = signFor(holder, challengeOf(started), { carrier: 'usb' });
  return {
    registrationId,
    signed: await registrations.submit(registrationId, { kind: 'signature', signature }, caller),
  };
}

const agree = (harness: CoreHarness, registrationId: string, more: { email?: string; captcha?: string } = {}) =>
  harness.core.registrations.submit(registrationId, { kind: 'holderConfirmation', ...more }, caller);

describe('a citizen registers by USB token', () => {
  it('signs, sees what the certificate says, agrees', async () => {
    const harness = openCore();
    const { thao } = harness.sandbox.cast;
    const { registrationId, signed } = await sign(harness, 'citizen', thao);
    expect(due(signed, 'holderConfirmation')).toEqual({
      step: 'holderConfirmation',
      certificate: {
        holder: 'Phạm Thị Thảo',
        issuer: 'SANDBOX Mây Xanh Token CA',
        serial: expect.any(String),
        validFrom: '2017-12-31T17:00:00.000Z',
        validUntil: '2037-12-31T17:00:00.000Z',
      },
      name: 'Phạm Thị Thảo',
      email: 'optional',
      captcha: false,
    });
    const registered = accepted(await agree(harness, registrationId)).value;
    expect(registered).toMatchObject({ status: 'registered', account: { level: 'IAL3', next: 'logIn' } });
    expect(await registrationEvents(harness, registrationId)).toEqual([
      'RegistrationStarted',
      'SignatureVerified',
      'HolderConfirmed',
      'RegistrationPinned',
      'RegistrationEnded',
    ]);
    const [event] = await eventsOf(harness, `account-${registered.account?.accountId ?? ''}`);
    expect(event).toMatchObject({
      data: {
        grant: {
          method: 'usbToken',
          level: 'IAL3',
          certificate: expect.stringMatching(/^[0-9a-f]{64}$/),
          validUntil: Date.parse('2038-01-01T00:00:00+07:00'),
        },
        keys: [{ kind: 'personalNumber' }, { kind: 'certificate' }],
        evidence: [{ source: 'certificate', answerDigest: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      },
    });
    expect(event).not.toHaveProperty('data.passwordId');
  });

  it.each([
    ['by the CMND of the certificate', 'cuong', ['cmnd', 'certificate']],
    ['by a personal number in the place of a tax code', 'duy', ['personalNumber', 'certificate']],
    ['by a renewed certificate', 'lieu', ['personalNumber', 'certificate']],
    ['[CERT-PERSON-IN-ORG] by the certificate of somebody in an enterprise', 'vinh', ['personalNumber', 'certificate']],
  ] as const)('%s', async (_how, handle, kinds) => {
    const harness = openCore();
    const { registrationId } = await sign(harness, 'citizen', harness.sandbox.cast[handle]);
    const { account } = accepted(await agree(harness, registrationId)).value;
    const [event] = await eventsOf(harness, `account-${account?.accountId ?? ''}`);
    expect(event).toMatchObject({ data: { keys: kinds.map((kind) => ({ kind })) } });
  });

  it.each([
    ['xuan', ['certificate.expired']],
    ['yen', ['certificate.revoked']],
    ['sang', ['certificate.notYetValid']],
    ['tam', ['certificate.badSignature', 'certificate.untrusted']],
    ['dat', ['certificate.untrusted']],
  ] as const)('not with the certificate of %s: %j', async (handle, failures) => {
    const harness = openCore();
    const { signed } = await sign(harness, 'citizen', harness.sandbox.cast[handle]);
    expect(signed).toEqual({
      kind: 'refused',
      code: failures[0],
      facts: { failures },
      remedies: ['retry', 'chooseAnotherMethod'],
    });
  });

  it('not with the certificate of an enterprise', async () => {
    const harness = openCore();
    const { signed } = await sign(harness, 'citizen', harness.sandbox.cast.mayTrang);
    expect(signed).toEqual({
      kind: 'refused',
      code: 'certificate.noPersonId',
      facts: {},
      remedies: ['chooseAnotherMethod'],
    });
  });
});

describe('[PROOF-ONCE] a challenge', () => {
  it('stands until it is answered or runs out, and is made anew then', async () => {
    const harness = openCore();
    const { registrations } = harness.core;
    const started = await registrations.start(proofForm('citizen', 'usbToken'), caller);
    const { registrationId } = accepted(started).value;
    const first = challengeOf(started);
    expect(challengeOf(await registrations.view(registrationId, caller))).toBe(first);
    const renewed = challengeOf(await registrations.resend(registrationId, caller));
    expect(renewed).not.toBe(first);
    harness.clock.pass(minutes(3));
    const signature = signFor(harness.sandbox.cast.thao, renewed);
    expect(await registrations.submit(registrationId, { kind: 'signature', signature }, caller)).toEqual({
      kind: 'refused',
      code: 'signing.expired',
      facts: {},
      remedies: ['retry'],
    });
    expect(challengeOf(await registrations.view(registrationId, caller))).not.toBe(renewed);
  });

  it.each(['tampered', 'wrongChallenge', 'untrusted'] as const)(
    'is over after a signature that is %s',
    async (fault) => {
      const harness = openCore();
      const { registrations } = harness.core;
      const started = await registrations.start(proofForm('citizen', 'usbToken'), caller);
      const { registrationId } = accepted(started).value;
      const challenge = challengeOf(started);
      const submit = (signature: string) =>
        registrations.submit(registrationId, { kind: 'signature', signature }, caller);
      const code = {
        tampered: 'signature.invalid',
        wrongChallenge: 'signature.wrongChallenge',
        untrusted: 'certificate.badSignature',
      };
      expect(refused(await submit(signFor(harness.sandbox.cast.thao, challenge, { fault }))).code).toBe(code[fault]);
      expect(refused(await submit(signFor(harness.sandbox.cast.thao, challenge))).code).toBe('signing.expired');
      const next = challengeOf(await registrations.view(registrationId, caller));
      due(await submit(signFor(harness.sandbox.cast.thao, next)), 'holderConfirmation');
    },
  );

  it('is untouched by an answer that is none', async () => {
    const harness = openCore();
    const { registrations } = harness.core;
    const started = await registrations.start(proofForm('citizen', 'usbToken'), caller);
    const { registrationId } = accepted(started).value;
    const challenge = challengeOf(started);
    expect(await registrations.submit(registrationId, { kind: 'poll' }, caller)).toEqual({
      kind: 'refused',
      code: 'registration.wrongInput',
      facts: { due: 'signature', given: 'poll' },
      remedies: [],
    });
    const signature = signFor(harness.sandbox.cast.thao, challenge);
    due(await registrations.submit(registrationId, { kind: 'signature', signature }, caller), 'holderConfirmation');
  });

  it('and its signature wait for a verifier that does not answer', async () => {
    const harness = openCore();
    const { registrations } = harness.core;
    const started = await registrations.start(proofForm('citizen', 'usbToken'), caller);
    const { registrationId } = accepted(started).value;
    const signature = signFor(harness.sandbox.cast.thao, challengeOf(started));
    harness.sandbox.controls.down('signatureVerifier', { calls: 2 });
    const submit = () => registrations.submit(registrationId, { kind: 'signature', signature }, caller);
    expect(await submit()).toMatchObject({ kind: 'unavailable', code: 'unavailable.signatureVerifier' });
    expect(await submit()).toMatchObject({ kind: 'unavailable', code: 'unavailable.signatureVerifier' });
    due(await submit(), 'holderConfirmation');
  });

  it('answered twice at the same moment is recorded once', async () => {
    const harness = openCore();
    const { registrations } = harness.core;
    const started = await registrations.start(proofForm('citizen', 'usbToken'), caller);
    const { registrationId } = accepted(started).value;
    const signature = signFor(harness.sandbox.cast.thao, challengeOf(started));
    await Promise.all([1, 2].map(() => registrations.submit(registrationId, { kind: 'signature', signature }, caller)));
    expect(
      (await registrationEvents(harness, registrationId)).filter((type) => type === 'SignatureVerified'),
    ).toHaveLength(1);
  });
});

describe('an enterprise registers by USB token', () => {
  it.each([
    ['mayTrang', '0199000017'],
    ['mayTrangHue', '0199000017001'],
  ] as const)('%s, under its tax code, with an e-mail address', async (handle, taxCode) => {
    const harness = openCore();
    const { registrationId, signed } = await sign(harness, 'enterprise', harness.sandbox.cast[handle]);
    expect(due(signed, 'holderConfirmation')).toMatchObject({ email: 'required', captcha: false });
    expect(await agree(harness, registrationId)).toEqual({
      kind: 'refused',
      code: 'email.missing',
      facts: { fields: ['email'] },
      remedies: [],
    });
    expect(refused(await agree(harness, registrationId, { email: 'not an address' })).code).toBe('email.format');
    const { account } = accepted(await agree(harness, registrationId, { email: 'vanthu@maytrang.example' })).value;
    expect(account?.level).toBe('IAL3');
    const [event] = await eventsOf(harness, `account-${account?.accountId ?? ''}`);
    expect(event).toMatchObject({
      data: {
        subject: 'enterprise',
        keys: [{ kind: 'taxCode' }, { kind: 'certificate' }],
        personal: { value: { identifiers: [{ value: taxCode }], email: 'vanthu@maytrang.example' } },
      },
    });
  });

  it.each([
    ['[CERT-PERSON-IN-ORG] of a person in it', 'vinh', 'certificate.personInOrganisation'],
    ['of a person', 'thao', 'certificate.personInOrganisation'],
    ['that has expired', 'canhBuom', 'certificate.expired'],
    ['of the government hierarchy', 'luaVang', 'certificate.untrusted'],
  ] as const)('not with a certificate %s', async (_what, handle, code) => {
    const harness = openCore();
    const { signed } = await sign(harness, 'enterprise', harness.sandbox.cast[handle]);
    expect(refused(signed).code).toBe(code);
  });

  it('not with a certificate that carries no tax code', async () => {
    const harness = openCore();
    const { signed } = await sign(harness, 'enterprise', {
      ...harness.sandbox.cast.phuongSaoMai,
      certificates: [{ carrier: 'usb', state: 'valid', hierarchy: 'public', names: 'none' }],
    });
    expect(refused(signed)).toMatchObject({ code: 'certificate.noTaxCode', remedies: ['chooseAnotherMethod'] });
  });
});

describe('[AGENCY-DIRECTORY] an agency registers by USB token', () => {
  it.each([
    ['soSaoMai', 'H99.05'],
    ['phuongSaoMai', 'H99.05.01'],
  ] as const)('%s, under the code of the directory', async (handle, code) => {
    const harness = openCore();
    const agency = harness.sandbox.cast[handle];
    const { registrationId, signed } = await sign(harness, 'agency', agency);
    expect(due(signed, 'holderConfirmation')).toMatchObject({ name: agency.name, email: 'optional', captcha: true });
    expect(refused(await agree(harness, registrationId)).code).toBe('captcha.wrong');
    const { account } = accepted(await agree(harness, registrationId, { captcha: solvedCaptcha })).value;
    const [event] = await eventsOf(harness, `account-${account?.accountId ?? ''}`);
    expect(event).toMatchObject({
      data: {
        subject: 'agency',
        keys: [{ kind: 'organisationCode' }, { kind: 'certificate' }],
        evidence: [
          { source: 'certificate' },
          { source: 'organisationDirectory', attributes: { organisationCode: 'match' } },
        ],
        personal: {
          value: {
            identifiers: [{ kind: 'organisationCode', value: code }],
            name: agency.name,
            parentOrganisation: agency.parent,
          },
        },
      },
    });
  });

  it('not when the directory does not list it; once it does, the registration goes on', async () => {
    const harness = openCore();
    const { registrationId, signed } = await sign(harness, 'agency', harness.sandbox.cast.cucGioNam);
    expect(signed).toEqual({
      kind: 'refused',
      code: 'registration.organisationUnknown',
      facts: {},
      remedies: ['counter', 'chooseAnotherMethod'],
    });
    const { code, name } = harness.sandbox.cast.cucGioNam;
    harness.sandbox.controls.answerNext('organisationDirectory', { kind: 'found', code, name, raw: '{}' });
    due(await harness.core.registrations.view(registrationId, caller), 'holderConfirmation');
  });

  it('not with a certificate of the public hierarchy', async () => {
    const harness = openCore();
    const { signed } = await sign(harness, 'agency', harness.sandbox.cast.banSaoMai);
    expect(refused(signed).code).toBe('certificate.untrusted');
  });

  it('not with the certificate of a person', async () => {
    const harness = openCore();
    const { signed } = await sign(harness, 'agency', harness.sandbox.cast.dat);
    expect(refused(signed)).toMatchObject({ code: 'certificate.personInOrganisation', facts: { subject: 'agency' } });
  });
});
