import { minutes, seconds } from '../../../src/domain/kernel/instant.js';
import { thief, thiefsFresh, tryPassword } from '../../support/attackers.js';
import {
  accepted,
  codeOn,
  goodPassword,
  openCore,
  refused,
  register,
  unavailable,
  wrongCode,
} from '../../support/core-harness.js';
import { eventsOf, loggedIn } from '../../support/owner-stories.js';
import type { Phone } from '../../../src/domain/values/phone.js';

async function known() {
  const harness = openCore();
  const victim = harness.sandbox.cast.an;
  const { accountId } = await register(harness, victim);
  harness.clock.pass(minutes(2));
  return { ...harness, harness, victim, accountId };
}

describe('a thief has the victim’s password, not the phone', () => {
  it('is told no more of the phone than its masked ends, and opens nothing without its code', async () => {
    const { core, harness, victim, accountId } = await known();
    const started = accepted(await tryPassword(harness, victim)).value;
    expect(JSON.stringify(started)).not.toContain('0950000001');
    expect(JSON.stringify(started)).not.toContain('950000001');
    expect(started.phones.map(({ masked }) => masked)).toEqual(['095****001']);
    expect(refused(await core.logins.choosePhone(started.loginToken, 'the thief’s', thief)).code).toBe('phone.unknown');
    expect(await eventsOf(harness, accountId)).toEqual(['Registered.v1']);
  });

  it('guesses fifteen codes an hour at most, however many are sent, and locks the codes', async () => {
    const { core, harness, victim, accountId } = await known();
    let compared = 0;
    for (let round = 0; round < 5; round += 1) {
      const started = await tryPassword(harness, victim);
      if (started.kind !== 'accepted') break;
      const wrong = wrongCode(codeOn(harness, victim.phones[0]));
      for (let guess = 0; guess < 6; guess += 1) {
        const answer = await core.logins.confirm(started.value.loginToken, wrong, thief);
        if (answer.kind === 'refused' && answer.code === 'otp.wrong') compared += 1;
      }
      harness.clock.pass(seconds(61));
    }
    expect(compared).toBeLessThanOrEqual(15);
    await core.locks.settled();
    expect(await eventsOf(harness, accountId)).toContain('LoginLocked.v1');
  });

  it('does not make a phone of the thief the victim’s OTP phone', async () => {
    const { core, harness, victim, accountId } = await known();
    const { loginToken } = accepted(await tryPassword(harness, victim)).value;
    accepted(await core.lostPhone.start(loginToken, '0950000015', thief));
    const code = codeOn(harness, '+84950000015' as Phone);
    expect(refused(await core.lostPhone.confirm(loginToken, code, thief)).code).toBe('phone.subscriberMismatch');
    expect(await eventsOf(harness, accountId)).toEqual(['Registered.v1']);
  });

  it('floods the victim with no more than five codes an hour', async () => {
    const { harness, sandbox, victim } = await known();
    sandbox.inbox.clear();
    let last = await tryPassword(harness, victim);
    for (let again = 0; again < 8; again += 1) {
      harness.clock.pass(seconds(61));
      last = await tryPassword(harness, victim);
    }
    expect(unavailable(last).code).toBe('otp.tooManySends');
    expect(sandbox.inbox.list(victim.phones[0]).length).toBeLessThanOrEqual(5);
  });

  it('is shut out when the owner changes the password', async () => {
    const { core, harness, victim } = await known();
    const { session } = await loggedIn(harness, victim);
    harness.clock.pass(minutes(2));
    const { loginToken } = accepted(await tryPassword(harness, victim)).value;
    const code = codeOn(harness, victim.phones[0]);
    accepted(await core.passwords.change(session, { current: goodPassword, ...thiefsFresh }, thief));
    expect(refused(await core.logins.confirm(loginToken, code, thief)).code).toBe('login.stale');
    expect(refused(await tryPassword(harness, victim)).code).toBe('login.invalidCredentials');
  });
});
