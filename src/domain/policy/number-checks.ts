import { ialAtLeast } from '../assurance/levels.js';
import { parsed, type Parsed, unparsed } from '../kernel/refusal.js';
import type { Budget, NumberPath, PolicyEdition } from './edition.js';

/** Wrong guesses at one account, over all factors, that no edition may exceed (NIST SP 800-63B). */
export const totalGuessCeiling = 100;

const isPositive = (n: number): boolean => Number.isSafeInteger(n) && n > 0;
const isNotNegative = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
const isBudget = ({ limit, window }: Budget): boolean => isPositive(limit) && isPositive(window);

/** What each number must be. The type asks for all of them: a new number cannot come without its check. */
const numberChecks: Readonly<Record<NumberPath, (edition: PolicyEdition) => boolean>> = {
  // Fewer digits are guessed within the tries of a few codes; more are not typed by hand.
  'otp.digits': ({ otp }) => Number.isSafeInteger(otp.digits) && otp.digits >= 4 && otp.digits <= 10,
  'otp.life': ({ otp }) => isPositive(otp.life),
  'otp.tries': ({ otp }) => isPositive(otp.tries),
  'otp.resendAfter': ({ otp }) => isNotNegative(otp.resendAfter),
  'otp.sendsPerPhone': ({ otp }) => isBudget(otp.sendsPerPhone.registration) && isBudget(otp.sendsPerPhone.login),
  'otp.promptsPerNetwork': ({ otp }) => isBudget(otp.promptsPerNetwork),
  'guesses.passwordPerAccount': ({ guesses }) => isBudget(guesses.passwordPerAccount),
  'guesses.otpPerAccount': ({ guesses }) => isBudget(guesses.otpPerAccount),
  'guesses.otpPerPhone': ({ guesses }) => isBudget(guesses.otpPerPhone),
  'guesses.perNetwork': ({ guesses }) => isBudget(guesses.perNetwork),
  'guesses.totalPerAccount': ({ guesses }) =>
    isBudget(guesses.totalPerAccount) && guesses.totalPerAccount.limit <= totalGuessCeiling,
  'guesses.registrationsPerNetwork': ({ guesses }) => isBudget(guesses.registrationsPerNetwork),
  'sessions.idle': ({ sessions }) => isPositive(sessions.idle),
  'sessions.absolute': ({ sessions }) => isPositive(sessions.absolute) && sessions.absolute >= sessions.idle,
  'sessions.stepUpWithin': ({ sessions }) =>
    isPositive(sessions.stepUpWithin) && sessions.stepUpWithin <= sessions.absolute,
  'registration.life': ({ registration, otp }) =>
    isPositive(registration.life) && registration.life >= registration.emailLinkLife && registration.life >= otp.life,
  'registration.emailLinkLife': ({ registration }) => isPositive(registration.emailLinkLife),
  'registration.claimPatience': ({ registration }) => isNotNegative(registration.claimPatience),
  'recovery.life': ({ recovery, otp }) => isPositive(recovery.life) && recovery.life >= otp.life,
  'recovery.startsPerIdentifier': ({ recovery }) => isBudget(recovery.startsPerIdentifier),
  eidLevels: ({ eidLevels: { eid1, eid2 } }) => eid1 !== 'none' && ialAtLeast(eid2, eid1),
  syncsPerAccount: ({ syncsPerAccount }) => isBudget(syncsPerAccount),
  loginHistoryKept: (edition) => isPositive(edition.loginHistoryKept),
  phoneChangeDelay: ({ phoneChangeDelay }) => isNotNegative(phoneChangeDelay),
  unaccentedRegisters: ({ unaccentedRegisters }) => new Set(unaccentedRegisters).size === unaccentedRegisters.length,
  // One at least: the password in use. More than a few cost a slow hash each.
  passwordHistory: ({ passwordHistory }) => isPositive(passwordHistory) && passwordHistory <= 24,
  password: ({ password: { minLength, maxLength } }) =>
    isPositive(minLength) && (maxLength === undefined || (isPositive(maxLength) && maxLength >= minLength)),
};

export const numberPaths = Object.keys(numberChecks) as readonly NumberPath[];

/** Refuses the first number that cannot be; facts: edition and the `number` by its path. */
export function checkNumbers(edition: PolicyEdition): Parsed<null, 'policy.edition.number'> {
  const wrong = numberPaths.find((path) => !numberChecks[path](edition));
  return wrong === undefined ? parsed(null) : unparsed('policy.edition.number', { edition: edition.id, number: wrong });
}
