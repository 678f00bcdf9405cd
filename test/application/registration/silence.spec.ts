import { signFor } from '../../../src/adapters/sandbox/index.js';
import type { Ports } from '../../../src/application/composition/ports.js';
import { describeError } from '../../../src/application/errors/catalogue.js';
import { Unavailable } from '../../../src/application/ports/unavailable.js';
import {
  accepted,
  caller,
  codeOn,
  due,
  formOf,
  goodPassword,
  openCore,
  proofForm,
  register,
  registrationEvents,
  unavailable,
  upToPassword,
} from '../../support/core-harness.js';

describe('[SILENCE-NO-REFUSAL] a counterparty that does not answer', () => {
  it.each([
    [
      'social insurance',
      'socialInsuranceRegistry',
      'unavailable.socialInsuranceRegistry',
      { method: 'socialInsurance' },
      'ha',
    ],
    ['Vietnam Post', 'postalAccounts', 'unavailable.postalAccounts', { method: 'vnpost', activation: 'sms' }, 'chi'],
  ] as const)('%s: the registration waits, and asks again', async (_who, port, code, more, handle) => {
    const harness = openCore();
    const person = harness.sandbox.cast[handle];
    const { registrations } = harness.core;
    harness.sandbox.controls.down(port);
    expect(await registrations.start(formOf(person, more), caller)).toEqual({
      kind: 'unavailable',
      code,
      retryAfterMs: 5_000,
    });
    const { events } = await harness.ports.eventStore.readAll(0, 10);
    expect(events.map(({ type }) => type)).toEqual(['RegistrationStarted.v1']);
    harness.sandbox.controls.up(port);
    expect(accepted(await registrations.start(formOf(person, more), caller)).value.status).toBe('running');
  });

  it('the carrier: the code stays confirmed', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const { registrations } = harness.core;
    const { registrationId } = accepted(await registrations.start(formOf(an), caller)).value;
    harness.sandbox.controls.down('subscriberRegistry', { retryAfterMs: 30_000 });
    const answer = await registrations.submit(
      registrationId,
      { kind: 'otp', code: codeOn(harness, an.phones[0]) },
      caller,
    );
    expect(answer).toEqual({ kind: 'unavailable', code: 'unavailable.subscriberRegistry', retryAfterMs: 30_000 });
    expect(await registrations.view(registrationId, caller)).toEqual(answer);
    expect((await registrationEvents(harness, registrationId)).at(-1)).toBe('OtpConfirmed');
    harness.sandbox.controls.up('subscriberRegistry');
    due(await registrations.view(registrationId, caller), 'password');
  });

  it('the directory of agencies: the signature stays', async () => {
    const harness = openCore();
    const { registrations } = harness.core;
    const started = await registrations.start(proofForm('agency', 'usbToken'), caller);
    const step = due(started, 'signature');
    if (step.by !== 'usbToken') throw new Error('expected a challenge');
    const { registrationId } = accepted(started).value;
    harness.sandbox.controls.down('organisationDirectory', { calls: 1 });
    const signature = signFor(harness.sandbox.cast.soSaoMai, step.challenge);
    const answer = await registrations.submit(registrationId, { kind: 'signature', signature }, caller);
    expect(unavailable(answer).code).toBe('unavailable.organisationDirectory');
    due(await registrations.view(registrationId, caller), 'holderConfirmation');
  });

  it('the store of evidence: the signature is taken again when it is back', async () => {
    const harness = openCore();
    const started = await harness.core.registrations.start(proofForm('citizen', 'usbToken'), caller);
    const step = due(started, 'signature');
    if (step.by !== 'usbToken') throw new Error('expected a challenge');
    const { registrationId } = accepted(started).value;
    const signed = { kind: 'signature', signature: signFor(harness.sandbox.cast.thao, step.challenge) } as const;
    const broken = harness.restarted({ ports: failing('evidenceStore', 'put', 'evidenceStore') });
    const answer = await broken.core.registrations.submit(registrationId, signed, caller);
    expect(unavailable(answer).code).toBe('unavailable.evidenceStore');
    expect(await registrationEvents(harness, registrationId)).not.toContain('SignatureVerified');
    due(await harness.core.registrations.submit(registrationId, signed, caller), 'holderConfirmation');
  });

  it.each([
    ['unavailable.remoteSigningService', 'smartCa', 'signature', 'remoteSigningService'],
    ['unavailable.eidProvider', 'vneid', 'eidAssertion', 'eidProvider'],
  ] as const)('%s: its address is asked for again', async (code, method, step, port) => {
    const harness = openCore();
    const { registrations } = harness.core;
    harness.sandbox.controls.down(port, { calls: 1 });
    expect(unavailable(await registrations.start(proofForm('citizen', method), caller)).code).toBe(code);
    due(await registrations.start(proofForm('citizen', method), caller), step);
  });

  it('the captcha: nothing is begun', async () => {
    const harness = openCore({
      ports: () => ({
        captcha: {
          verify: () => Promise.reject(new Unavailable('captcha')),
          challenge: () => Promise.reject(new Unavailable('captcha')),
        },
      }),
    });
    const answer = await harness.core.registrations.start(formOf(harness.sandbox.cast.an), caller);
    expect(unavailable(answer).code).toBe('unavailable.captcha');
    expect(await harness.ports.eventStore.head()).toBe(0);
  });
});

