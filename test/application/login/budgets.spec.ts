import type { Ports } from '../../../src/application/composition/ports.js';
import type { GuessBudgets } from '../../../src/domain/policy/edition.js';
import { days, hours, seconds } from '../../../src/domain/kernel/instant.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
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
  startLogin,
  unavailable,
  wrongCode,
} from '../../support/core-harness.js';

const numbers = sandboxEdition.guesses;
const wrong = 'Sai-roi 2026!';

/** An account under these budgets, and how many passwords were compared with its hash. */
async function guarded(guesses: Partial<GuessBudgets> = {}, ports?: (ports: Ports) => Partial<Ports>) {
  let compared = 0;
  const harness = openCore({
    editions: [{ ...sandboxEdition, guesses: { ...numbers, ...guesses } }],
    ports: (given) => {
      const changed = { ...given, ...ports?.(given) };
      const { passwordHasher } = changed;
      return {
        ...changed,
        passwordHasher: {
          ...passwordHasher,
          verify: (hash, password) => {
            compared += 1;
            return passwordHasher.verify(hash, password);
          },
        },
      };
    },
  });
  const { an } = harness.sandbox.cast;
  await register(harness, an);
  harness.clock.pass(seconds(61));
  const start = (password: string, personId: string = an.personalNumber, from = caller) =>
    harness.core.logins.start({ personId, password, captcha: solvedCaptcha }, from);
  return { harness, an, start, compared: () => compared };
}

const over = { kind: 'unavailable', code: 'login.tooManyAttempts' };

describe('[LOGIN-COUNT-FIRST] guesses at a password', () => {
  it('are ten an hour; then nobody’s is compared, right or wrong, and time heals it', async () => {
    const { start, compared, harness } = await guarded();
    for (let i = 0; i < 10; i += 1) expect(refused(await start(wrong)).code).toBe('login.invalidCredentials');
    expect(await start(goodPassword)).toEqual({ ...over, retryAfterMs: 3_600_000 });
    expect(compared()).toBe(10);
    harness.clock.pass(hours(1));
    accepted(await start(goodPassword));
  });

  it('of fifty at the same moment ten are compared', async () => {
    const { start, compared } = await guarded();
    const answers = await Promise.all(Array.from({ length: 50 }, () => start(wrong)));
    expect(compared()).toBe(10);
    expect(answers.filter(({ kind }) => kind === 'unavailable')).toHaveLength(40);
  });

  it('at a number that nobody has are answered alike', async () => {
    const { start, compared } = await guarded();
    for (let i = 0; i < 10; i += 1)
      expect(refused(await start(wrong, '034190990014')).code).toBe('login.invalidCredentials');
    expect(await start(goodPassword, '034190990014')).toMatchObject(over);
    expect(compared()).toBe(0);
  });

  it('right ones cost nothing: as many at once as the budget has left, again and again', async () => {
    const { start, harness, an } = await guarded({ passwordPerAccount: { limit: 4, window: hours(1) } });
    await start(wrong);
    // The codes of one phone are sent a minute apart: a login that is past its password says so.
    const atOnce = (k: number) => Promise.all(Array.from({ length: k }, () => start(goodPassword)));
    const past = (answers: Awaited<ReturnType<typeof atOnce>>) =>
      answers.filter(
        (one) => one.kind === 'accepted' || (one.kind === 'unavailable' && one.code === 'otp.tooManySends'),
      ).length;
    for (let i = 0; i < 5; i += 1) expect(past(await atOnce(3))).toBe(3);
    expect(past(await atOnce(4))).toBe(3);
    harness.clock.pass(hours(2));
    await logIn(harness, an);
  });

  it('a hasher that is busy has looked at nothing, and gives the guess back', async () => {
    let busy = true;
    const { start, harness, an } = await guarded(
      { passwordPerAccount: { limit: 1, window: hours(1) } },
      ({ passwordHasher }) => ({
        passwordHasher: {
          ...passwordHasher,
          verify: async (hash, password) =>
            busy ? { kind: 'busy', retryAfterMs: 1_500 } : passwordHasher.verify(hash, password),
        },
      }),
    );
    for (let i = 0; i < 3; i += 1)
      expect(await start(goodPassword)).toEqual({ kind: 'unavailable', code: 'password.busy', retryAfterMs: 1_500 });
    busy = false;
    await logIn(harness, an);
  });

  it('from one network are counted over all numbers', async () => {
    const { start } = await guarded({ perNetwork: { limit: 2, window: hours(1) } });
    await start(wrong, '034190990014');
    await start(wrong, '031079990004');
    expect(await start(goodPassword)).toMatchObject(over);
    accepted(await start(goodPassword, undefined, { ...caller, address: '198.51.100.9' }));
  });
});

