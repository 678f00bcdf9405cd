import { assertNever } from '../kernel/assert-never.js';
import type { AccountEvent, Registered } from './account.events.js';
import type { AccountState, Lock, OpenedAccount } from './account.state.js';

export const emptyAccount: AccountState = { status: 'empty' };

const open = ({ data }: Registered): OpenedAccount => ({
  status: 'live',
  registrationId: data.registrationId,
  subject: data.subject,
  registeredBy: data.grant.method,
  grants: [data.grant],
  removedMethods: [],
  keys: data.keys,
  phones: data.phoneId === undefined ? [] : [{ phoneId: data.phoneId, personal: data.personal }],
  removedPhones: [],
  defaultPhoneId: data.phoneId ?? null,
  phoneChange: null,
  endedPhoneChanges: [],
  passwordId: data.passwordId ?? null,
  pastPasswords: [],
  profile: data.personal,
  contact: null,
  emailVersion: 0,
  emailVerifiedAt: null,
  locks: [],
  disavowedLogins: [],
  mergesStarted: [],
  mergesSpent: [],
  absorbed: null,
  dataErased: false,
});

const withoutPassword = (state: OpenedAccount): OpenedAccount =>
  state.passwordId === null
    ? state
    : { ...state, passwordId: null, pastPasswords: [...state.pastPasswords, state.passwordId] };

const defaultWithout = ({ phones, defaultPhoneId }: OpenedAccount, phoneId: string): string | null =>
  defaultPhoneId === phoneId ? (phones.find((phone) => phone.phoneId !== phoneId)?.phoneId ?? null) : defaultPhoneId;

const lockedUntilReset = ({ locks }: OpenedAccount): OpenedAccount['locks'] =>
  locks.some((lock) => lock.untilReset) ? locks : [...locks, { factor: 'password', until: null, untilReset: true }];

/** Trusts history: what was appended was decided. Only the first event may come to an unopened account. */
export function evolveAccount(state: AccountState, event: AccountEvent): AccountState {
  switch (event.type) {
    case 'Registered':
      return open(event);
    case 'RegistrationSuperseded': {
      const { registrationId, by } = event.data;
      return { status: 'superseded', registrationId, code: 'registration.superseded', facts: { by } };
    }
    case 'RegistrationRefused':
      return { status: 'refused', ...event.data };
    default:
      return evolveOpened(state as OpenedAccount, event);
  }
}

type LaterEvent = Exclude<AccountEvent, { type: 'Registered' | 'RegistrationSuperseded' | 'RegistrationRefused' }>;

