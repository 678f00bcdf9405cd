import type { StartRegistration } from '../../../src/application/registration/registration-api.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import { hours, instant } from '../../../src/domain/kernel/instant.js';
import {
  accepted,
  caller,
  codeOn,
  due,
  formOf,
  openCore,
  proofForm,
  refused,
  terms,
  unavailable,
} from '../../support/core-harness.js';

const start = (harness: ReturnType<typeof openCore>, form: StartRegistration) =>
  harness.core.registrations.start(form, caller);

describe('the first form', () => {
  it('[FORM-WHOLE] names every field that is wrong or missing', async () => {
    const harness = openCore();
    const form: StartRegistration = {
      ...formOf(harness.sandbox.cast.an),
      personId: '12345',
      name: ' ',
      birthDate: '31/02/1990',
      phone: '024 3825 0000',
      email: 'not an address',
    };
    expect(await start(harness, form)).toEqual({
      kind: 'refused',
      code: 'form.invalid',
      facts: {
        fields: ['personId', 'name', 'birthDate', 'phone', 'email'],
        'field.personId': 'identifier.personId.format',
        'field.name': 'name.missing',
        'field.birthDate': 'date.calendar',
        'field.phone': 'identifier.phone.notMobile',
        'field.email': 'email.format',
      },
      remedies: [],
    });
  });

  it('with one wrong field answers with what is wrong with it', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const answers = [];
    for (const more of [
      { personId: '' },
      { phone: '' },
      { birthDate: '12/05/1991' },
      { method: 'socialInsurance', socialInsuranceCode: '' },
      { method: 'socialInsurance', socialInsuranceCode: '123' },
    ] as const) {
      const { code, facts } = refused(await start(harness, formOf(an, more)));
      answers.push([code, facts['fields']]);
    }
    expect(answers).toEqual([
      ['identifier.personId.missing', ['personId']],
      ['identifier.phone.missing', ['phone']],
      ['identifier.personalNumber.birthYear', ['birthDate']],
      ['identifier.socialInsuranceCode.missing', ['socialInsuranceCode']],
      ['identifier.socialInsuranceCode.format', ['socialInsuranceCode']],
    ]);
  });

  it('never says in a refusal what was typed', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const answer = await start(harness, formOf(an, { birthDate: '12/05/1991', email: 'leaky@' }));
    const text = JSON.stringify(answer);
    for (const typed of [an.personalNumber, an.name, '1991', 'leaky']) expect(text).not.toContain(typed);
  });

  it('of a method that is closed to the subject says what is open', async () => {
    const harness = openCore();
    expect(await start(harness, { subject: 'enterprise', method: 'mobileSubscriber', consent: terms })).toEqual({
      kind: 'refused',
      code: 'policy.methodNotOpen',
      facts: {
        method: 'mobileSubscriber',
        subject: 'enterprise',
        edition: 'sandbox',
        column: 'register',
        open: ['usbToken', 'simPki', 'smartCa', 'vneid'],
      },
      remedies: ['chooseAnotherMethod'],
    });
  });

  it('before the first edition of the policy opens nothing', async () => {
    const later = { ...sandboxEdition, inForceFrom: instant(Date.parse('2030-01-01T00:00:00Z')) };
    const harness = openCore({ editions: [later] });
    expect(refused(await start(harness, formOf(harness.sandbox.cast.an))).code).toBe('policy.beforeFirstEdition');
  });
});

describe('[CONSENT-REQUIRED] consent', () => {
  it.each([
    ['is missing', undefined, 'registration.consentMissing', []],
    ['names no edition', { edition: '', digest: terms.digest }, 'registration.consentMissing', []],
    ['is to other terms', { edition: 'terms-0', digest: terms.digest }, 'registration.termsChanged', ['retry']],
    ['is to another text', { ...terms, digest: 'cd'.repeat(32) }, 'registration.termsChanged', ['retry']],
  ] as const)('that %s starts nothing', async (_what, consent, code, remedies) => {
    const harness = openCore();
    const { consent: _consent, ...form } = formOf(harness.sandbox.cast.an);
    const answer = refused(await start(harness, consent === undefined ? form : { ...form, consent }));
    expect([answer.code, answer.remedies]).toEqual([code, remedies]);
    expect(await harness.ports.eventStore.head()).toBe(0);
  });

  it('is to the terms that the portal shows', () => {
    expect(openCore().core.registrations.terms()).toEqual(terms);
  });
});

