import fc from 'fast-check';
import type { Outcome } from '../../src/application/outcome/outcome.js';
import type { Ports } from '../../src/application/composition/ports.js';
import { hours } from '../../src/domain/kernel/instant.js';
import type { PolicyEdition } from '../../src/domain/policy/edition.js';
import { sandboxEdition } from '../../src/domain/policy/editions/sandbox.js';
import {
  accepted,
  caller,
  type CoreHarness,
  goodPassword,
  openCore,
  register,
  solvedCaptcha,
  wrongCode,
} from '../support/core-harness.js';
import { holds } from '../support/fc-examples.js';

const CODE = '123456';
const wide = { limit: 1_000, window: hours(1) };

interface Setting {
  readonly password: number;
  readonly otp: number;
}

const editionOf = ({ password, otp }: Setting): PolicyEdition => ({
  ...sandboxEdition,
  otp: { ...sandboxEdition.otp, tries: 1_000, sendsPerPhone: { registration: wide, login: wide } },
  guesses: {
    ...sandboxEdition.guesses,
    passwordPerAccount: { limit: password, window: hours(1) },
    otpPerAccount: { limit: otp, window: hours(1) },
    otpPerPhone: { limit: otp, window: hours(1) },
  },
});

interface World {
  readonly harness: CoreHarness;
  readonly accountId: string;
  /** How many passwords were compared with the account's hash. */
  readonly compared: () => number;
  start(password: string): Promise<Outcome<{ readonly loginToken: string }>>;
}

/** One account, every code the same, and a count of what was compared. */
async function worldOf(setting: Setting): Promise<World> {
  let compared = 0;
  const ports = ({ passwordHasher, ids }: Ports): Partial<Ports> => ({
    ids: { id: () => ids.id(), token: () => ids.token(), digits: () => CODE },
    passwordHasher: {
      hash: (password) => passwordHasher.hash(password),
      verifyNothing: (password) => passwordHasher.verifyNothing(password),
      verify(hash, password) {
        compared += 1;
        return passwordHasher.verify(hash, password);
      },
    },
  });
  const harness = openCore({ editions: [editionOf(setting)], ports });
  const { an } = harness.sandbox.cast;
  const { accountId } = await register(harness, an);
  harness.clock.pass(hours(1));
  const start = (password: string) =>
    harness.core.logins.start({ personId: an.personalNumber, password, captcha: solvedCaptcha }, caller);
  return { harness, accountId, compared: () => compared, start };
}

const kinds = (outcomes: readonly Outcome<unknown>[]): readonly string[] =>
  outcomes.map((one) => (one.kind === 'accepted' ? 'right' : one.code));
const count = (of: readonly string[], one: string): number => of.filter((other) => other === one).length;

async function locksOf({ harness: { core }, accountId }: World): Promise<number> {
  await core.locks.settled();
  const { events } = accepted(await core.audit.replay(accountId)).value;
  return events.filter(({ type }) => type.startsWith('LoginLocked.')).length;
}

const budget = fc.integer({ min: 1, max: 6 });

describe('budgets of guesses', () => {
  it('[LOCK-NOT-BY-RIGHT] so many parallel right logins as the budget allows all succeed, again and again', () =>
    holds(
      'login budgets: right',
      fc.asyncProperty(budget, fc.integer({ min: 1, max: 6 }), async (limit, wanted) => {
        const world = await worldOf({ password: limit, otp: limit });
        const k = Math.min(limit, wanted);
        for (let round = 0; round < 2; round += 1) {
          const started = await Promise.all(Array.from({ length: k }, () => world.start(goodPassword)));
          const tokens = started.map((one) => accepted(one).value.loginToken);
          const opened = await Promise.all(
            tokens.map((token) => world.harness.core.logins.confirm(token, CODE, caller)),
          );
          expect(kinds(opened)).toEqual(Array<string>(k).fill('right'));
        }
        expect(await locksOf(world)).toBe(0);
      }),
      { times: 0.25 },
    ));

  it('[LOCK-ON-GUESSES] parallel guesses at a password are all counted, and never more compared than the budget', () =>
    holds(
      'login budgets: password guesses',
      fc.asyncProperty(budget, fc.integer({ min: 1, max: 12 }), async (limit, n) => {
        const world = await worldOf({ password: limit, otp: 6 });
        const answers = kinds(await Promise.all(Array.from({ length: n }, () => world.start('Sai-roi 2026!'))));
        const looked = Math.min(limit, n);
        expect(world.compared()).toBe(looked);
        expect(count(answers, 'login.invalidCredentials')).toBe(looked);
        expect(count(answers, 'login.tooManyAttempts')).toBe(n - looked);
        expect(await locksOf(world)).toBe(n >= limit ? 1 : 0);
        const left = await Promise.all(Array.from({ length: limit }, () => world.start(goodPassword)));
        expect(count(kinds(left), 'right')).toBe(Math.max(0, limit - n));
      }),
      { times: 0.25 },
    ));

  it('[LOCK-NOT-BY-RIGHT] right and wrong ones at the same time: the wrong are counted, the right are not', () =>
    holds(
      'login budgets: mixed',
      fc.asyncProperty(budget, fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), async (limit, guesses) => {
        const world = await worldOf({ password: limit, otp: 6 });
        const answers = kinds(
          await Promise.all(guesses.map((right) => world.start(right ? goodPassword : 'Sai-roi 2026!'))),
        );
        const wrong = count(answers, 'login.invalidCredentials');
        expect(wrong).toBeLessThanOrEqual(limit);
        if (guesses.length <= limit) expect(count(answers, 'right')).toBe(guesses.filter((right) => right).length);
        expect(await locksOf(world)).toBe(wrong >= limit ? 1 : 0);
        // What is left is exactly what no wrong guess has spent.
        const after = await Promise.all(Array.from({ length: limit - wrong }, () => world.start(goodPassword)));
        expect(kinds(after)).toEqual(Array<string>(limit - wrong).fill('right'));
      }),
      { times: 0.25 },
    ));

  it('[LOCK-ON-GUESSES] parallel guesses at a code are all counted, and never more compared than the budget', () =>
    holds(
      'login budgets: code guesses',
      fc.asyncProperty(budget, fc.integer({ min: 1, max: 12 }), async (limit, n) => {
        const world = await worldOf({ password: 6, otp: limit });
        const { loginToken } = accepted(await world.start(goodPassword)).value;
        const { logins } = world.harness.core;
        const wrong = wrongCode(CODE);
        const answers = kinds(
          await Promise.all(Array.from({ length: n }, () => logins.confirm(loginToken, wrong, caller))),
        );
        expect(count(answers, 'otp.wrong')).toBe(Math.min(limit, n));
        expect(count(answers, 'login.tooManyAttempts')).toBe(n - Math.min(limit, n));
        expect(await locksOf(world)).toBe(n >= limit ? 1 : 0);
        const last = await logins.confirm(loginToken, CODE, caller);
        expect(last.kind).toBe(n < limit ? 'accepted' : 'unavailable');
      }),
      { times: 0.25 },
    ));
});