type Method<Port> = { [K in keyof Port]: Port[K] extends (...args: never[]) => unknown ? K : never }[keyof Port];

/** A port one of whose methods never answers. */
function failing<Name extends keyof Ports>(name: Name, method: Method<Ports[Name]>, as: string) {
  return (ports: Ports): Partial<Ports> => {
    const port = ports[name] as object;
    const spoilt = new Proxy(port, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (property === method) return Promise.reject(new Unavailable(as));
          return (value as (...given: unknown[]) => unknown).apply(target, args);
        };
      },
    });
    return { [name]: spoilt };
  };
}

describe('[SILENCE-NO-REFUSAL] a store that does not answer', () => {
  it.each([
    ['unavailable.eventStore', 'eventStore', 'append', 'eventStore'],
    ['unavailable.secretVault', 'vault', 'put', 'secretVault'],
    ['unavailable.snapshots', 'snapshots', 'find', 'snapshots'],
    ['unavailable.subjectKeys', 'personalData', 'open', 'subjectKeys'],
    ['unavailable.state', 'challenges', 'peek', 'state'],
  ] as const)('%s: the same call succeeds when it is back', async (code, port, method, as) => {
    const harness = openCore();
    const registrationId = await upToPassword(harness, harness.sandbox.cast.an);
    const broken = harness.restarted({ ports: failing(port, method as never, as) });
    const password = { kind: 'password', password: goodPassword, confirmation: goodPassword } as const;
    const answer =
      port === 'challenges'
        ? await broken.core.registrations.start(formOf(harness.sandbox.cast.mai), caller)
        : await broken.core.registrations.submit(registrationId, password, caller);
    expect(unavailable(answer)).toEqual({ kind: 'unavailable', code, retryAfterMs: 5_000 });
    accepted(await harness.core.registrations.submit(registrationId, password, caller));
  });

  it('is told in both languages, also one that only the embedding team knows', () => {
    expect(describeError('unavailable.eventStore').kind).toBe('unavailable');
    expect(describeError('unavailable.theirOwnRegister')).toMatchObject({
      code: 'unavailable.theirOwnRegister',
      kind: 'unavailable',
      en: expect.stringMatching(/^[A-Z].*later\.$/),
    });
  });

  it('a throw that is none of these is a bug, and goes on', async () => {
    const harness = openCore({
      ports: () => ({
        blindIndex: {
          keys: () => {
            throw new Error('bug');
          },
          tag: () => 'tag',
        },
      }),
    });
    await expect(register(harness, harness.sandbox.cast.an)).rejects.toThrow('bug');
  });
});