function evolveOpened(state: OpenedAccount, event: LaterEvent): OpenedAccount {
  switch (event.type) {
    case 'MethodAdded':
      return { ...state, grants: [...state.grants, event.data.grant] };
    case 'MethodRemoved':
      return {
        ...state,
        grants: state.grants.filter((grant) => grant.methodId !== event.data.methodId),
        removedMethods: [...state.removedMethods, event.data.methodId],
      };
    case 'IdentifierAdded':
    case 'KeysRenewed':
      return { ...state, keys: [...state.keys, ...event.data.keys] };
    case 'OtpPhoneAdded': {
      const { phoneId, personal } = event.data;
      return {
        ...state,
        phones: [...state.phones, { phoneId, personal }],
        defaultPhoneId: state.defaultPhoneId ?? phoneId,
      };
    }
    case 'OtpPhoneRemoved':
      return {
        ...state,
        phones: state.phones.filter((phone) => phone.phoneId !== event.data.phoneId),
        removedPhones: [...state.removedPhones, event.data.phoneId],
        // Only the reversal of a merge takes the default phone away.
        defaultPhoneId: defaultWithout(state, event.data.phoneId),
      };
    case 'DefaultOtpPhoneSet':
      return { ...state, defaultPhoneId: event.data.phoneId };
    case 'OtpPhoneChangeRequested': {
      const { changeId, oldPhoneId, newPhoneId, effectiveFrom, personal } = event.data;
      return { ...state, phoneChange: { changeId, oldPhoneId, newPhoneId, effectiveFrom, personal } };
    }
    case 'OtpPhoneChangeCancelled':
      return {
        ...state,
        phoneChange: null,
        endedPhoneChanges: [...state.endedPhoneChanges, event.data.changeId],
      };
    case 'OtpPhoneChanged': {
      const { changeId, oldPhoneId, newPhoneId, personal } = event.data;
      return {
        ...state,
        phones: [...state.phones.filter((phone) => phone.phoneId !== oldPhoneId), { phoneId: newPhoneId, personal }],
        removedPhones: [...state.removedPhones, oldPhoneId],
        defaultPhoneId: state.defaultPhoneId === oldPhoneId ? newPhoneId : state.defaultPhoneId,
        phoneChange: null,
        endedPhoneChanges: [...state.endedPhoneChanges, changeId],
      };
    }
    case 'PasswordChanged':
      return { ...withoutPassword(state), passwordId: event.data.passwordId };
    case 'PasswordReset': {
      const locks = state.locks.filter((lock) => lock.untilReset !== true);
      return { ...withoutPassword(state), passwordId: event.data.passwordId, locks };
    }
    case 'ContactChanged': {
      const { fields, personal } = event.data;
      const contact = { ...state, contact: personal };
      return fields.includes('email')
        ? { ...contact, emailVersion: state.emailVersion + 1, emailVerifiedAt: null }
        : contact;
    }
    case 'EmailVerified':
      return { ...state, emailVerifiedAt: event.data.at };
    case 'LoggedIn':
    case 'SessionsRevoked':
      return state;
    case 'LoginDisavowed': {
      const disavowed = { ...state, disavowedLogins: [...state.disavowedLogins, event.data.loginId] };
      return state.passwordId === null ? disavowed : { ...disavowed, locks: lockedUntilReset(state) };
    }
    case 'LoginLocked': {
      const { factor, until } = event.data;
      const others = state.locks.filter((lock) => lock.factor !== factor || lock.untilReset === true);
      return { ...state, locks: [...others, { factor, until: until ?? null }] };
    }
    case 'LoginUnlocked': {
      const { factor } = event.data;
      const isLifted = (lock: Lock): boolean =>
        lock.untilReset !== true && (factor === 'all' || lock.factor === factor);
      return { ...state, locks: state.locks.filter((lock) => !isLifted(lock)) };
    }
    case 'IdentitySyncedFromCSDL':
      return { ...state, profile: event.data.personal };
    default:
      return evolveStanding(state, event);
  }
}

type StandingEvent = Extract<
  LaterEvent,
  {
    type:
      | 'MergeStarted'
      | 'AbsorbedIntoAccount'
      | 'MergeRefused'
      | 'MergeReversed'
      | 'Suspended'
      | 'Reinstated'
      | 'PersonalDataErased'
      | 'Closed';
  }
>;

/** Whether, and for whom, the account stands. */
function evolveStanding(state: OpenedAccount, event: StandingEvent): OpenedAccount {
  switch (event.type) {
    case 'MergeStarted': {
      const { mergeId, absorbs } = event.data;
      return { ...state, mergesStarted: [...state.mergesStarted, { mergeId, absorbs }] };
    }
    case 'AbsorbedIntoAccount': {
      const { mergeId, into } = event.data;
      return { ...withoutPassword(state), status: 'absorbed', absorbed: { mergeId, into } };
    }
    case 'MergeRefused':
      return { ...state, mergesSpent: [...state.mergesSpent, { mergeId: event.data.mergeId, into: null }] };
    case 'MergeReversed': {
      const { mergeId, from } = event.data;
      return { ...state, status: 'live', absorbed: null, mergesSpent: [...state.mergesSpent, { mergeId, into: from }] };
    }
    case 'Suspended':
      return { ...state, status: 'suspended' };
    case 'Reinstated':
      return { ...state, status: 'live' };
    case 'PersonalDataErased':
      return { ...state, dataErased: true };
    case 'Closed':
      return { ...withoutPassword(state), status: 'closed' };
    default:
      return assertNever(event);
  }
}
