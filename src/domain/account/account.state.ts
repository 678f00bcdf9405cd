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
  readonly defaultPhoneId: string | null;
  readonly phoneChange: PendingPhoneChange | null;
  readonly passwordId: string | null;
  readonly profile: Personal<IdentityProfile>;
  readonly contact: Personal<Contact> | null;
  readonly emailVerifiedAt: Instant | null;
  readonly locks: readonly Lock[];
  readonly disavowedLogins: readonly string[];
  readonly mergesStarted: readonly StartedMerge[];
  /** Merge ids that were refused here, or committed here and later reversed: each counts once. */
  readonly mergesSpent: readonly string[];
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
}

export const isOpened = (state: AccountState): state is OpenedAccount =>
  state.status === 'live' || state.status === 'suspended' || state.status === 'absorbed' || state.status === 'closed';

/** In the protocol's sense: it owns its identifiers. A suspended account does, an absorbed or closed one does not. */
export const isLive = (state: AccountState): state is OpenedAccount & { readonly status: 'live' | 'suspended' } =>
  state.status === 'live' || state.status === 'suspended';

/** Why an account that is not live cannot do what only a live one may. */
export const standing = (
  state: OpenedAccount,
): 'account.suspended' | 'account.absorbed' | 'account.closed' | undefined =>
  state.status === 'live' ? undefined : `account.${state.status}`;

/** Nothing can be appended any more that would give the account an identifier back. */
export const isTerminal = (state: AccountState): boolean =>
  state.status === 'superseded' || state.status === 'refused' || state.status === 'closed';
