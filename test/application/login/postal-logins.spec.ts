import { hours, minutes } from '../../../src/domain/kernel/instant.js';
import { clear } from '../../../src/domain/kernel/personal.js';
import type { SandboxPerson } from '../../../src/adapters/sandbox/index.js';
import { edition202507 } from '../../../src/domain/policy/editions/edition-2025-07.js';
import { accountsOf, byTest } from '../../support/core-accounts.js';
import {
  accepted,
  caller,
  codeOn,
  type CoreHarness,
  eventsOf,
  formOf,
  linkTokenIn,
  logIn,
  openCore,
  refused,
  register,
  unavailable,
  wrongCode,
} from '../../support/core-harness.js';

const start = ({ core }: CoreHarness, personId: string) => core.postalLogins.start({ personId }, caller);
const messages = async (harness: CoreHarness) => {
  await harness.core.postalLogins.idle();
  return harness.sandbox.inbox.list().length;
};

/** Registers through Vietnam Post, activated by SMS or by mail, as the customer's record has it. */
async function registerByPost(harness: CoreHarness, person: SandboxPerson): Promise<string> {
  const { registrations } = harness.core;
  const bySms = person.postal?.phone !== undefined;
  const form = formOf(person, {
    method: 'vnpost',
    activation: bySms ? 'sms' : 'email',
    ...(!bySms && { email: person.email as string }),
  });
  const { phone: _phone, ...withoutPhone } = form;
  const started = accepted(await registrations.start(bySms ? form : withoutPhone, caller)).value;
  const activated = bySms
    ? await registrations.submit(
        started.registrationId,
        { kind: 'otp', code: codeOn(harness, person.phones[0]) },
        caller,
      )
    : await registrations.submit(
        started.registrationId,
        { kind: 'emailLink', token: linkTokenIn(harness, person.email as string) },
        caller,
      );
  const accountId = accepted(activated).value.account?.accountId;
  if (accountId === undefined) throw new Error('not registered');
  harness.clock.pass(minutes(2));
  return accountId;
}

