import { signFor } from '../../../src/adapters/sandbox/index.js';
import { hours, minutes, seconds } from '../../../src/domain/kernel/instant.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import type { RecoveryView } from '../../../src/application/account/passwords-api.js';
import {
  accepted,
  caller,
  codeOn,
  type CoreHarness,
  goodPassword,
  logIn,
  openCore,
  redirectUri,
  refused,
  register,
  solvedCaptcha,
  unavailable,
  wrongCode,
} from '../../support/core-harness.js';
import { registerByToken } from '../../support/proofs.js';
import { caughtUp, eventsOf, loggedIn } from '../../support/owner-stories.js';
import { counter, staff } from '../../support/staff-stories.js';

const next = 'Mua-thu 2027 tren doi!';
const fresh = { password: next, confirmation: next };

async function forgetful(handle: 'an' | 'thao' | 'lam' = 'an', editions = [sandboxEdition]) {
  const harness = openCore({ editions });
  const person = harness.sandbox.cast[handle];
  const { accountId } = await register(harness, person);
  harness.clock.pass(minutes(2));
  harness.sandbox.inbox.clear();
  return { ...harness, harness, person, accountId };
}

async function ask({ core }: CoreHarness, personId: string): Promise<RecoveryView> {
  const view = accepted(await core.passwordRecovery.start({ personId, captcha: solvedCaptcha }, caller)).value;
  await core.passwordRecovery.idle();
  return view;
}

