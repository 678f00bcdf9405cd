import type { Registered } from '../../../src/domain/account/account.events.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import {
  accepted,
  caller,
  codeOn,
  due,
  eventsOf,
  formOf,
  goodPassword,
  openCore,
  refused,
  register,
  registrationEvents,
  registrationStreamOf,
  upToPassword,
} from '../../support/core-harness.js';

const password = { kind: 'password', password: goodPassword, confirmation: goodPassword } as const;

describe('a citizen registers by mobile subscription', () => {
  it('[MOB-ORDER] captcha, look for an account, code, carrier, password', async () => {
    const harness = openCore();
    const { registrations } = harness.core;
    const { an } = harness.sandbox.cast;

    const started = await registrations.start(formOf(an), caller);
    expect(due(started, 'smsOtp')).toEqual({
      step: 'smsOtp',
      by: 'sms',
      sentTo: '095****001',
      expiresAt: harness.clock.now() + 180_000,
      resendAt: harness.clock.now() + 60_000,
    });
    expect(harness.sandbox.controls.calls('subscriberRegistry')).toEqual([]);
    const { registrationId, steps, expiresAt } = accepted(started).value;
    expect(steps).toEqual(['captcha', 'advisoryDedup', 'smsOtp', 'subscriberMatch', 'resolveAliases', 'password']);

    const code = codeOn(harness, an.phones[0]);
    const confirmed = await registrations.submit(
      registrationId,
      { kind: 'otp', code: ` ${code.slice(0, 3)} ${code.slice(3)}` },
      caller,
    );
    expect(due(confirmed, 'password').rules.minLength).toBe(8);
    expect(harness.sandbox.controls.calls('subscriberRegistry')).toHaveLength(1);

    const registered = accepted(await registrations.submit(registrationId, password, caller));
    expect(registered.value).toEqual({
      registrationId,
      status: 'registered',
      subject: 'citizen',
      method: 'mobileSubscriber',
      steps,
      due: null,
      expiresAt,
      account: { accountId: expect.any(String), level: 'IAL2', next: 'logIn' },
    });
    expect(await registrationEvents(harness, registrationId)).toEqual([
      'RegistrationStarted',
      'OtpConfirmed',
      'IdentityMatched',
      'IdentityMatched',
      'RegistrationPinned',
      'RegistrationEnded',
    ]);
  });

  it('[EVIDENCE-RECORDED] [ALIAS-ATTESTED] the account lists what sources attested, and what they said', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an, { personId: '001 090 990 001', email: 'An@hopthu.example' });
    const [event] = await eventsOf(harness, `account-${accountId}`);
    const { data } = event as Registered;
    expect(data).toMatchObject({
      subject: 'citizen',
      grant: { method: 'mobileSubscriber', level: 'IAL2', evidenceIds: data.evidence.map((one) => one.evidenceId) },
      consent: { edition: 'terms-1', digest: 'ab'.repeat(32), at: harness.clock.now() },
      keys: [{ kind: 'personalNumber' }, { kind: 'cmnd' }],
    });
    expect(data.evidence).toEqual([
      {
        evidenceId: expect.any(String),
        source: 'subscriberRegistry',
        askedAt: harness.clock.now(),
        answeredAt: harness.clock.now(),
        attributes: { personId: 'match', name: 'match', birthDate: 'match' },
        nameTier: 'exact',
        answerDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
        reference: expect.stringMatching(/^carrier-/),
      },
      expect.objectContaining({ source: 'populationRegistry', attributes: { personId: 'match' } }),
    ]);
    expect(data.personal).toEqual({
      kind: 'clear',
      value: {
        identifiers: [
          { kind: 'personalNumber', value: '001090990001', raw: '001090990001', normaliser: 1, attested: true },
          { kind: 'cmnd', value: '012990001', raw: '012990001', normaliser: 1, attested: true },
        ],
        name: 'Nguyễn Minh An',
        birthDate: '1990-05-12',
        gender: 'male',
        phone: '+84950000001',
        email: 'An@hopthu.example',
        placeOfBirth: 'Hà Nội',
        hometown: 'Nam Định',
        permanentAddress: 'Số 7 phố Sao Mai, phường Bình Minh Sandbox, Hà Nội',
      },
    });
  });

  it('whose name the carrier writes with the tone on the other vowel, or without accents where the policy allows it', async () => {
    const harness = openCore();
    const { hoa, oanh } = harness.sandbox.cast;
    const tiers = [];
    for (const person of [hoa, oanh]) {
      const { accountId } = await register(harness, person);
      const [event] = await eventsOf(harness, `account-${accountId}`);
      tiers.push((event as Registered).data.evidence[0]?.nameTier);
    }
    expect(tiers).toEqual(['exact', 'folded']);
  });

  it('born in a year that every register knows alone, or abroad', async () => {
    const harness = openCore();
    const { ha, quan } = harness.sandbox.cast;
    for (const person of [ha, quan]) expect((await register(harness, person)).accountId).not.toBe('');
  });

  it('by his CMND, whose personal number the population register adds', async () => {
    const harness = openCore();
    const { nga } = harness.sandbox.cast;
    const { accountId } = await register(harness, nga, { personId: '225990036' });
    const [event] = await eventsOf(harness, `account-${accountId}`);
    expect((event as Registered).data.keys.map(({ kind }) => kind)).toEqual(['personalNumber', 'cmnd']);
  });
});

