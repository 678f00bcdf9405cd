import { days, hours, milliseconds, minutes, seconds } from '../../kernel/instant.js';
import { portalPasswordRules } from '../../values/password-rules.js';
import type { NumberBasis, PolicyEdition } from '../edition.js';

const us = (why: string): NumberBasis => ({ by: 'us', why });
const document = (why: string): NumberBasis => ({ by: 'document', why });

/** Every part of an edition that is a number (or a list or rule of the same sort), with where it comes from. */
export type EditionNumbers = Pick<
  PolicyEdition,
  | 'otp'
  | 'guesses'
  | 'password'
  | 'passwordHistory'
  | 'sessions'
  | 'registration'
  | 'recovery'
  | 'eidLevels'
  | 'phoneChangeDelay'
  | 'syncsPerAccount'
  | 'loginHistoryKept'
  | 'unaccentedRegisters'
  | 'numbersBasis'
>;

/**
 * Of all these the documents give the password rules and that a replaced phone serves at once. The rest is ours, each
 * with its reason; the editions share them because no document says that they changed.
 */
export const portalNumbers: EditionNumbers = {
  otp: {
    digits: 6,
    life: minutes(3),
    tries: 5,
    resendAfter: seconds(60),
    sendsPerPhone: {
      registration: { limit: 5, window: hours(1) },
      login: { limit: 5, window: hours(1) },
    },
    promptsPerNetwork: { limit: 100, window: hours(1) },
  },
  guesses: {
    passwordPerAccount: { limit: 10, window: hours(1) },
    otpPerAccount: { limit: 15, window: hours(1) },
    otpPerPhone: { limit: 15, window: hours(1) },
    perNetwork: { limit: 300, window: hours(1) },
    totalPerAccount: { limit: 100, window: days(30) },
    registrationsPerNetwork: { limit: 100, window: hours(1) },
  },
  password: portalPasswordRules,
  passwordHistory: 5,
  sessions: {
    idle: minutes(30),
    absolute: hours(12),
    stepUpWithin: minutes(5),
  },
  registration: {
    life: hours(48),
    emailLinkLife: hours(24),
    claimPatience: seconds(10),
  },
  recovery: {
    life: minutes(15),
    startsPerIdentifier: { limit: 3, window: hours(1) },
  },
  eidLevels: { eid1: 'IAL2', eid2: 'IAL3' },
  phoneChangeDelay: milliseconds(0),
  syncsPerAccount: { limit: 10, window: hours(24) },
  loginHistoryKept: days(1_827),
  unaccentedRegisters: [],
  numbersBasis: {
    'otp.digits': us('six, as VNeID shows six boxes (vneid, Đăng ký tài khoản); the portal states no length'),
    'otp.life': us(
      'three minutes, as VNeID states (vneid, Đăng ký tài khoản); the portal only says that a code expires',
    ),
    'otp.tries': us('five guesses at one in a million; resending buys no further ones'),
    'otp.resendAfter': us('an SMS may be under way that long; the portal offers "Gửi lại OTP" without a time'),
    'otp.sendsPerPhone': us('a phone can be flooded no faster; registering and logging in are counted apart'),
    'otp.promptsPerNetwork': us('as many people as may be registered from it; each prompt may disturb a stranger'),
    'guesses.passwordPerAccount': us('slips are forgiven, a dictionary is not'),
    'guesses.otpPerAccount': us('three codes of five tries an hour'),
    'guesses.otpPerPhone': us('the same for a phone that serves several accounts'),
    'guesses.perNetwork': us('whole offices and mobile carriers stand behind one address'),
    'guesses.totalPerAccount': us('the ceiling of NIST SP 800-63B on wrong guesses at one account'),
    'guesses.registrationsPerNetwork': us('a commune hall that registers its citizens stays below it'),
    'sessions.idle': us('a computer left alone in a public office'),
    'sessions.absolute': us('one working day'),
    'sessions.stepUpWithin': us('changes of methods, password or contact follow a fresh login'),
    'registration.life': us('longer than the e-mail link it waits for'),
    'registration.emailLinkLife': us('people read mail the next day; the documents give no term'),
    'registration.claimPatience': us('a hundred times what claiming takes; it decides only who waits, never who owns'),
    'recovery.life': us('as long as a login waits for its code'),
    'recovery.startsPerIdentifier': us('a phone gets five codes an hour: two are left for logging in'),
    eidLevels: us('level 2 is granted in person, as IAL3 asks; level 1 online; no document compares the two scales'),
    phoneChangeDelay: document('badinh2022 2.2, Bước 5: the new phone serves as soon as the subscription matches'),
    syncsPerAccount: us('a register’s data change rarely; slips and interrupted updates are repeated the same day'),
    loginHistoryKept: us(
      'five years, a leap day or two included: the term of Decree 59/2022, art. 21 for usage history (public text; none of the five documents); Decree 69/2024 names a minimum that we have not read',
    ),
    unaccentedRegisters: us('no document says that a register holds unaccented names'),
    passwordHistory: us('nobody goes round in a circle of a few old passwords; the documents ask for nothing'),
    password: document('badinh2022 1.1, Bước 5 (Chú ý quy tắc đặt mật khẩu)'),
  },
};

/** A laptop is one network, and it registers a whole made-up population. */
export const sandboxNumbers: EditionNumbers = {
  ...portalNumbers,
  otp: { ...portalNumbers.otp, promptsPerNetwork: { limit: 1_000_000, window: hours(1) } },
  guesses: {
    ...portalNumbers.guesses,
    perNetwork: { limit: 1_000_000, window: hours(1) },
    registrationsPerNetwork: { limit: 1_000_000, window: hours(1) },
  },
  unaccentedRegisters: ['subscriberRegistry'],
  numbersBasis: {
    ...portalNumbers.numbersBasis,
    'otp.promptsPerNetwork': us('open: a laptop is one network'),
    'guesses.perNetwork': us('open: a laptop is one network'),
    'guesses.registrationsPerNetwork': us('open: a laptop registers a whole made-up population'),
    unaccentedRegisters: us('the made-up carriers hold some names without accents, as real ones do'),
  },
};