describe('a forgotten password', () => {
  it('[PASSWORD-RECOVER-CODE] is replaced by a code to the owner’s phone; every session ends', async () => {
    const { core, harness, person, accountId, clock } = await forgetful();
    const open = await logIn(harness, person);
    clock.pass(minutes(2));
    const { recoveryToken } = await ask(harness, person.personalNumber);
    const code = codeOn(harness, person.phones[0]);
    expect(refused(await core.passwordRecovery.reset(recoveryToken, fresh, caller)).code).toBe('recovery.expired');
    expect(refused(await core.passwordRecovery.confirm(recoveryToken, wrongCode(code), caller)).code).toBe('otp.wrong');
    expect(accepted(await core.passwordRecovery.confirm(recoveryToken, code, caller)).value.kind).toBe('proved');
    const reused = { password: goodPassword, confirmation: goodPassword };
    expect(refused(await core.passwordRecovery.reset(recoveryToken, reused, caller)).code).toBe('password.reused');
    expect(accepted(await core.passwordRecovery.reset(recoveryToken, fresh, caller)).value.next).toBe('logIn');
    expect(refused(await core.passwordRecovery.reset(recoveryToken, fresh, caller)).code).toBe('recovery.expired');
    expect(refused(await core.sessions.authenticate(open.token)).code).toBe('session.invalid');
    expect((await eventsOf(harness, accountId)).slice(-2)).toEqual(['PasswordReset.v1', 'SessionsRevoked.v1']);
    expect((await loggedIn(harness, person, next)).session.accountId).toBe(accountId);
  });

  it('[PASSWORD-RECOVER-SAME] answers an unknown number as a known one, and sends nothing', async () => {
    const { core, harness, sandbox, person } = await forgetful();
    const known = await ask(harness, person.personalNumber);
    sandbox.inbox.clear();
    const unknown = await ask(harness, sandbox.cast.mai.personalNumber);
    expect(Object.keys(unknown)).toEqual(Object.keys(known));
    expect({ ...unknown, recoveryToken: '' }).toEqual({ ...known, recoveryToken: '' });
    expect(sandbox.inbox.list()).toEqual([]);
    for (const { recoveryToken } of [known, unknown]) {
      const answers = [];
      for (let guess = 0; guess < 6; guess += 1) {
        const answer = refused(await core.passwordRecovery.confirm(recoveryToken, '000000', caller));
        answers.push([answer.code, answer.facts]);
      }
      expect(answers.at(0)).toEqual(['otp.wrong', { triesLeft: 4 }]);
      expect(answers.at(-1)).toEqual(['otp.exhausted', {}]);
    }
  });

  it('[PASSWORD-RECOVER-CODE] goes to no phone whose subscription is not the owner’s any more', async () => {
    const { harness, sandbox, person } = await forgetful();
    const raw = 'made up';
    sandbox.controls.answerNext('subscriberRegistry', {
      personId: 'noMatch',
      name: 'noMatch',
      birthDate: 'noMatch',
      raw,
    });
    sandbox.controls.answerNext('subscriberRegistry', {
      personId: 'noMatch',
      name: 'noMatch',
      birthDate: 'noMatch',
      raw,
    });
    await ask(harness, person.personalNumber);
    expect(sandbox.inbox.list()).toEqual([]);
  });

  it('a carrier that is silent changes no answer; the owner asks for another code', async () => {
    const { core, harness, sandbox, person, clock } = await forgetful();
    sandbox.controls.down('subscriberRegistry');
    const { recoveryToken } = await ask(harness, person.personalNumber);
    expect(sandbox.inbox.list()).toEqual([]);
    sandbox.controls.up('subscriberRegistry');
    expect(unavailable(await core.passwordRecovery.resend(recoveryToken, caller)).code).toBe('otp.tooManySends');
    clock.pass(seconds(61));
    accepted(await core.passwordRecovery.resend(recoveryToken, caller));
    await core.passwordRecovery.idle();
    const code = codeOn(harness, person.phones[0]);
    accepted(await core.passwordRecovery.confirm(recoveryToken, code, caller));
  });

  it('[HISTORY-WAYS-BACK] tells the owner of wrong codes, and writes nothing where no code went', async () => {
    const { core, harness, person, accountId } = await forgetful();
    const other = await registerByToken(harness, harness.sandbox.cast.thao);
    const { recoveryToken } = await ask(harness, person.personalNumber);
    for (let n = 0; n < 2; n += 1)
      await core.passwordRecovery.confirm(recoveryToken, wrongCode(codeOn(harness, person.phones[0])), caller);
    const codeless = await ask(harness, harness.sandbox.cast.thao.personalNumber);
    await core.passwordRecovery.confirm(codeless.recoveryToken, '000000', caller);
    await core.stop();
    expect(await eventsOf(harness, other)).toHaveLength(1);
    expect((await harness.ports.eventStore.readStream(`attempts-${other}`)).version).toBe(0);
    const beside = accepted(await core.audit.refused(accountId)).value;
    expect(beside.map(({ during, factor, code }) => [during, factor, code])).toEqual(
      beside.map(() => ['recovery', 'otp', 'otp.wrong']),
    );
    expect(beside.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    await core.start();
    await caughtUp(harness);
    const { items } = accepted(await core.profiles.loginHistory(accountId)).value;
    expect(items[0]).toMatchObject({
      outcome: 'refused',
      during: 'recovery',
      code: 'otp.wrong',
      origin: { agent: 'test' },
    });
    await core.stop();
  });

  it('[LOCK-ONE-FACTOR] a stranger’s guesses at its codes spend nothing of the owner’s login', async () => {
    const { core, harness, person, accountId, clock } = await forgetful();
    for (let round = 0; round < 3; round += 1) {
      const { recoveryToken } = await ask(harness, person.personalNumber);
      for (let guess = 0; guess < 5; guess += 1)
        await core.passwordRecovery.confirm(recoveryToken, wrongCode(codeOn(harness, person.phones[0])), caller);
    }
    clock.pass(minutes(2));
    expect((await logIn(harness, person)).session.accountId).toBe(accountId);
  });

  it('[LOGIN-COUNT-FIRST] has a budget of guesses of its own, over all its codes, that an officer gives back', async () => {
    const guesses = { ...sandboxEdition.guesses, otpPerAccount: { limit: 3, window: hours(1) } };
    const { core, harness, person, accountId, clock } = await forgetful('an', [{ ...sandboxEdition, guesses }]);
    const { recoveryToken } = await ask(harness, person.personalNumber);
    const code = codeOn(harness, person.phones[0]);
    const confirm = (text: string) => core.passwordRecovery.confirm(recoveryToken, text, caller);
    for (let guess = 0; guess < 3; guess += 1) expect(refused(await confirm(wrongCode(code))).code).toBe('otp.wrong');
    expect(unavailable(await confirm(code)).code).toBe('otp.tooManyGuesses');
    clock.pass(minutes(2));
    expect((await logIn(harness, person)).session.accountId).toBe(accountId);
    accepted(await core.staff.accounts.unlock(staff('counterOfficer'), accountId, counter));
    const again = await ask(harness, person.personalNumber);
    const fresh = codeOn(harness, person.phones[0]);
    accepted(await core.passwordRecovery.confirm(again.recoveryToken, fresh, caller));
  });

  it('is asked for three times an hour, behind a captcha', async () => {
    const { core, harness, person } = await forgetful();
    const personId = person.personalNumber;
    expect(refused(await core.passwordRecovery.start({ personId }, caller)).code).toBe('captcha.wrong');
    for (let time = 0; time < 3; time += 1) await ask(harness, personId);
    const over = unavailable(await core.passwordRecovery.start({ personId, captcha: solvedCaptcha }, caller));
    expect(over.code).toBe('recovery.tooMany');
  });
});

describe('the password of an account that has a certificate or VNeID', () => {
  async function withToken() {
    const story = await forgetful('thao');
    const { core, harness, person } = story;
    const { session } = await loggedIn(harness, person);
    const { additionId, due } = accepted(await core.ownMethods.start(session, { method: 'usbToken' }, caller)).value;
    const signature = signFor(person, due.by === 'usbToken' ? due.challenge : '');
    accepted(await core.ownMethods.submit(session, additionId, { kind: 'signature', signature }, caller));
    harness.clock.pass(minutes(2));
    harness.sandbox.inbox.clear();
    return story;
  }

  it('[PASSWORD-RECOVER-CODE] is not recovered by a code at level 3', async () => {
    const { harness, sandbox, person } = await withToken();
    await ask(harness, person.personalNumber);
    expect(sandbox.inbox.list()).toEqual([]);
  });

  it('[PASSWORD-RECOVER-PROOF] is recovered by the certificate', async () => {
    const { core, harness, person, accountId } = await withToken();
    const { recoveryToken, due } = accepted(
      await core.passwordRecovery.startProof({ method: 'usbToken' }, caller),
    ).value;
    const signature = signFor(person, due.by === 'usbToken' ? due.challenge : '');
    const proved = await core.passwordRecovery.submitProof(recoveryToken, { kind: 'signature', signature }, caller);
    expect(accepted(proved).value.kind).toBe('proved');
    accepted(await core.passwordRecovery.reset(recoveryToken, fresh, caller));
    expect((await loggedIn(harness, person, next)).session.accountId).toBe(accountId);
  });

  it('[PASSWORD-RECOVER-PROOF] is not recovered by one that is not bound to it', async () => {
    const { core, person } = await forgetful('thao');
    const { recoveryToken, due } = accepted(
      await core.passwordRecovery.startProof({ method: 'usbToken' }, caller),
    ).value;
    const signature = signFor(person, due.by === 'usbToken' ? due.challenge : '');
    const answer = await core.passwordRecovery.submitProof(recoveryToken, { kind: 'signature', signature }, caller);
    expect(refused(answer).code).toBe('method.certificateNotBound');
  });

  it('[PASSWORD-RECOVER-PROOF] nor by a VNeID that the account does not have', async () => {
    const { core, sandbox } = await forgetful('lam');
    const { recoveryToken, due } = accepted(
      await core.passwordRecovery.startProof({ method: 'vneid', redirectUri }, caller),
    ).value;
    const login = sandbox.eidProvider.logIn('lam', due.by === 'vneid' ? due.authorizeUrl : '');
    if (login.kind !== 'redirect') throw new Error('VNeID refused');
    const { code, state } = login;
    const answer = await core.passwordRecovery.submitProof(
      recoveryToken,
      { kind: 'authorizationCode', code, state },
      caller,
    );
    expect(refused(answer).code).toBe('method.unknown');
  });
});