describe('[MOB-CARRIER-MATCH] the carrier', () => {
  it('has another subscriber: the registration ends, and answers the same ever after', async () => {
    const harness = openCore();
    const { giang } = harness.sandbox.cast;
    const { registrations } = harness.core;
    const { registrationId } = accepted(await registrations.start(formOf(giang), caller)).value;
    const code = codeOn(harness, giang.phones[0]);
    const answer = await registrations.submit(registrationId, { kind: 'otp', code }, caller);
    expect(answer).toEqual({
      kind: 'refused',
      code: 'registration.identityMismatch',
      facts: { source: 'subscriberRegistry' },
      remedies: ['checkSubscription', 'counter'],
    });
    expect(await registrations.view(registrationId, caller)).toEqual(answer);
    expect(await registrations.submit(registrationId, password, caller)).toEqual(answer);
    const events = await eventsOf(harness, registrationStreamOf(harness, registrationId));
    expect(events.at(-2)).toMatchObject({
      type: 'IdentityMismatched',
      data: {
        by: 'subscriberRegistry',
        evidence: { attributes: { personId: 'noMatch', name: 'noMatch', birthDate: 'noMatch' } },
      },
    });
    expect(harness.sandbox.controls.calls('subscriberRegistry')).toHaveLength(1);
  });

  it.each(['tin', 'nga'] as const)('knows the phone of %s under another number', async (handle) => {
    const harness = openCore();
    const person = harness.sandbox.cast[handle];
    const { registrations } = harness.core;
    const { registrationId } = accepted(await registrations.start(formOf(person), caller)).value;
    const answer = await registrations.submit(
      registrationId,
      { kind: 'otp', code: codeOn(harness, person.phones[0]) },
      caller,
    );
    expect(refused(answer).code).toBe('registration.identityMismatch');
  });

  it.each(['phuc', 'hue'] as const)(
    '[NOT-AVAILABLE-NO-MATCH] does not hold enough of %s: nothing ends, and it can be tried again',
    async (handle) => {
      const harness = openCore();
      const person = harness.sandbox.cast[handle];
      const { registrations } = harness.core;
      const { registrationId } = accepted(await registrations.start(formOf(person), caller)).value;
      const answer = await registrations.submit(
        registrationId,
        { kind: 'otp', code: codeOn(harness, person.phones[0]) },
        caller,
      );
      expect(answer).toEqual({
        kind: 'refused',
        code: 'registration.identityNotAvailable',
        facts: { source: 'subscriberRegistry' },
        remedies: ['checkSubscription', 'counter'],
      });
      // The desk completes the record, and the registration goes on.
      harness.sandbox.controls.answerNext('subscriberRegistry', {
        personId: 'match',
        name: 'match',
        nameTier: 'exact',
        birthDate: 'match',
        raw: '{}',
      });
      due(await registrations.view(registrationId, caller), 'password');
    },
  );

  it('answers without accents where the policy does not allow it: another person', async () => {
    const harness = openCore({ editions: [{ ...sandboxEdition, unaccentedRegisters: [] }] });
    const { oanh } = harness.sandbox.cast;
    const { registrationId } = accepted(await harness.core.registrations.start(formOf(oanh), caller)).value;
    const code = codeOn(harness, oanh.phones[0]);
    const answer = refused(await harness.core.registrations.submit(registrationId, { kind: 'otp', code }, caller));
    expect(answer.code).toBe('registration.identityMismatch');
    const events = await eventsOf(harness, registrationStreamOf(harness, registrationId));
    expect(events.at(-2)).toMatchObject({
      data: { evidence: { attributes: { name: 'noMatch' }, nameTier: 'folded' } },
    });
  });
});

describe('the population register', () => {
  it('that does not answer keeps nobody from registering: the other number is claimed at the next sync', async () => {
    const harness = openCore();
    harness.sandbox.controls.down('populationRegistry');
    const { accountId } = await register(harness, harness.sandbox.cast.an);
    const [event] = await eventsOf(harness, `account-${accountId}`);
    expect((event as Registered).data.keys.map(({ kind }) => kind)).toEqual(['personalNumber']);
  });

  it('that does not know the person adds nothing', async () => {
    const harness = openCore();
    harness.sandbox.controls.answerNext('populationRegistry', { kind: 'notFound', raw: '{}' });
    const registrationId = await upToPassword(harness, harness.sandbox.cast.an);
    expect(
      (await registrationEvents(harness, registrationId)).filter((type) => type === 'IdentityMatched'),
    ).toHaveLength(1);
  });

  it('that speaks of somebody else adds nothing', async () => {
    const harness = openCore();
    const person = {
      personalNumber: '031079990004',
      name: 'Phạm Quang Dũng',
      birthDate: harness.sandbox.cast.dung.birthDate,
    };
    harness.sandbox.controls.answerNext('populationRegistry', { kind: 'found', person, raw: '{}' });
    const registrationId = await upToPassword(harness, harness.sandbox.cast.an);
    expect(
      (await registrationEvents(harness, registrationId)).filter((type) => type === 'IdentityMatched'),
    ).toHaveLength(1);
  });
});