describe('before anything is begun', () => {
  it('the captcha of the row is solved', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    for (const more of [{ captcha: 'a machine' }, { captcha: '' }])
      expect(await start(harness, formOf(an, more))).toEqual({
        kind: 'refused',
        code: 'captcha.wrong',
        facts: {},
        remedies: ['retry'],
      });
    expect(await harness.ports.eventStore.head()).toBe(0);
    due(await start(harness, proofForm('citizen', 'usbToken')), 'signature');
  });

  it('a captcha is not used up by a form that is wrong', async () => {
    const asked: string[] = [];
    const harness = openCore({
      ports: () => ({
        captcha: {
          verify: async (answer) => {
            asked.push(answer);
            return true;
          },
          challenge: async () => undefined,
        },
      }),
    });
    await start(harness, formOf(harness.sandbox.cast.an, { name: '' }));
    expect(asked).toEqual([]);
  });

  it('registrations of a network are counted', async () => {
    const guesses = { ...sandboxEdition.guesses, registrationsPerNetwork: { limit: 2, window: hours(1) } };
    const harness = openCore({ editions: [{ ...sandboxEdition, guesses }] });
    const form = proofForm('citizen', 'usbToken');
    const from = (address: string) => harness.core.registrations.start(form, { ...caller, address });
    accepted(await from('203.0.113.7'));
    accepted(await from('203.0.113.99'));
    expect(unavailable(await from('203.0.113.1'))).toEqual({
      kind: 'unavailable',
      code: 'registration.tooMany',
      retryAfterMs: 3_600_000,
    });
    accepted(await from('198.51.100.7'));
    harness.clock.pass(hours(1));
    accepted(await from('203.0.113.1'));
  });
});

describe('[REG-IN-ORDER] an answer to another step', () => {
  it('changes nothing', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const { registrations } = harness.core;
    const { registrationId } = accepted(await start(harness, formOf(an))).value;
    const head = await harness.ports.eventStore.head();
    for (const input of [
      { kind: 'password', password: 'x', confirmation: 'x' },
      { kind: 'emailLink', token: 'x' },
      { kind: 'holderConfirmation' },
      { kind: 'counterProof', documentReference: 'x' },
      { kind: 'poll' },
    ] as const)
      expect(await registrations.submit(registrationId, input, caller)).toEqual({
        kind: 'refused',
        code: 'registration.wrongInput',
        facts: { due: 'smsOtp', given: input.kind },
        remedies: [],
      });
    expect(await harness.ports.eventStore.head()).toBe(head);
    due(
      await registrations.submit(registrationId, { kind: 'otp', code: codeOn(harness, an.phones[0]) }, caller),
      'password',
    );
  });

  it('and nothing is there to send again at a step without a message', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const { registrations } = harness.core;
    const { registrationId } = accepted(await start(harness, formOf(an))).value;
    await registrations.submit(registrationId, { kind: 'otp', code: codeOn(harness, an.phones[0]) }, caller);
    expect(await registrations.resend(registrationId, caller)).toEqual({
      kind: 'refused',
      code: 'registration.nothingToResend',
      facts: { due: 'password' },
      remedies: [],
    });
  });

  it('to no registration at all', async () => {
    const { core } = openCore();
    const unknown = { kind: 'refused', code: 'registration.unknown', facts: {}, remedies: ['startAgain'] };
    expect(await core.registrations.view('nobody-has-this', caller)).toEqual(unknown);
    expect(await core.registrations.submit('nobody-has-this', { kind: 'poll' }, caller)).toEqual(unknown);
    expect(await core.registrations.resend('nobody-has-this', caller)).toEqual(unknown);
  });
});
