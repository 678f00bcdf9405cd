import { minutes, seconds } from '../../../src/domain/kernel/instant.js';
import type { Phone } from '../../../src/domain/values/phone.js';
import { thief, thiefsFresh, tryPassword, tryRecovery } from '../../support/attackers.js';
import { accepted, caller, codeOn, openCore, refused, register, wrongCode } from '../../support/core-harness.js';
import { loggedIn } from '../../support/owner-stories.js';

const shared = '+84950000015' as Phone;

/** The account of mai, and that of an, who took her phone for his default one: two accounts, one phone. */
async function oneSim() {
  const harness = openCore();
  const { core, clock, sandbox } = harness;
  const { an, mai } = sandbox.cast;
  const ofMai = (await register(harness, mai)).accountId;
  clock.pass(minutes(2));
  const ofAn = (await register(harness, an)).accountId;
  const { session } = await loggedIn(harness, an);
  const { phoneId } = accepted(await core.phones.startAdding(session, '0950000015', caller)).value;
  accepted(await core.phones.confirmAdding(session, phoneId, codeOn(harness, shared), caller));
  accepted(await core.phones.setDefault(session, phoneId, caller));
  clock.pass(minutes(2));
  return { ...harness, harness, an, mai, ofAn, ofMai };
}

describe('one phone receives the codes of several accounts', () => {
  it('a code to log in to one account never logs in to the other', async () => {
    const { core, harness, clock, an, mai, ofAn, ofMai } = await oneSim();
    const hers = accepted(await tryPassword(harness, mai)).value;
    const herCode = codeOn(harness, shared);
    clock.pass(seconds(61));
    const his = accepted(await tryPassword(harness, an)).value;
    const hisCode = codeOn(harness, shared);
    expect(his.sentTo).toBe(hers.sentTo);
    expect(herCode).not.toBe(hisCode);
    expect(refused(await core.logins.confirm(his.loginToken, herCode, thief)).code).toBe('otp.wrong');
    expect(refused(await core.logins.confirm(hers.loginToken, hisCode, thief)).code).toBe('otp.wrong');
    expect(accepted(await core.logins.confirm(his.loginToken, hisCode, caller)).value.session.accountId).toBe(ofAn);
    expect(accepted(await core.logins.confirm(hers.loginToken, herCode, caller)).value.session.accountId).toBe(ofMai);
  });

  it('a code for one purpose is worth nothing for another', async () => {
    const { core, harness, clock, mai } = await oneSim();
    const { recoveryToken } = await tryRecovery(harness, mai.personalNumber);
    const toRecover = codeOn(harness, shared);
    clock.pass(seconds(61));
    const { loginToken } = accepted(await tryPassword(harness, mai)).value;
    const toLogIn = codeOn(harness, shared);
    expect(refused(await core.logins.confirm(loginToken, toRecover, thief)).code).toBe('otp.wrong');
    expect(refused(await core.passwordRecovery.confirm(recoveryToken, toLogIn, thief)).code).toBe('otp.wrong');
  });

  it('a forgotten password sends nothing to a phone whose subscription is the other person’s', async () => {
    const { core, harness, sandbox, an } = await oneSim();
    sandbox.inbox.clear();
    const { recoveryToken } = await tryRecovery(harness, an.personalNumber);
    expect(sandbox.inbox.list(shared)).toEqual([]);
    const elsewhere = codeOn(harness, an.phones[0]);
    const wrong = wrongCode(elsewhere);
    expect(refused(await core.passwordRecovery.confirm(recoveryToken, wrong, thief)).code).toBe('otp.wrong');
    expect(refused(await core.passwordRecovery.reset(recoveryToken, thiefsFresh, thief)).code).toBe('recovery.expired');
  });

  it('guesses at the codes of one account are counted for the phone as well', async () => {
    const { core, harness, clock, an, mai } = await oneSim();
    let kinds: readonly string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const person = round % 2 === 0 ? an : mai;
      const { loginToken } = accepted(await tryPassword(harness, person)).value;
      const wrong = wrongCode(codeOn(harness, shared));
      for (let guess = 0; guess < 5; guess += 1) {
        const answer = await core.logins.confirm(loginToken, wrong, thief);
        kinds = [...kinds, answer.kind === 'accepted' ? 'in' : answer.code];
      }
      clock.pass(seconds(61));
    }
    expect(kinds.filter((code) => code === 'otp.wrong' || code === 'otp.exhausted')).toHaveLength(15);
    expect(kinds.slice(15)).toEqual(Array.from({ length: 5 }, () => 'login.tooManyAttempts'));
  });
});
