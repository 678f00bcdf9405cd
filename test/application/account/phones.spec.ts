import { minutes, seconds } from '../../../src/domain/kernel/instant.js';
import type { Phone } from '../../../src/domain/values/phone.js';
import {
  accepted,
  caller,
  codeOn,
  openCore,
  refused,
  register,
  unavailable,
  wrongCode,
} from '../../support/core-harness.js';
import { afterPassword, eventsOf, loggedIn } from '../../support/owner-stories.js';

const second = '0950000015';
const secondNumber = '+84950000015' as Phone;

async function owner() {
  const harness = openCore();
  const { accountId } = await register(harness, harness.sandbox.cast.an);
  const { session } = await loggedIn(harness, harness.sandbox.cast.an);
  return { ...harness, harness, accountId, session };
}

async function withTwoPhones() {
  const story = await owner();
  const { core, harness, session } = story;
  const { phoneId } = accepted(await core.phones.startAdding(session, second, caller)).value;
  accepted(await core.phones.confirmAdding(session, phoneId, codeOn(harness, secondNumber), caller));
  return { ...story, phoneId };
}

describe('the phones of an account', () => {
  it('[PHONE-ADD-OTP] are added by a code, also one that another account uses', async () => {
    const { core, harness, session, sandbox, accountId, phoneId } = await withTwoPhones();
    expect(accepted(await core.phones.list(session, caller)).value).toEqual([
      expect.objectContaining({ masked: '095****001', isDefault: true }),
      { phoneId, masked: '095****015', isDefault: false },
    ]);
    expect(sandbox.controls.calls('subscriberRegistry')).toHaveLength(1); // only the registration asked the carriers
    expect(await eventsOf(harness, accountId)).toContain('OtpPhoneAdded.v1');
    expect(refused(await core.phones.startAdding(session, second, caller)).code).toBe('phone.alreadyAdded');
  });

  it('are not added by a wrong code, nor in another account’s session', async () => {
    const { core, harness, session } = await owner();
    const { mai } = harness.sandbox.cast;
    const { phoneId, sentTo } = accepted(await core.phones.startAdding(session, second, caller)).value;
    expect(sentTo).toBe('095****015');
    const code = codeOn(harness, secondNumber);
    expect(refused(await core.phones.confirmAdding(session, phoneId, wrongCode(code), caller)).code).toBe('otp.wrong');
    expect(unavailable(await core.phones.resend(session, phoneId, caller)).code).toBe('otp.tooManySends');
    harness.clock.pass(seconds(61));
    await register(harness, mai);
    const other = await loggedIn(harness, mai);
    expect(refused(await core.phones.confirmAdding(other.session, phoneId, code, caller)).code).toBe('otp.expired');
    expect(refused(await core.phones.startAdding(session, 'nothing', caller)).code).toBe('identifier.phone.format');
  });

  it('may become the default, and are removed unless they are', async () => {
    const { core, harness, session, sandbox, phoneId } = await withTwoPhones();
    const [first] = accepted(await core.phones.list(session, caller)).value;
    const firstId = first?.phoneId ?? '';
    expect(refused(await core.phones.remove(session, firstId, caller)).code).toBe('phone.isDefault');
    expect(refused(await core.phones.setDefault(session, 'no such phone', caller)).code).toBe('phone.unknown');
    accepted(await core.phones.setDefault(session, phoneId, caller));
    const left = accepted(await core.phones.remove(session, firstId, caller)).value.phones;
    expect(left).toEqual([{ phoneId, masked: '095****015', isDefault: true }]);
    expect((await afterPassword(harness, sandbox.cast.an)).sentTo).toBe('095****015');
  });

  it('[METHOD-FRESH] are not changed in a session that is some time old', async () => {
    const { core, session, clock } = await owner();
    clock.pass(minutes(6));
    const answer = refused(await core.phones.startAdding(session, second, caller));
    expect(answer).toMatchObject({ code: 'session.tooOld', remedies: ['logInAgain'] });
    expect(accepted(await core.phones.list(session, caller)).value).toHaveLength(1);
  });

  it('void the logins that wait, when one of them goes', async () => {
    const { core, harness, session, sandbox, phoneId } = await withTwoPhones();
    const waiting = await afterPassword(harness, sandbox.cast.an);
    const code = codeOn(harness, sandbox.cast.an.phones[0]);
    accepted(await core.phones.remove(session, phoneId, caller));
    expect(refused(await core.logins.confirm(waiting.loginToken, code, caller)).code).toBe('login.stale');
  });
});
