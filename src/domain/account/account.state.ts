import type { ClaimKey } from '../claim/claim-key.js';
import type { Instant } from '../kernel/instant.js';
import type { Personal } from '../kernel/personal.js';
import type { Facts } from '../kernel/refusal.js';
import type { SubjectKind } from '../policy/methods.js';
import type { Contact, OtpPhone } from './account.events.js';
import type { IdentityProfile } from './identity-profile.js';
import type { MethodGrant } from './method-grant.js';

/** Plain data, so that a snapshot is its JSON; personal parts stay sealed in it. */
export type AccountState = EmptyAccount | OverruledAccount | OpenedAccount;

export interface EmptyAccount {
  readonly status: 'empty';
}

/** The first event said no: the id stands for a decided command, never for a subject. */
export interface OverruledAccount {
  readonly status: 'superseded' | 'refused';
  readonly registrationId: string;
  readonly code: string;
  readonly facts: Facts;
}

export interface PhoneRecord {
  readonly phoneId: string;
  readonly personal: Personal<{ readonly phone?: string }>;
}

export interface StartedMerge {
  readonly mergeId: string;
  readonly absorbs: string;
}

/** A merge id that can never commit at this account any more. */
export interface SpentMerge {
  readonly mergeId: string;
  /** The account it had given this one to, until it was reversed; null: it was refused before it could commit. */
  readonly into: string | null;
}

export interface OpenedAccount {
  readonly status: 'live' | 'suspended' | 'absorbed' | 'closed';
  readonly registrationId: string;
  readonly subject: SubjectKind;
  readonly registeredBy: MethodGrant['method'];
  readonly grants: readonly MethodGrant[];
  /** Ids of methods that were removed; they never come back, not by a merge either. */
  readonly removedMethods: readonly string[];
  readonly keys: readonly ClaimKey[];
  readonly phones: readonly PhoneRecord[];
  /** Ids of phones that were removed or replaced; they never come back. */
  readonly removedPhones: readonly string[];
  readonly defaultPhoneId: string | null;
  readonly phoneChange: PendingPhoneChange | null;
  /** Ids of phone changes that were completed or cancelled; none of them can be asked for again. */
  readonly endedPhoneChanges: readonly string[];
  readonly passwordId: string | null;
  /** Ids of passwords that were replaced or dropped; none of them can be set again. */
  readonly pastPasswords: readonly string[];
  readonly profile: Personal<IdentityProfile>;
  readonly contact: Personal<Contact> | null;
  /** How often the e-mail address was set after registering: a verifying link is good for one of them only. */
  readonly emailVersion: number;
  readonly emailVerifiedAt: Instant | null;
  readonly locks: readonly Lock[];
  readonly disavowedLogins: readonly string[];
  readonly mergesStarted: readonly StartedMerge[];
  /** Merges that were refused here, or committed here and later reversed: each id counts once. */
  readonly mergesSpent: readonly SpentMerge[];
  readonly absorbed: { readonly into: string; readonly mergeId: string } | null;
  readonly dataErased: boolean;
}

export interface PendingPhoneChange {
  readonly changeId: string;
  readonly oldPhoneId: string;
  readonly newPhoneId: string;
  readonly effectiveFrom: Instant;
  readonly personal: Personal<OtpPhone>;
}

export interface Lock {
  readonly factor: 'password' | 'otp' | 'all';
  readonly until: Instant | null;
  /** After a disavowed login: it ends when the password is reset, since the one in use may be a stranger's. */
  readonly untilReset?: true;
}

/** A login was disowned, and the password that may have opened it is still the one in use. */
export const isLockedUntilReset = ({ locks }: OpenedAccount): boolean => locks.some((lock) => lock.untilReset === true);

export const isOpened = (state: AccountState): state is OpenedAccount =>
  state.status === 'live' || state.status === 'suspended' || state.status === 'absorbed' || state.status === 'closed';

/** In the protocol's sense: it owns its identifiers. A suspended account does, an absorbed or closed one does not. */
export const isLive = (state: AccountState): state is OpenedAccount & { readonly status: 'live' | 'suspended' } =>
  state.status === 'live' || state.status === 'suspended';

export const spentMerge = (state: OpenedAccount, mergeId: string): SpentMerge | undefined =>
  state.mergesSpent.find((spent) => spent.mergeId === mergeId);

/** Why an account that is not live cannot do what only a live one may. */
export const standing = (
  state: OpenedAccount,
): 'account.suspended' | 'account.absorbed' | 'account.closed' | undefined =>
  state.status === 'live' ? undefined : `account.${state.status}`;

/** Nothing can be appended any more that would give the account an identifier back. */
export const isTerminal = (state: AccountState): boolean =>
  state.status === 'superseded' || state.status === 'refused' || state.status === 'closed';
