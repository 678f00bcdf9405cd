import type { Duration, Instant } from '../../src/domain/kernel/instant.js';
import type { Budget, NumberPath, PolicyEdition } from '../../src/domain/policy/edition.js';

/** The day in Vietnam on which an edition comes into force. */
export const dayInVietnam = (at: Instant): string =>
  at === 0 ? 'always' : new Date(at + 7 * 3_600_000).toISOString().slice(0, 10);

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

export function duration(span: Duration): string {
  if (span === 0) return 'none';
  const [unit, ms] = units.find(([, size]) => span % size === 0) ?? ['millisecond', 1];
  const count = span / ms;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

export const budget = ({ limit, window }: Budget): string => `${limit.toLocaleString('en')} in ${duration(window)}`;

const passwordText = ({ password: { minLength, maxLength, needs, specials } }: PolicyEdition): string =>
  [
    maxLength === undefined ? `${minLength} characters or more` : `${minLength} to ${maxLength} characters`,
    ...Object.entries(needs)
      .filter(([, needed]) => needed)
      .map(([kind]) => kind),
    ...(specials === undefined ? [] : [`special is one of ${specials}`]),
  ].join(', ');

/** Each number in words; the type asks for all of them. */
export const numberTexts: Readonly<Record<NumberPath, (edition: PolicyEdition) => string>> = {
  'otp.digits': ({ otp }) => String(otp.digits),
  'otp.life': ({ otp }) => duration(otp.life),
  'otp.tries': ({ otp }) => String(otp.tries),
  'otp.resendAfter': ({ otp }) => duration(otp.resendAfter),
  'otp.sendsPerPhone': ({ otp: { sendsPerPhone } }) =>
    `registration ${budget(sendsPerPhone.registration)}; login ${budget(sendsPerPhone.login)}`,
  'otp.promptsPerNetwork': ({ otp }) => budget(otp.promptsPerNetwork),
  'guesses.passwordPerAccount': ({ guesses }) => budget(guesses.passwordPerAccount),
  'guesses.otpPerAccount': ({ guesses }) => budget(guesses.otpPerAccount),
  'guesses.otpPerPhone': ({ guesses }) => budget(guesses.otpPerPhone),
  'guesses.perNetwork': ({ guesses }) => budget(guesses.perNetwork),
  'guesses.totalPerAccount': ({ guesses }) => budget(guesses.totalPerAccount),
  'guesses.registrationsPerNetwork': ({ guesses }) => budget(guesses.registrationsPerNetwork),
  'sessions.idle': ({ sessions }) => duration(sessions.idle),
  'sessions.absolute': ({ sessions }) => duration(sessions.absolute),
  'sessions.stepUpWithin': ({ sessions }) => duration(sessions.stepUpWithin),
  'registration.life': ({ registration }) => duration(registration.life),
  'registration.emailLinkLife': ({ registration }) => duration(registration.emailLinkLife),
  'registration.claimPatience': ({ registration }) => duration(registration.claimPatience),
  'recovery.life': ({ recovery }) => duration(recovery.life),
  'recovery.startsPerIdentifier': ({ recovery }) => budget(recovery.startsPerIdentifier),
  eidLevels: ({ eidLevels }) => `level 1: ${eidLevels.eid1}; level 2: ${eidLevels.eid2}`,
  syncsPerAccount: ({ syncsPerAccount }) => budget(syncsPerAccount),
  loginHistoryKept: (edition) => duration(edition.loginHistoryKept),
  phoneChangeDelay: ({ phoneChangeDelay }) => duration(phoneChangeDelay),
  unaccentedRegisters: ({ unaccentedRegisters }) => unaccentedRegisters.join(', ') || 'none',
  passwordHistory: ({ passwordHistory }) => String(passwordHistory),
  password: passwordText,
};
