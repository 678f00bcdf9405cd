import { hours, minutes, seconds } from '../../../src/domain/kernel/instant.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import {
  accepted,
  caller,
  codeOn,
  type CoreHarness,
  due,
  formOf,
  goodPassword,
  logIn,
  openCore,
  refused,
  register,
  registrationEvents,
  unavailable,
  wrongCode,
} from '../../support/core-harness.js';

async function begin(harness: CoreHarness, handle: 'an' | 'chi' | 'mai' | 'tin' = 'an') {
  const person = harness.sandbox.cast[handle];
  const started = await harness.core.registrations.start(formOf(person), caller);
  const { registrationId } = accepted(started).value;
  const submit = (code: string) => harness.core.registrations.submit(registrationId, { kind: 'otp', code }, caller);
  const resend = () => harness.core.registrations.resend(registrationId, caller);
  return { person, registrationId, submit, resend, code: codeOn(harness, person.phones[0]) };
}

describe('[OTP-BOUND] a code', () => {
  it('is good for three minutes', async () => {
    const harness = openCore();
    const { submit, code } = await begin(harness);
    harness.clock.pass(minutes(3));
    expect(await submit(code)).toEqual({ kind: 'refused', code: 'otp.expired', facts: {}, remedies: ['retry'] });
  });

  it('is good a moment before', async () => {
    const harness = openCore();
    const { submit, code } = await begin(harness);
    harness.clock.pass(seconds(179));
    due(await submit(code), 'password');
  });

  it('is good once, also for two who send it at the same moment', async () => {
    const harness = openCore();
    const { submit, code, registrationId } = await begin(harness);
    const answers = await Promise.all([submit(code), submit(code), submit(code)]);
    expect(answers.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    expect((await registrationEvents(harness, registrationId)).filter((type) => type === 'OtpConfirmed')).toHaveLength(
      1,
    );
  });

  it('is good for its own registration only', async () => {
    const harness = openCore();
    const first = await begin(harness, 'mai');
    harness.clock.pass(seconds(61));
    const second = await begin(harness, 'tin');
    expect(second.person.phones[0]).toBe(first.person.phones[0]);
    expect(refused(await second.submit(first.code)).code).toBe('otp.wrong');
    due(await first.submit(first.code), 'password');
  });

  it('is not good for logging in, nor the other way round', async () => {
    const harness = openCore();
    const { mai, tin } = harness.sandbox.cast;
    await register(harness, mai);
    harness.clock.pass(seconds(61));
    const { submit } = await begin(harness, 'tin');
    const started = await harness.core.logins.start(
      { personId: mai.personalNumber, password: goodPassword, captcha: 'a human' },
      caller,
    );
    accepted(started);
    expect(refused(await submit(codeOn(harness, tin.phones[0]))).code).toBe('otp.wrong');
  });
});

describe('[OTP-COUNT-FIRST] a wrong code', () => {
  it('uses up one of five tries; then no code is right any more, and resending buys none', async () => {
    const harness = openCore();
    const { submit, resend, code, person } = await begin(harness);
    const left = [];
    for (let i = 0; i < 4; i += 1) left.push(refused(await submit(wrongCode(code))).facts['triesLeft']);
    expect(left).toEqual([4, 3, 2, 1]);
    const exhausted = { kind: 'refused', code: 'otp.exhausted', facts: {}, remedies: ['startAgain'] };
    expect(await submit(wrongCode(code))).toEqual(exhausted);
    expect(await submit(code)).toEqual(exhausted);
    harness.clock.pass(seconds(61));
    const sent = harness.sandbox.inbox.list(person.phones[0]).length;
    expect(await resend()).toEqual(exhausted);
    expect(harness.sandbox.inbox.list(person.phones[0])).toHaveLength(sent);
  });

  it('of fifty at the same moment five are compared', async () => {
    const harness = openCore();
    const { submit, code } = await begin(harness);
    const answers = await Promise.all(Array.from({ length: 50 }, () => submit(wrongCode(code))));
    expect(answers.filter((one) => refusedCode(one) === 'otp.wrong')).toHaveLength(4);
    expect(refused(await submit(code)).code).toBe('otp.exhausted');
  });

  it('tries used before a resend stay used', async () => {
    const harness = openCore();
    const { submit, resend, code, person } = await begin(harness);
    for (let i = 0; i < 3; i += 1) await submit(wrongCode(code));
    harness.clock.pass(seconds(61));
    accepted(await resend());
    const second = codeOn(harness, person.phones[0]);
    expect(refused(await submit(wrongCode(second))).facts).toEqual({ triesLeft: 1 });
    due(await submit(second), 'password');
  });
});

const refusedCode = (outcome: { readonly kind: string; readonly code?: string }): string | undefined => outcome.code;

describe('a code sent again', () => {
  it('voids the one before', async () => {
    const harness = openCore();
    const { submit, resend, code, person } = await begin(harness);
    harness.clock.pass(seconds(61));
    accepted(await resend());
    const second = codeOn(harness, person.phones[0]);
    if (second !== code) expect(refused(await submit(code)).code).toBe('otp.wrong');
    due(await submit(second), 'password');
  });

  it('comes after a minute at the earliest, and five times an hour to one phone', async () => {
    const harness = openCore();
    const { resend, person } = await begin(harness);
    harness.clock.pass(seconds(59));
    expect(await resend()).toEqual({ kind: 'unavailable', code: 'otp.tooManySends', retryAfterMs: 1_000 });
    for (let i = 0; i < 4; i += 1) {
      harness.clock.pass(seconds(61));
      accepted(await resend());
    }
    harness.clock.pass(seconds(61));
    expect(unavailable(await resend())).toMatchObject({ code: 'otp.tooManySends' });
    // Another registration to the same phone does not get round it.
    expect(unavailable(await harness.core.registrations.start(formOf(person), caller)).code).toBe('otp.tooManySends');
    harness.clock.pass(hours(1));
    accepted(await resend());
  });

  it('[REG-SENT-ONCE] is not sent by looking, whether the code has run out or not', async () => {
    const harness = openCore();
    const { person, registrationId, submit } = await begin(harness);
    const before = due(await harness.core.registrations.view(registrationId, caller), 'smsOtp');
    harness.clock.pass(minutes(30));
    expect(due(await harness.core.registrations.view(registrationId, caller), 'smsOtp')).toEqual(before);
    await submit('123456');
    expect(harness.sandbox.inbox.list(person.phones[0])).toHaveLength(1);
  });

  it('a gateway that is down counts for nothing, and the code is sent when it is back', async () => {
    const harness = openCore();
    harness.sandbox.controls.down('smsSender', { calls: 7 });
    const { an } = harness.sandbox.cast;
    const { registrations } = harness.core;
    for (let i = 0; i < 7; i += 1)
      expect(await registrations.start(formOf(an), caller)).toMatchObject({
        kind: 'unavailable',
        code: 'unavailable.smsSender',
      });
    due(await registrations.start(formOf(an), caller), 'smsOtp');
    expect(harness.sandbox.inbox.list(an.phones[0])).toHaveLength(1);
  });

  it('a phone that the gateway refuses cannot be used', async () => {
    const harness = openCore();
    harness.sandbox.controls.answerNext('smsSender', { kind: 'refused', reason: 'unknownDestination' });
    expect(await harness.core.registrations.start(formOf(harness.sandbox.cast.an), caller)).toEqual({
      kind: 'refused',
      code: 'otp.phoneUnreachable',
      facts: { reason: 'unknownDestination' },
      remedies: ['startAgain'],
    });
  });
});

describe('[OTP-GUESSES-APART] wrong codes of registrations', () => {
  const numbers = sandboxEdition.guesses;

  it('are counted per phone over all of them, and a right one costs nothing', async () => {
    const guesses = { ...numbers, otpPerPhone: { limit: 3, window: hours(1) } };
    const harness = openCore({ editions: [{ ...sandboxEdition, guesses }] });
    const first = await begin(harness, 'mai');
    for (let i = 0; i < 2; i += 1) expect(refused(await first.submit(wrongCode(first.code))).code).toBe('otp.wrong');
    due(await first.submit(first.code), 'password');
    harness.clock.pass(seconds(61));
    const second = await begin(harness, 'tin');
    expect(refused(await second.submit(wrongCode(second.code))).code).toBe('otp.wrong');
    expect(await second.submit(second.code)).toEqual({
      kind: 'unavailable',
      code: 'otp.tooManyGuesses',
      retryAfterMs: 3_539_000,
    });
    harness.clock.pass(hours(1));
    expect(refused(await second.submit(second.code)).code).toBe('otp.expired');
  });

  it('are counted per network', async () => {
    const guesses = { ...numbers, perNetwork: { limit: 2, window: hours(1) } };
    const harness = openCore({ editions: [{ ...sandboxEdition, guesses }] });
    const first = await begin(harness, 'an');
    const second = await begin(harness, 'mai');
    for (const { submit, code } of [first, second]) await submit(wrongCode(code));
    expect(unavailable(await first.submit(first.code)).code).toBe('otp.tooManyGuesses');
    const elsewhere = { ...caller, address: '198.51.100.1' };
    due(
      await harness.core.registrations.submit(first.registrationId, { kind: 'otp', code: first.code }, elsewhere),
      'password',
    );
  });

  it('do not count a code that was not looked at', async () => {
    const guesses = { ...numbers, otpPerPhone: { limit: 1, window: hours(1) } };
    const harness = openCore({ editions: [{ ...sandboxEdition, guesses }] });
    const { submit, resend, person } = await begin(harness);
    harness.clock.pass(minutes(4));
    for (let i = 0; i < 5; i += 1) expect(refused(await submit('123456')).code).toBe('otp.expired');
    accepted(await resend());
    due(await submit(codeOn(harness, person.phones[0])), 'password');
  });

  it('lock nobody out who logs in with the same phone', async () => {
    const guesses = { ...numbers, otpPerPhone: { limit: 3, window: hours(1) } };
    const harness = openCore({ editions: [{ ...sandboxEdition, guesses }] });
    const { mai } = harness.sandbox.cast;
    await register(harness, mai);
    harness.clock.pass(seconds(61));
    const stranger = await begin(harness, 'tin');
    for (let i = 0; i < 4; i += 1) await stranger.submit(wrongCode(stranger.code));
    expect((await logIn(harness, mai)).session.level).toBe('IAL2');
  });
});