describe('logging in through Vietnam Post', () => {
  it('[LOGIN-POST-CONTACT] [LOGIN-POST-ONE-FACTOR] by a code to the phone that activated the account', async () => {
    const harness = openCore();
    const { chi } = harness.sandbox.cast;
    const accountId = await registerByPost(harness, chi);
    const { loginToken } = accepted(await start(harness, chi.personalNumber)).value;
    await harness.core.postalLogins.idle();
    const code = codeOn(harness, chi.phones[0]);
    const { session } = accepted(await harness.core.postalLogins.confirm(loginToken, code, caller)).value;
    expect(session).toMatchObject({ accountId, method: 'vnpost', level: 'IAL2', authentication: 'auth1' });
    expect(refused(await harness.core.postalLogins.confirm(loginToken, code, caller)).code).toBe('login.expired');
  });

  it('[LOGIN-POST-CONTACT] by a link to the address that activated it, which logs in whoever follows it, once', async () => {
    const harness = openCore();
    const { dung } = harness.sandbox.cast;
    const accountId = await registerByPost(harness, dung);
    const before = await messages(harness);
    accepted(await start(harness, dung.personalNumber));
    expect(await messages(harness)).toBe(before + 1);
    const token = linkTokenIn(harness, dung.email as string);
    const { session } = accepted(await harness.core.postalLogins.follow(token, caller)).value;
    expect(session).toMatchObject({ accountId, method: 'vnpost', authentication: 'auth1' });
    expect(refused(await harness.core.postalLogins.follow(token, caller)).code).toBe('login.expired');
  });

  it('[LOGIN-POST-CONTACT] still by what Vietnam Post holds after a phone was added, or made the default one', async () => {
    const harness = openCore();
    const { chi, dung } = harness.sandbox.cast;
    for (const person of [chi, dung]) {
      const accountId = await registerByPost(harness, person);
      const at = harness.clock.now();
      const personal = clear({ phone: '+84950000099' });
      await accountsOf(harness).transact(accountId, { type: 'AddOtpPhone', phoneId: 'new', at, personal }, byTest);
      await accountsOf(harness).transact(accountId, { type: 'SetDefaultOtpPhone', phoneId: 'new' }, byTest);
    }
    const { loginToken } = accepted(await start(harness, chi.personalNumber)).value;
    accepted(await start(harness, dung.personalNumber));
    await harness.core.postalLogins.idle();
    const code = codeOn(harness, chi.phones[0]);
    expect(accepted(await harness.core.postalLogins.confirm(loginToken, code, caller)).value.session.method).toBe(
      'vnpost',
    );
    const token = linkTokenIn(harness, dung.email as string);
    expect(accepted(await harness.core.postalLogins.follow(token, caller)).value.session.method).toBe('vnpost');
    expect(harness.sandbox.inbox.latestCode('+84950000099')).toBeUndefined();
  });

  it('[LOGIN-POST-SILENT] answers known and unknown numbers alike, and sends nobody else a code', async () => {
    const harness = openCore();
    const { chi, an, oanh } = harness.sandbox.cast;
    await registerByPost(harness, chi);
    await register(harness, an);
    harness.clock.pass(minutes(2));
    const sent = await messages(harness);
    const shapes: unknown[] = [];
    for (const { personalNumber } of [an, oanh]) {
      const started = accepted(await start(harness, personalNumber)).value;
      const codes: unknown[] = [];
      for (let i = 0; i < 6; i += 1) {
        const answer = await harness.core.postalLogins.confirm(started.loginToken, '000000', caller);
        codes.push(answer.kind === 'refused' ? [answer.code, answer.facts] : answer.kind);
      }
      shapes.push([Object.keys(started), started.expiresAt, started.resendAt, codes]);
    }
    expect(shapes[0]).toEqual(shapes[1]);
    expect(await messages(harness)).toBe(sent);
    const known = accepted(await start(harness, chi.personalNumber)).value;
    await harness.core.postalLogins.idle();
    const wrong = wrongCode(codeOn(harness, chi.phones[0]));
    const answer = refused(await harness.core.postalLogins.confirm(known.loginToken, wrong, caller));
    expect([answer.code, answer.facts]).toEqual(['otp.wrong', { triesLeft: 4 }]);
  });

  it('[LOCK-ONE-FACTOR] guesses here spend nothing of a login by password', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    harness.clock.pass(minutes(2));
    for (let round = 0; round < 4; round += 1) {
      const { loginToken } = accepted(await start(harness, an.personalNumber)).value;
      for (let i = 0; i < 5; i += 1) await harness.core.postalLogins.confirm(loginToken, '000000', caller);
    }
    expect((await logIn(harness, an)).session.accountId).toBe(accountId);
  });

  it('[LOCK-ON-GUESSES] guesses at its own codes lock it', async () => {
    const harness = openCore();
    const { chi } = harness.sandbox.cast;
    const accountId = await registerByPost(harness, chi);
    for (let round = 0; round < 3; round += 1) {
      const { loginToken } = accepted(await start(harness, chi.personalNumber)).value;
      await harness.core.postalLogins.idle();
      const wrong = wrongCode(codeOn(harness, chi.phones[0]));
      for (let i = 0; i < 5; i += 1) await harness.core.postalLogins.confirm(loginToken, wrong, caller);
      harness.clock.pass(minutes(2));
    }
    await harness.core.locks.settled();
    const replay = accepted(await harness.core.audit.replay(accountId)).value;
    expect(replay.events.at(-1)).toMatchObject({ type: 'LoginLocked.v1', data: { factor: 'otp' } });
    const sent = await messages(harness);
    const { loginToken } = accepted(await start(harness, chi.personalNumber)).value;
    expect(await messages(harness)).toBe(sent);
    const over = await harness.core.postalLogins.confirm(loginToken, '000000', caller);
    expect(unavailable(over).code).toBe('login.tooManyAttempts');
  });

  it('tells the owner of a lock that came between the code and its answer', async () => {
    const harness = openCore();
    const { chi } = harness.sandbox.cast;
    const accountId = await registerByPost(harness, chi);
    const { loginToken } = accepted(await start(harness, chi.personalNumber)).value;
    await harness.core.postalLogins.idle();
    const at = harness.clock.now();
    await accountsOf(harness).transact(accountId, { type: 'LockLogin', factor: 'otp', at }, byTest);
    const answer = await harness.core.postalLogins.confirm(loginToken, codeOn(harness, chi.phones[0]), caller);
    expect(refused(answer)).toMatchObject({ code: 'login.locked', remedies: ['counter'] });
  });

  it('[LOGIN-HISTORY-PROOFS] tells its owner of wrong codes, and of a right one that a lock stood against', async () => {
    const harness = openCore();
    const { chi, an } = harness.sandbox.cast;
    const accountId = await registerByPost(harness, chi);
    const { loginToken } = accepted(await start(harness, chi.personalNumber)).value;
    await harness.core.postalLogins.idle();
    const code = codeOn(harness, chi.phones[0]);
    await harness.core.postalLogins.confirm(loginToken, wrongCode(code), caller);
    const at = harness.clock.now();
    await accountsOf(harness).transact(accountId, { type: 'LockLogin', factor: 'otp', at }, byTest);
    await harness.core.postalLogins.confirm(loginToken, code, caller);
    // An account that Vietnam Post does not open has nothing to tell.
    const other = (await register(harness, an)).accountId;
    const stranger = accepted(await start(harness, an.personalNumber)).value;
    await harness.core.postalLogins.confirm(stranger.loginToken, '000000', caller);
    await harness.core.stop();
    expect(await eventsOf(harness, `attempts-${accountId}`)).toMatchObject([
      { type: 'LoginRefused', data: { method: 'vnpost', factor: 'otp', code: 'otp.wrong' } },
      { type: 'LoginRefused', data: { method: 'vnpost', factor: 'proof', code: 'login.locked' } },
    ]);
    expect(await eventsOf(harness, `attempts-${other}`)).toEqual([]);
  });

  it('sends again after a while, so often, to whomever', async () => {
    const harness = openCore();
    const { loginToken } = accepted(await start(harness, '001090990001')).value;
    const { postalLogins } = harness.core;
    expect(unavailable(await postalLogins.resend(loginToken, caller)).code).toBe('otp.tooManySends');
    harness.clock.pass(minutes(1));
    accepted(await postalLogins.resend(loginToken, caller));
    for (let i = 0; i < 3; i += 1) accepted(await start(harness, '001090990001'));
    expect(unavailable(await start(harness, '001090990001')).code).toBe('otp.tooManySends');
    harness.clock.pass(hours(1));
    expect(refused(await postalLogins.resend(loginToken, caller)).code).toBe('login.expired');
    expect(refused(await postalLogins.confirm(loginToken, '000000', caller)).code).toBe('login.expired');
  });

  it('[LOGIN-POST-CONTACT] sends nothing once Vietnam Post holds another phone, nobody, or is silent', async () => {
    const harness = openCore();
    const { chi } = harness.sandbox.cast;
    await registerByPost(harness, chi);
    const before = await messages(harness);
    const { name, birthDate, personalNumber } = chi;
    const found = {
      kind: 'found',
      person: { personalNumber, name, birthDate },
      civilServant: false,
      raw: '{}',
    } as const;
    const { controls } = harness.sandbox;
    controls.answerNext('postalAccounts', { ...found, phone: '0950000099' }, { kind: 'notFound', raw: '{}' }, found);
    for (let i = 0; i < 3; i += 1) {
      accepted(await start(harness, personalNumber));
      await harness.core.postalLogins.idle();
    }
    controls.down('postalAccounts', { calls: 1 });
    accepted(await start(harness, personalNumber));
    expect(await messages(harness)).toBe(before);
  });

  it('is refused where the policy does not open it, and for what is no number', async () => {
    const closed = openCore({ editions: [edition202507] });
    expect(refused(await start(closed, '001090990001')).code).toBe('policy.methodNotOpen');
    expect(refused(await start(openCore(), 'x')).code).toBe('identifier.personId.format');
  });
});
