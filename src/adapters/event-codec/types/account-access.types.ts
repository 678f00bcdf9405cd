import type {
  Contact,
  ContactChanged,
  DefaultOtpPhoneSet,
  EmailVerified,
  LoggedIn,
  LoginDisavowed,
  LoginLocked,
  LoginUnlocked,
  OtpPhoneAdded,
  OtpPhoneChangeCancelled,
  OtpPhoneChanged,
  OtpPhoneChangeRequested,
  OtpPhoneRemoved,
  PasswordChanged,
  PasswordReset,
  SessionsRevoked,
} from '../../../domain/account/account.events.js';
import type { LoginRefused, SyncRefused } from '../../../domain/account/attempts.events.js';
import { count, field, leaf, listOf, oneOf, optional, type Shape, text } from '../shape.js';
import { personal, storedType } from '../stored-type.js';
import { authenticationLevel, contact, evidence, ial, instant, loginOrigin, methodKind, otpPhone } from './common.js';

const contactField = oneOf<keyof Contact>({ email: true, phone: true, address: true });
const lockedFactor = oneOf<LoginLocked['data']['factor']>({ password: true, otp: true, all: true });
const sessions: Shape<readonly string[] | 'all'> = leaf(
  "string[] | 'all'",
  (value) => value === 'all' || listOf(text).problem(value) === undefined,
);

/** `account-<id>`: phones, password, contact, logins. */
export const accountAccessTypes = {
  OtpPhoneAdded: storedType<OtpPhoneAdded>(
    'OtpPhoneAdded.v1',
    'OtpPhoneAdded',
    'account',
    'A phone may receive codes.',
    {
      phoneId: field(text, 'its id'),
      at: field(instant, 'when'),
      personal: personal(otpPhone, 'its number'),
    },
  ),
  OtpPhoneRemoved: storedType<OtpPhoneRemoved>(
    'OtpPhoneRemoved.v1',
    'OtpPhoneRemoved',
    'account',
    'A phone receives no more codes.',
    {
      phoneId: field(text, 'which'),
      at: field(instant, 'when'),
    },
  ),
  DefaultOtpPhoneSet: storedType<DefaultOtpPhoneSet>(
    'DefaultOtpPhoneSet.v1',
    'DefaultOtpPhoneSet',
    'account',
    'Codes go to this phone unless another is chosen.',
    { phoneId: field(text, 'which') },
  ),
  OtpPhoneChangeRequested: storedType<OtpPhoneChangeRequested>(
    'OtpPhoneChangeRequested.v1',
    'OtpPhoneChangeRequested',
    'account',
    'The owner lost a phone and proved to own another; it takes effect later, unless cancelled.',
    {
      changeId: field(text, 'its id'),
      oldPhoneId: field(text, 'the phone that goes'),
      newPhoneId: field(text, 'the phone that comes'),
      effectiveFrom: field(instant, 'from when it may take effect'),
      evidence: field(listOf(evidence), "the subscriber register's answer"),
      personal: personal(otpPhone, 'the new number'),
    },
  ),
  OtpPhoneChangeCancelled: storedType<OtpPhoneChangeCancelled>(
    'OtpPhoneChangeCancelled.v1',
    'OtpPhoneChangeCancelled',
    'account',
    'The change of phone was stopped in time.',
    {
      changeId: field(text, 'which'),
      by: field(
        oneOf<OtpPhoneChangeCancelled['data']['by']>({ login: true, verifiedEmail: true, officer: true }),
        'by whom',
      ),
    },
  ),
  OtpPhoneChanged: storedType<OtpPhoneChanged>(
    'OtpPhoneChanged.v1',
    'OtpPhoneChanged',
    'account',
    'The new phone took the place of the lost one.',
    {
      changeId: field(text, 'which change'),
      oldPhoneId: field(text, 'the phone that went'),
      newPhoneId: field(text, 'the phone that came'),
      at: field(instant, 'when'),
      personal: personal(otpPhone, 'the new number'),
    },
  ),
  PasswordChanged: storedType<PasswordChanged>(
    'PasswordChanged.v1',
    'PasswordChanged',
    'account',
    'The owner, logged in, chose another password.',
    {
      passwordId: field(text, 'where its hash lies in the secret vault'),
      at: field(instant, 'when'),
    },
  ),
  PasswordReset: storedType<PasswordReset>(
    'PasswordReset.v1',
    'PasswordReset',
    'account',
    'The owner had forgotten the password and chose another.',
    {
      passwordId: field(text, 'where its hash lies in the secret vault'),
      at: field(instant, 'when'),
      by: field(
        oneOf<PasswordReset['data']['by']>({ otp: true, certificate: true, vneid: true, counter: true }),
        'what proved the owner',
      ),
    },
  ),
  ContactChanged: storedType<ContactChanged>(
    'ContactChanged.v1',
    'ContactChanged',
    'account',
    'E-mail, contact phone or address were changed.',
    {
      fields: field(listOf(contactField), 'which of them'),
      personal: personal(contact, 'the new ones'),
    },
  ),
  EmailVerified: storedType<EmailVerified>(
    'EmailVerified.v1',
    'EmailVerified',
    'account',
    'The link sent to the e-mail address was followed.',
    {
      at: field(instant, 'when'),
    },
  ),
  LoggedIn: storedType<LoggedIn>('LoggedIn.v1', 'LoggedIn', 'account', 'A session was opened.', {
    loginId: field(text, 'its id, for disavowing it'),
    sessionId: field(text, 'the session opened'),
    at: field(instant, 'when'),
    method: field(methodKind, 'by which method'),
    level: field(ial, "the lower of the account's level and the method's"),
    authentication: field(authenticationLevel, 'strength of this login'),
    phoneId: optional(text, 'the phone that received the code'),
    evidenceDigest: optional(text, 'keyed digest of what a certificate or VNeID proved it by, as evidence is kept'),
    personal: personal(loginOrigin, 'where from'),
  }),
  LoginDisavowed: storedType<LoginDisavowed>(
    'LoginDisavowed.v1',
    'LoginDisavowed',
    'account',
    'The owner says that a login was not theirs.',
    {
      loginId: field(text, 'which'),
      at: field(instant, 'when'),
    },
  ),
  LoginLocked: storedType<LoginLocked>(
    'LoginLocked.v1',
    'LoginLocked',
    'account',
    'Too many wrong answers, or an officer: logging in is closed.',
    {
      factor: field(lockedFactor, 'for which factor'),
      until: optional(instant, 'until when; absent: until unlocked'),
      at: field(instant, 'when'),
    },
  ),
  LoginUnlocked: storedType<LoginUnlocked>(
    'LoginUnlocked.v1',
    'LoginUnlocked',
    'account',
    'Logging in is open again.',
    {
      factor: field(lockedFactor, 'for which factor'),
      at: field(instant, 'when'),
    },
  ),
  SessionsRevoked: storedType<SessionsRevoked>(
    'SessionsRevoked.v1',
    'SessionsRevoked',
    'account',
    'Sessions were ended.',
    {
      sessionIds: field(sessions, 'which'),
      reason: field(text, 'why'),
      at: field(instant, 'when'),
    },
  ),
};

