import type { Registered } from '../../../src/domain/account/account.events.js';
import type { StartRegistration } from '../../../src/application/registration/registration-api.js';
import {
  accepted,
  caller,
  codeOn,
  due,
  eventsOf,
  formOf,
  openCore,
  refused,
  register,
  registrationStreamOf,
} from '../../support/core-harness.js';

const method = 'socialInsurance';
const byInsurance = (more: Partial<StartRegistration> = {}): Partial<StartRegistration> => ({ method, ...more });

const mismatch = {
  kind: 'refused',
  code: 'registration.identityMismatch',
  facts: { source: 'socialInsuranceRegistry' },
  remedies: ['counter', 'chooseAnotherMethod'],
};

describe('a citizen registers by social-insurance code', () => {
  it('the register is asked first, then comes the code, then the password', async () => {
    const harness = openCore();
    const { ha } = harness.sandbox.cast;
    const started = await harness.core.registrations.start(formOf(ha, byInsurance()), caller);
    expect(due(started, 'smsOtp').sentTo).toBe('095****007');
    expect(harness.sandbox.controls.calls('socialInsuranceRegistry')).toHaveLength(1);
    expect(harness.sandbox.controls.calls('subscriberRegistry')).toEqual([]);
    const { registrationId } = accepted(started).value;
    due(
      await harness.core.registrations.submit(
        registrationId,
        { kind: 'otp', code: codeOn(harness, ha.phones[0]) },
        caller,
      ),
      'password',
    );
  });

  it('[BHXH-REGISTER-ID] [BHXH-LINKED-ID] under the number that the register returned, linked to the one she typed', async () => {
    const harness = openCore();
    const { binh } = harness.sandbox.cast;
    const { accountId } = await register(harness, binh, byInsurance());
    const [event] = await eventsOf(harness, `account-${accountId}`);
    const { data } = event as Registered;
    expect(data.evidence.map(({ source, attributes }) => [source, attributes])).toEqual([
      ['populationRegistry', { personId: 'match' }],
      [
        'socialInsuranceRegistry',
        { personId: 'match', name: 'match', birthDate: 'match', socialInsuranceCode: 'match' },
      ],
    ]);
    expect(data.keys.map(({ kind }) => kind)).toEqual(['personalNumber', 'cmnd']);
    expect(data.personal).toMatchObject({ value: { socialInsuranceCode: '0099000002' } });
    expect(harness.sandbox.controls.calls('populationRegistry')).toHaveLength(1);
  });

  it('whose number and CMND no register links: not the same person', async () => {
    const harness = openCore();
    const answer = await harness.core.registrations.start(formOf(harness.sandbox.cast.bach, byInsurance()), caller);
    expect(answer).toEqual(mismatch);
  });

  it('while the population register, which has to link the numbers, does not answer: nothing is lost', async () => {
    const harness = openCore();
    const { binh } = harness.sandbox.cast;
    harness.sandbox.controls.down('populationRegistry', { calls: 1, retryAfterMs: 7_000 });
    const answer = await harness.core.registrations.start(formOf(binh, byInsurance()), caller);
    expect(answer).toEqual({ kind: 'unavailable', code: 'unavailable.populationRegistry', retryAfterMs: 7_000 });
    due(await harness.core.registrations.start(formOf(binh, byInsurance()), caller), 'smsOtp');
  });
});