describe('[LOGIN-TOTAL] the total of an account', () => {
  const totalPerAccount = { limit: 3, window: days(30) };

  it('is spent by every factor, and lasts for its window', async () => {
    const { start, harness, an } = await guarded({ totalPerAccount });
    await start(wrong);
    const { loginToken } = await startLogin(harness, an);
    const code = codeOn(harness, an.phones[0]);
    for (let i = 0; i < 2; i += 1)
      expect(refused(await harness.core.logins.confirm(loginToken, wrongCode(code), caller)).code).toBe('otp.wrong');
    expect(unavailable(await harness.core.logins.confirm(loginToken, code, caller))).toMatchObject(over);
    harness.clock.pass(days(29));
    expect(await start(goodPassword)).toMatchObject(over);
    harness.clock.pass(days(2));
    await logIn(harness, an);
  });

  it('is one for all its numbers: what was guessed at the CMND counts at the personal number', async () => {
    const { start, compared, harness, an } = await guarded({ totalPerAccount });
    for (let i = 0; i < 3; i += 1) await start(wrong, an.cmnd);
    expect(refused(await start(goodPassword)).code).toBe('login.invalidCredentials');
    expect(compared()).toBe(3);
    harness.clock.pass(days(31));
    await logIn(harness, an);
  });

  it('is one for all its numbers, for codes as well', async () => {
    const { start, harness, an } = await guarded({ totalPerAccount });
    const { loginToken } = accepted(await start(goodPassword, an.cmnd)).value;
    const code = codeOn(harness, an.phones[0]);
    for (let i = 0; i < 3; i += 1) await harness.core.logins.confirm(loginToken, wrongCode(code), caller);
    expect(refused(await start(goodPassword)).code).toBe('login.invalidCredentials');
  });
});

describe('guesses at a code', () => {
  const confirmWith = async (harness: CoreHarness, an: Parameters<typeof startLogin>[1], right: boolean) => {
    harness.clock.pass(seconds(61));
    const { loginToken } = await startLogin(harness, an);
    const code = codeOn(harness, an.phones[0]);
    return harness.core.logins.confirm(loginToken, right ? code : wrongCode(code), caller);
  };

  it('are counted per account over all logins', async () => {
    const { start, harness, an } = await guarded({ otpPerAccount: { limit: 2, window: hours(1) } });
    const begun = [];
    for (let i = 0; i < 3; i += 1) {
      if (i > 0) harness.clock.pass(seconds(61));
      const { loginToken } = await startLogin(harness, an);
      begun.push({ loginToken, code: codeOn(harness, an.phones[0]) });
    }
    const answers = await Promise.all(
      begun.map(({ loginToken, code }, i) =>
        harness.core.logins.confirm(loginToken, i < 2 ? wrongCode(code) : code, caller),
      ),
    );
    expect(answers.slice(0, 2).map((one) => refused(one).code)).toEqual(['otp.wrong', 'otp.wrong']);
    expect(answers[2]).toEqual({ ...over, retryAfterMs: 3_600_000 });
    await harness.core.locks.settled();
    // From then on the lock says it, also to a new login with the right password.
    const locked = { kind: 'unavailable', code: 'login.locked', retryAfterMs: 3_600_000 };
    expect(await harness.core.logins.confirm(begun[2]?.loginToken ?? '', begun[2]?.code ?? '', caller)).toEqual(locked);
    expect(await start(goodPassword)).toEqual(locked);
    harness.clock.pass(hours(1));
    accepted(await confirmWith(harness, an, true));
  });

  it('are counted per phone over all accounts that it serves, and right ones cost nothing', async () => {
    const { harness, an } = await guarded({ otpPerPhone: { limit: 2, window: hours(1) } });
    accepted(await confirmWith(harness, an, true));
    accepted(await confirmWith(harness, an, true));
    for (let i = 0; i < 2; i += 1) expect(refused(await confirmWith(harness, an, false)).code).toBe('otp.wrong');
    expect(await confirmWith(harness, an, true)).toMatchObject(over);
  });

  it('that came too late were not looked at, and cost nothing', async () => {
    const { harness, an } = await guarded({ otpPerAccount: { limit: 1, window: hours(1) } });
    const { loginToken } = await startLogin(harness, an);
    harness.clock.pass(seconds(181));
    for (let i = 0; i < 3; i += 1)
      expect(refused(await harness.core.logins.confirm(loginToken, '123456', caller)).code).toBe('otp.expired');
    accepted(await confirmWith(harness, an, true));
  });
});
