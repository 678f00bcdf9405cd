import { days, hours, minutes } from '../../../src/domain/kernel/instant.js';
import type { PolicyEdition } from '../../../src/domain/policy/edition.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import type { SandboxPerson } from '../../../src/adapters/sandbox/index.js';
import {
  accepted,
  caller,
  codeOn,
  type CoreHarness,
  goodPassword,
  logIn,
  openCore,
  refused,
  register,
  solvedCaptcha,
  unavailable,
  wrongCode,
} from '../../support/core-harness.js';
import { answerByVneid, logInByToken, openedBy, registerByToken } from '../../support/proofs.js';

const hour = (limit: number) => ({ limit, window: hours(1) });
const few: PolicyEdition = {
  ...sandboxEdition,
  guesses: { ...sandboxEdition.guesses, passwordPerAccount: hour(3), otpPerAccount: hour(3), totalPerAccount: hour(6) },
};

const guess = ({ core }: CoreHarness, person: SandboxPerson, password = 'Sai-roi 2026!', personId?: string) =>
  core.logins.start({ personId: personId ?? person.personalNumber, password, captcha: solvedCaptcha }, caller);

async function events({ core }: CoreHarness, accountId: string) {
  await core.locks.settled();
  return accepted(await core.audit.replay(accountId)).value.events;
}
const locksIn = async (harness: CoreHarness, accountId: string) =>
  (await events(harness, accountId)).filter(({ type }) => type === 'LoginLocked.v1').map(({ data }) => data);

describe('guesses at a password', () => {
  it('[LOCK-ON-GUESSES] lock it when they spend its budget, once a window, until the window ends', async () => {
    const harness = openCore({ editions: [few] });
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    harness.clock.pass(minutes(1));
    const from = harness.clock.now();
    for (let i = 0; i < 2; i += 1) expect(refused(await guess(harness, an)).code).toBe('login.invalidCredentials');
    expect(await locksIn(harness, accountId)).toEqual([]);
    harness.clock.pass(minutes(1));
    await guess(harness, an);
    expect(unavailable(await guess(harness, an)).code).toBe('login.tooManyAttempts');
    const lock = { factor: 'password', until: from + hours(1), at: from + minutes(1) };
    expect(await locksIn(harness, accountId)).toEqual([lock]);
    // The other identifier has a budget of its own; the lock is the account's.
    for (let i = 0; i < 3; i += 1) await guess(harness, an, undefined, an.cmnd);
    expect(await locksIn(harness, accountId)).toEqual([lock]);
  });

  it('[LOCK-SILENT] are not compared while it is locked: the right one gets the answer of a wrong one', async () => {
    const harness = openCore({ editions: [few] });
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    for (let i = 0; i < 3; i += 1) await guess(harness, an);
    await harness.core.locks.settled();
    const right = await guess(harness, an, goodPassword, an.cmnd);
    expect(refused(right)).toEqual(refused(await guess(openCore({ editions: [few] }), an, goodPassword, an.cmnd)));
    harness.clock.pass(hours(1));
    expect((await logIn(harness, an)).session.accountId).toBe(accountId);
  });

  it('[LOCK-NOT-BY-RIGHT] lock nothing when they are right, and give themselves back', async () => {
    const harness = openCore({ editions: [few] });
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    for (let i = 0; i < 5; i += 1) {
      harness.clock.pass(minutes(31));
      await guess(harness, an);
      harness.clock.pass(minutes(2));
      await logIn(harness, an);
    }
    expect((await events(harness, accountId)).filter(({ type }) => type === 'LoggedIn.v1')).toHaveLength(5);
    expect(await locksIn(harness, accountId)).toEqual([]);
  });

  it('[LOCK-ON-GUESSES] lock the whole password login when they spend the total', async () => {
    const guesses = { ...few.guesses, totalPerAccount: { limit: 4, window: days(30) } };
    const harness = openCore({ editions: [{ ...few, guesses }] });
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    for (let i = 0; i < 2; i += 1) await guess(harness, an);
    harness.clock.pass(hours(1));
    for (let i = 0; i < 2; i += 1) await guess(harness, an);
    const from = harness.clock.now() - hours(1);
    expect(await locksIn(harness, accountId)).toMatchObject([{ factor: 'all', until: from + days(30) }]);
    harness.clock.pass(days(29));
    expect(refused(await guess(harness, an, goodPassword, an.cmnd)).code).toBe('login.invalidCredentials');
  });

  it('an officer unlocks, and the wrong guesses are forgotten', async () => {
    const harness = openCore({ editions: [few] });
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    for (let i = 0; i < 3; i += 1) await guess(harness, an);
    await harness.core.locks.settled();
    await harness.core.locks.forgive(accountId, 'all');
    for (let i = 0; i < 2; i += 1) await guess(harness, an, undefined, an.cmnd);
    expect(await locksIn(harness, accountId)).toHaveLength(1);
  });
});

describe('guesses at a code', () => {
  async function guessedAt() {
    const harness = openCore({ editions: [few] });
    const { an } = harness.sandbox.cast;
    const { accountId } = await register(harness, an);
    harness.clock.pass(minutes(2));
    const { loginToken } = accepted(await guess(harness, an, goodPassword)).value;
    const code = codeOn(harness, an.phones[0]);
    for (let i = 0; i < 3; i += 1)
      expect(refused(await harness.core.logins.confirm(loginToken, wrongCode(code), caller)).code).toBe('otp.wrong');
    await harness.core.locks.settled();
    return { harness, an, accountId, loginToken, code };
  }

  it('[LOCK-ON-GUESSES] lock codes, and the lock is checked at every step', async () => {
    const { harness, an, accountId, loginToken, code } = await guessedAt();
    expect(await locksIn(harness, accountId)).toMatchObject([{ factor: 'otp' }]);
    expect(unavailable(await harness.core.logins.confirm(loginToken, code, caller)).code).toBe('login.locked');
    expect(unavailable(await harness.core.logins.resend(loginToken, caller)).code).toBe('login.locked');
    // The password was right, so its owner is told of the lock.
    expect(unavailable(await guess(harness, an, goodPassword)).code).toBe('login.locked');
    harness.clock.pass(hours(1));
    expect((await logIn(harness, an)).session.accountId).toBe(accountId);
  });

  it('[LOCK-ONE-FACTOR] leave VNeID of the owner alone; its consent then takes the account’s own login', async () => {
    const { harness, an } = await guessedAt();
    const first = await answerByVneid(harness, 'an');
    expect(unavailable(first.answer).code).toBe('login.locked');
    harness.clock.pass(hours(1));
    const { answer, loginToken } = await answerByVneid(harness, 'an');
    expect(accepted(answer).value.kind).toBe('consentDue');
    accepted(await harness.core.eidConsents.confirm(loginToken, codeOn(harness, an.phones[0]), caller));
    for (let i = 0; i < 3; i += 1) await guess(harness, an);
    await harness.core.locks.settled();
    expect(openedBy((await answerByVneid(harness, 'an')).answer).session.method).toBe('vneid');
  });
});

it('[LOCK-ONE-FACTOR] a stranger’s guesses leave a certificate of the owner alone', async () => {
  const harness = openCore({ editions: [few] });
  const { thao } = harness.sandbox.cast;
  const accountId = await registerByToken(harness, thao);
  for (let i = 0; i < 9; i += 1) await guess(harness, thao);
  expect((await logInByToken(harness, thao)).session.accountId).toBe(accountId);
});
