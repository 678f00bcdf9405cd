import { minutes, seconds } from '../../../src/domain/kernel/instant.js';
import type { Phone } from '../../../src/domain/values/phone.js';
import {
  accepted,
  addPhone,
  allEvents,
  caller,
  changeAccount,
  codeOn,
  openCore,
  refused,
  register,
  startLogin,
  unavailable,
  wrongCode,
} from '../../support/core-harness.js';

const secondPhone = '+84950000011' as Phone;

async function ready() {
  const harness = openCore();
  const { an } = harness.sandbox.cast;
  const { accountId } = await register(harness, an);
  harness.clock.pass(seconds(61));
  return { harness, an, accountId, logins: harness.core.logins, code: () => codeOn(harness, an.phones[0]) };
}

const expired = { kind: 'refused', code: 'login.expired', facts: {}, remedies: ['logInAgain'] };

describe('the code of a login', () => {
  it('[OTP-COUNT-FIRST] has five tries, spanning resends; then the password is asked again', async () => {
    const { harness, an, logins, code } = await ready();
    const { loginToken } = await startLogin(harness, an);
    const confirm = (text: string) => logins.confirm(loginToken, text, caller);
    for (let i = 0; i < 3; i += 1) expect(refused(await confirm(wrongCode(code()))).code).toBe('otp.wrong');
    harness.clock.pass(seconds(61));
    accepted(await logins.resend(loginToken, caller));
    expect(refused(await confirm(wrongCode(code()))).facts).toEqual({ triesLeft: 1 });
    const exhausted = { kind: 'refused', code: 'otp.exhausted', facts: {}, remedies: ['logInAgain'] };
    expect(await confirm(wrongCode(code()))).toEqual(exhausted);
    expect(await confirm(code())).toEqual(exhausted);
    harness.clock.pass(seconds(61));
    expect(await logins.resend(loginToken, caller)).toEqual(exhausted);
    const again = await startLogin(harness, an);
    accepted(await logins.confirm(again.loginToken, code(), caller));
  });

  it('[OTP-BOUND] runs out after three minutes; another one may be asked for', async () => {
    const { harness, an, logins, code } = await ready();
    const { loginToken } = await startLogin(harness, an);
    harness.clock.pass(minutes(3));
    expect(refused(await logins.confirm(loginToken, code(), caller)).code).toBe('otp.expired');
    const resent = accepted(await logins.resend(loginToken, caller)).value;
    expect(resent).toMatchObject({ loginToken, expiresAt: harness.clock.now() + 180_000 });
    accepted(await logins.confirm(loginToken, code(), caller));
  });

  it('is good once, and so is what waits for it', async () => {
    const { harness, an, logins, code } = await ready();
    const { loginToken } = await startLogin(harness, an);
    const answers = await Promise.all(Array.from({ length: 5 }, () => logins.confirm(loginToken, code(), caller)));
    expect(answers.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    expect(await allEvents(harness, 'LoggedIn')).toHaveLength(1);
    expect(await logins.confirm(loginToken, code(), caller)).toEqual(expired);
    expect(await logins.resend(loginToken, caller)).toEqual(expired);
  });

  it('of another login is not good', async () => {
    const { harness, an, logins, code } = await ready();
    const first = await startLogin(harness, an);
    const firstCode = code();
    harness.clock.pass(seconds(61));
    const second = await startLogin(harness, an);
    if (code() !== firstCode)
      expect(refused(await logins.confirm(second.loginToken, firstCode, caller)).code).toBe('otp.wrong');
    accepted(await logins.confirm(first.loginToken, firstCode, caller));
    accepted(await logins.confirm(second.loginToken, code(), caller));
  });

  it('is waited for fifteen minutes, whatever is asked for meanwhile', async () => {
    const { harness, an, logins } = await ready();
    const { loginToken } = await startLogin(harness, an);
    harness.clock.pass(minutes(14));
    accepted(await logins.resend(loginToken, caller));
    harness.clock.pass(minutes(1));
    expect(await logins.resend(loginToken, caller)).toEqual(expired);
  });

  it('is not sent again within a minute, nor more than five times an hour', async () => {
    const { harness, an, logins } = await ready();
    const { loginToken } = await startLogin(harness, an);
    expect(await logins.resend(loginToken, caller)).toEqual({
      kind: 'unavailable',
      code: 'otp.tooManySends',
      retryAfterMs: 60_000,
    });
    for (let i = 0; i < 4; i += 1) {
      harness.clock.pass(seconds(61));
      accepted(await logins.resend(loginToken, caller));
    }
    harness.clock.pass(seconds(61));
    expect(unavailable(await logins.resend(loginToken, caller)).code).toBe('otp.tooManySends');
  });

  it('that the gateway does not take leaves the login where it was', async () => {
    const { harness, an, logins, code } = await ready();
    harness.sandbox.controls.down('smsSender', { calls: 1 });
    const failed = await logins.start(
      { personId: an.personalNumber, password: 'Trong-veo 2026!', captcha: 'a human' },
      caller,
    );
    expect(unavailable(failed).code).toBe('unavailable.smsSender');
    const { loginToken } = await startLogin(harness, an);
    accepted(await logins.confirm(loginToken, code(), caller));
  });
});

describe('[LOGIN-OTHER-PHONE] "Chọn phương thức xác thực khác"', () => {
  it('sends the code to another phone of the account; the default stays the default', async () => {
    const { harness, an, accountId, logins, code } = await ready();
    await addPhone(harness, accountId, 'second', secondPhone);
    const started = await startLogin(harness, an);
    expect(started.phones).toEqual([
      { phoneId: started.phoneId, masked: '095****001', isDefault: true },
      { phoneId: 'second', masked: '095****011', isDefault: false },
    ]);
    const firstCode = code();
    const chosen = accepted(await logins.choosePhone(started.loginToken, 'second', caller)).value;
    expect(chosen).toMatchObject({ loginToken: started.loginToken, phoneId: 'second', sentTo: '095****011' });
    const second = codeOn(harness, secondPhone);
    if (second !== firstCode)
      expect(refused(await logins.confirm(started.loginToken, firstCode, caller)).code).toBe('otp.wrong');
    accepted(await logins.confirm(started.loginToken, second, caller));
    expect((await allEvents(harness, 'LoggedIn'))[0]?.data.phoneId).toBe('second');
    harness.clock.pass(seconds(61));
    expect((await startLogin(harness, an)).phoneId).toBe(started.phoneId);
  });

  it('of somebody else’s is refused, and the login goes on', async () => {
    const { harness, an, logins, code } = await ready();
    const { loginToken } = await startLogin(harness, an);
    expect(await logins.choosePhone(loginToken, 'not-mine', caller)).toEqual({
      kind: 'refused',
      code: 'phone.unknown',
      facts: {},
      remedies: ['retry'],
    });
    accepted(await logins.confirm(loginToken, code(), caller));
  });

  it('that cannot be reached now changes nothing', async () => {
    const { harness, an, accountId, logins, code } = await ready();
    await addPhone(harness, accountId, 'second', secondPhone);
    const { loginToken } = await startLogin(harness, an);
    harness.sandbox.controls.down('smsSender', { calls: 1 });
    expect(unavailable(await logins.choosePhone(loginToken, 'second', caller)).code).toBe('unavailable.smsSender');
    accepted(await logins.confirm(loginToken, code(), caller));
  });

  it('is unknown once its number cannot be read any more', async () => {
    const { harness, an } = await ready();
    let isErased = false;
    const late = harness.restarted({
      ports: ({ personalData }) => ({
        personalData: {
          ...personalData,
          open: async (personal) => (isErased ? { kind: 'erased' } : personalData.open(personal)),
        },
      }),
    });
    const { loginToken } = await startLogin(late, an);
    const code = codeOn(harness, an.phones[0]);
    isErased = true;
    const answer = { kind: 'refused', code: 'phone.unknown', facts: {} };
    expect(await late.core.logins.confirm(loginToken, code, caller)).toEqual({ ...answer, remedies: ['logInAgain'] });
    expect(await late.core.logins.resend(loginToken, caller)).toEqual({ ...answer, remedies: ['retry'] });
    expect(await allEvents(harness, 'LoggedIn')).toEqual([]);
    // Nothing was compared, and nothing spent.
    isErased = false;
    accepted(await late.core.logins.confirm(loginToken, code, caller));
  });

  it('[LOGIN-STALE] that was removed between the code and its answer ends the login', async () => {
    const { harness, an, accountId, logins } = await ready();
    await addPhone(harness, accountId, 'second', secondPhone);
    const { loginToken } = await startLogin(harness, an);
    accepted(await logins.choosePhone(loginToken, 'second', caller));
    await changeAccount(harness, accountId, { type: 'RemoveOtpPhone', phoneId: 'second', at: harness.clock.now() });
    expect(await logins.confirm(loginToken, codeOn(harness, secondPhone), caller)).toEqual({
      kind: 'refused',
      code: 'login.stale',
      facts: {},
      remedies: ['logInAgain'],
    });
    expect(await allEvents(harness, 'LoggedIn')).toEqual([]);
  });
});