/** `attempts-<account>`: refused logins and syncs, a bounded number of events a window. */
export const attemptsTypes = {
  LoginRefused: storedType<LoginRefused>('LoginRefused.v1', 'LoginRefused', 'attempts', 'Somebody was not let in.', {
    factor: field(oneOf<LoginRefused['data']['factor']>({ password: true, otp: true, proof: true }), 'what was wrong'),
    method: field(methodKind, 'of which method'),
    during: optional(
      oneOf<NonNullable<LoginRefused['data']['during']>>({ recovery: true, lostPhone: true }),
      'what it was part of; absent: a login',
    ),
    code: field(text, 'why'),
    count: field(count, 'how many refusals this event stands for'),
    windowStart: field(instant, 'since when they were counted'),
    at: field(instant, 'when the event was written'),
    personal: personal(loginOrigin, 'where from'),
  }),
  SyncRefused: storedType<SyncRefused>(
    'SyncRefused.v1',
    'SyncRefused',
    'attempts',
    'An update from the population register was refused.',
    {
      code: field(text, 'why'),
      count: field(count, 'how many refusals this event stands for'),
      windowStart: field(instant, 'since when they were counted'),
      at: field(instant, 'when the event was written'),
      evidence: field(listOf(evidence), "the register's answer to the first, where it was asked"),
      personal: personal(loginOrigin, 'where from'),
    },
  ),
};