describe('[BHXH-NO-ORACLE] somebody else’s data', () => {
  it('are refused the same, whether or not an account exists', async () => {
    const harness = openCore();
    const { an, em, ha } = harness.sandbox.cast;
    const { registrations } = harness.core;
    await register(harness, an);
    const withAccount = formOf(ha, byInsurance({ personId: an.personalNumber, birthDate: '12/05/1990' }));
    const withoutAccount = formOf(ha, byInsurance({ personId: '031079990004', birthDate: '20/08/1979' }));
    expect(await registrations.start(withAccount, caller)).toEqual(mismatch);
    expect(await registrations.start(withoutAccount, caller)).toEqual(mismatch);
    expect(await registrations.start(formOf(em, byInsurance()), caller)).toEqual(mismatch);
  });

  it('are refused with a code that nobody has', async () => {
    const harness = openCore();
    const form = formOf(harness.sandbox.cast.ha, byInsurance({ socialInsuranceCode: '0000000001' }));
    expect(await harness.core.registrations.start(form, caller)).toEqual(mismatch);
    const [ended] = await Promise.all([
      harness.ports.eventStore.readAll(0, 100).then(({ events }) => events.map(({ type }) => type)),
    ]);
    expect(ended).toEqual(['RegistrationStarted.v1', 'IdentityMismatched.v1', 'RegistrationEnded.v1']);
  });

  it('do not get a code sent to anybody', async () => {
    const harness = openCore();
    await harness.core.registrations.start(formOf(harness.sandbox.cast.em, byInsurance()), caller);
    expect(harness.sandbox.inbox.list()).toEqual([]);
  });

  it('are another name or date than the register holds', async () => {
    const harness = openCore();
    const { ha } = harness.sandbox.cast;
    const { registrations } = harness.core;
    expect(await registrations.start(formOf(ha, byInsurance({ name: 'Hoàng Thị Hạ' })), caller)).toEqual(mismatch);
    expect(await registrations.start(formOf(ha, byInsurance({ birthDate: '01/01/1948' })), caller)).toEqual(mismatch);
  });
});

describe('a register whose entry cannot be read', () => {
  it.each([
    ['without any number', {}],
    ['with a number that is none', { personalNumber: '40148990007' }],
  ])('%s is no match', async (_what, number) => {
    const harness = openCore();
    const { ha } = harness.sandbox.cast;
    const person = { name: ha.name, birthDate: ha.birthDate, ...number };
    harness.sandbox.controls.answerNext('socialInsuranceRegistry', { kind: 'found', person, raw: '{}' });
    const answer = refused(await harness.core.registrations.start(formOf(ha, byInsurance()), caller));
    expect(answer).toMatchObject({
      code: 'registration.identityNotAvailable',
      remedies: ['counter', 'chooseAnotherMethod'],
    });
  });
});

describe('[CMND-NO-PROOF] two people who hold one CMND', () => {
  it('get an account each, and the CMND stays with the first', async () => {
    const harness = openCore();
    const { quy, quynh } = harness.sandbox.cast;
    const first = await register(harness, quy, byInsurance());
    const second = await register(harness, quynh, byInsurance());
    expect(second.accountId).not.toBe(first.accountId);
    const kinds = [];
    for (const { accountId } of [first, second]) {
      const [event] = await eventsOf(harness, `account-${accountId}`);
      kinds.push((event as Registered).data.keys.map(({ kind }) => kind));
    }
    expect(kinds).toEqual([['personalNumber', 'cmnd'], ['personalNumber']]);
  });

  it('are one for all we know where no personal number tells them apart', async () => {
    const harness = openCore();
    const { quy, quynh } = harness.sandbox.cast;
    harness.sandbox.controls.down('populationRegistry');
    await register(harness, quy, byInsurance({ personId: '121990017' }));
    const started = await harness.core.registrations.start(
      formOf(quynh, byInsurance({ personId: '121990017' })),
      caller,
    );
    expect(refused(started)).toMatchObject({ code: 'registration.duplicate', facts: { identifier: 'cmnd' } });
  });
});

it('a registration of social insurance keeps what it typed and what was attested apart', async () => {
  const harness = openCore();
  const { binh } = harness.sandbox.cast;
  const started = accepted(await harness.core.registrations.start(formOf(binh, byInsurance()), caller)).value;
  const [first, link, insured] = await eventsOf(harness, registrationStreamOf(harness, started.registrationId));
  expect(first).toMatchObject({
    data: { personal: { value: { personId: { value: '046185990002', attested: false } } } },
  });
  expect(link).toMatchObject({ data: { by: 'populationRegistry' } });
  expect(insured).toMatchObject({
    data: { personal: { value: { identifiers: [{ kind: 'cmnd', value: '190990002', attested: true }] } } },
  });
});
