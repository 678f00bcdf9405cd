import {
  accepted,
  caller,
  codeOn,
  due,
  eventsOf,
  formOf,
  officer,
  openCore,
  refused,
  registrationStreamOf,
} from '../../support/core-harness.js';

const inPerson = { method: 'inPerson' } as const;

describe('[COUNTER-OFFICER] a citizen registers in person', () => {
  it('an officer checks the papers, the citizen confirms the phone', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const { registrations } = harness.core;
    const started = await registrations.start(formOf(an, inPerson), officer);
    expect(due(started, 'counterProof')).toEqual({ step: 'counterProof' });
    const { registrationId } = accepted(started).value;
    const proved = await registrations.submit(
      registrationId,
      { kind: 'counterProof', documentReference: ' CC-2026-0001 ' },
      officer,
    );
    due(proved, 'smsOtp');
    const code = codeOn(harness, an.phones[0]);
    const registered = accepted(await registrations.submit(registrationId, { kind: 'otp', code }, caller)).value;
    expect(registered).toMatchObject({ status: 'registered', account: { level: 'IAL3', next: 'logIn' } });

    const [event] = await eventsOf(harness, `account-${registered.account?.accountId ?? ''}`);
    expect(event).toMatchObject({
      data: {
        grant: { method: 'inPerson', level: 'IAL3' },
        phoneId: expect.any(String),
        keys: [{ kind: 'personalNumber' }, { kind: 'cmnd' }],
        evidence: [
          {
            source: 'counter',
            reference: 'officer-1',
            answerDigest: harness.ports.digests.keyed('evidence', 'CC-2026-0001'),
            attributes: { personId: 'match', name: 'match', birthDate: 'match' },
          },
          { source: 'populationRegistry' },
        ],
      },
    });
    const { events } = await harness.ports.eventStore.readStream(registrationStreamOf(harness, registrationId));
    expect(events.map(({ meta }) => meta.actor)).toEqual([
      { kind: 'officer', id: 'officer-1' },
      { kind: 'officer', id: 'officer-1' },
      ...Array.from({ length: 4 }, () => ({ kind: 'anonymous', id: '' })),
    ]);
  });

  it('is opened by an officer only', async () => {
    const harness = openCore();
    const answer = await harness.core.registrations.start(formOf(harness.sandbox.cast.an, inPerson), caller);
    expect(answer).toEqual({ kind: 'refused', code: 'registration.officerOnly', facts: {}, remedies: [] });
  });

  it('is proved by an officer only, with a reference to the papers', async () => {
    const harness = openCore();
    const { registrations } = harness.core;
    const { registrationId } = accepted(
      await registrations.start(formOf(harness.sandbox.cast.an, inPerson), officer),
    ).value;
    const prove = (documentReference: string, by = officer) =>
      registrations.submit(registrationId, { kind: 'counterProof', documentReference }, by);
    expect(refused(await prove('CC-1', caller)).code).toBe('registration.officerOnly');
    expect(refused(await prove(' ')).code).toBe('registration.documentReferenceMissing');
    expect(refused(await registrations.submit(registrationId, { kind: 'otp', code: '123456' }, officer)).code).toBe(
      'registration.wrongInput',
    );
    due(await prove('CC-1'), 'smsOtp');
  });

  it('a member of the staff whose role does not register people is no officer at a counter', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const { registrations } = harness.core;
    for (const staffRole of ['auditor', 'dataProtectionOfficer'] as const) {
      const answer = await registrations.start(formOf(an, inPerson), { ...officer, staffRole });
      expect(refused(answer).code).toBe('registration.officerOnly');
    }
    const started = await registrations.start(formOf(an, inPerson), { ...officer, staffRole: 'counterOfficer' });
    due(started, 'counterProof');
    const papers = { kind: 'counterProof', documentReference: 'CC-1' } as const;
    const { registrationId } = accepted(started).value;
    const answer = await registrations.submit(registrationId, papers, { ...officer, staffRole: 'auditor' });
    expect(refused(answer).code).toBe('registration.officerOnly');
  });
});
