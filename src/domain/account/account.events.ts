import type { Evidence } from '../assurance/evidence.js';
import type { AuthenticationLevel, Ial } from '../assurance/levels.js';
import type { ClaimKey } from '../claim/claim-key.js';
import type { Instant } from '../kernel/instant.js';
import type { Personal } from '../kernel/personal.js';
import type { Facts } from '../kernel/refusal.js';
import type { MethodKind, SubjectKind } from '../policy/methods.js';
import type { IdentityProfile } from './identity-profile.js';
import type { MethodGrant } from './method-grant.js';

/*
 * Storage formats: a change of shape is a new stored version with an upcaster (src/adapters/event-codec).
 * Each event has at most one `personal` box; everything outside it must be safe to keep for ever.
 */

/** Field of a profile -> id of the evidence that gave it. */
export type FieldEvidence = Readonly<Partial<Record<keyof IdentityProfile, string>>>;

/** What the person agreed to, when. Without it no registration starts. */
export interface Consent {
  readonly edition: string;
  /** SHA-256 (hex) of the text shown. */
  readonly digest: string;
  readonly at: Instant;
}

export interface Registered {
  readonly type: 'Registered';
  readonly data: {
    readonly registrationId: string;
    readonly subject: SubjectKind;
    readonly grant: MethodGrant;
    readonly evidence: readonly Evidence[];
    /** Every claim the account was given, as pinned before the first of them was made. */
    readonly keys: readonly ClaimKey[];
    readonly consent: Consent;
    /** Where the password's hash lies in the secret vault; absent: the account has no password. */
    readonly passwordId?: string;
    /** The OTP phone, default from the start; its number is in `personal`. */
    readonly phoneId?: string;
    /** Which evidence each field of the profile came from; a field that is missing here was typed. */
    readonly fieldEvidence?: FieldEvidence;
    readonly personal: Personal<IdentityProfile>;
  };
}

/** The command was overtaken: a final answer, and the account id is never used. */
export interface RegistrationSuperseded {
  readonly type: 'RegistrationSuperseded';
  readonly data: { readonly registrationId: string; readonly by: string };
}

/** The subject has an account already: a final answer, and the account id is never used. */
export interface RegistrationRefused {
  readonly type: 'RegistrationRefused';
  readonly data: { readonly registrationId: string; readonly code: string; readonly facts: Facts };
}

export interface MethodAdded {
  readonly type: 'MethodAdded';
  readonly data: { readonly grant: MethodGrant; readonly evidence: readonly Evidence[] };
}

export interface MethodRemoved {
  readonly type: 'MethodRemoved';
  readonly data: { readonly methodId: string; readonly method: MethodKind; readonly at: Instant };
}

/** A further identifier of the same subject, recorded after its claim (addAlias of the claim protocol). */
export interface IdentifierAdded {
  readonly type: 'IdentifierAdded';
  readonly data: {
    readonly keys: readonly ClaimKey[];
    readonly evidence: readonly Evidence[];
    readonly personal: Personal<Pick<IdentityProfile, 'identifiers'>>;
  };
}

/** Identifiers that the account has, under another pepper; recorded after they were claimed. Nothing about the subject is new. */
export interface KeysRenewed {
  readonly type: 'KeysRenewed';
  readonly data: { readonly keys: readonly ClaimKey[] };
}

export interface OtpPhone {
  readonly phone: string;
}

export interface OtpPhoneAdded {
  readonly type: 'OtpPhoneAdded';
  readonly data: { readonly phoneId: string; readonly at: Instant; readonly personal: Personal<OtpPhone> };
}

export interface OtpPhoneRemoved {
  readonly type: 'OtpPhoneRemoved';
  readonly data: { readonly phoneId: string; readonly at: Instant };
}

export interface DefaultOtpPhoneSet {
  readonly type: 'DefaultOtpPhoneSet';
  readonly data: { readonly phoneId: string };
}

export interface OtpPhoneChangeRequested {
  readonly type: 'OtpPhoneChangeRequested';
  readonly data: {
    readonly changeId: string;
    readonly oldPhoneId: string;
    readonly newPhoneId: string;
    readonly effectiveFrom: Instant;
    readonly evidence: readonly Evidence[];
    readonly personal: Personal<OtpPhone>;
  };
}

export interface OtpPhoneChangeCancelled {
  readonly type: 'OtpPhoneChangeCancelled';
  readonly data: { readonly changeId: string; readonly by: 'login' | 'verifiedEmail' | 'officer' };
}

export interface OtpPhoneChanged {
  readonly type: 'OtpPhoneChanged';
  readonly data: {
    readonly changeId: string;
    readonly oldPhoneId: string;
    readonly newPhoneId: string;
    readonly at: Instant;
    readonly personal: Personal<OtpPhone>;
  };
}

export interface PasswordChanged {
  readonly type: 'PasswordChanged';
  readonly data: { readonly passwordId: string; readonly at: Instant };
}

/** The owner had forgotten it; `by` says what proved the owner. */
export interface PasswordReset {
  readonly type: 'PasswordReset';
  readonly data: {
    readonly passwordId: string;
    readonly at: Instant;
    readonly by: 'otp' | 'certificate' | 'vneid' | 'counter';
  };
}

export interface Contact {
  readonly email?: string;
  /** Where an office may call, as typed (E.164). Receives no codes: OTP phones are a list of their own. */
  readonly phone?: string;
  readonly address?: string;
}

export interface ContactChanged {
  readonly type: 'ContactChanged';
  readonly data: { readonly fields: readonly (keyof Contact)[]; readonly personal: Personal<Contact> };
}

export interface EmailVerified {
  readonly type: 'EmailVerified';
  readonly data: { readonly at: Instant };
}

export interface LoggedIn {
  readonly type: 'LoggedIn';
  readonly data: {
    readonly loginId: string;
    readonly sessionId: string;
    readonly at: Instant;
    readonly method: MethodKind;
    /** The lower of the account's level and the method's. */
    readonly level: Ial;
    readonly authentication: AuthenticationLevel;
    readonly phoneId?: string;
    /** Of what the proof stood on, by certificate or VNeID: the digest under which evidence is kept. */
    readonly evidenceDigest?: string;
    /** Where from: network prefix (never the whole address) and agent; sealed, since it is online behaviour. */
    readonly personal: Personal<LoginOrigin>;
  };
}

export interface LoginOrigin {
  readonly network: string;
  readonly agent: string;
}

export interface LoginDisavowed {
  readonly type: 'LoginDisavowed';
  readonly data: { readonly loginId: string; readonly at: Instant };
}

export interface LoginLocked {
  readonly type: 'LoginLocked';
  readonly data: { readonly factor: 'password' | 'otp' | 'all'; readonly until?: Instant; readonly at: Instant };
}

export interface LoginUnlocked {
  readonly type: 'LoginUnlocked';
  readonly data: { readonly factor: 'password' | 'otp' | 'all'; readonly at: Instant };
}

export interface SessionsRevoked {
  readonly type: 'SessionsRevoked';
  readonly data: { readonly sessionIds: readonly string[] | 'all'; readonly reason: string; readonly at: Instant };
}

export interface IdentitySyncedFromCSDL {
  readonly type: 'IdentitySyncedFromCSDL';
  readonly data: {
    readonly evidence: Evidence;
    /** Which fields differ from what the account held; the values are in `personal`. */
    readonly changed: readonly (keyof IdentityProfile)[];
    readonly personal: Personal<IdentityProfile>;
  };
}

/** This account means to absorb another. */
export interface MergeStarted {
  readonly type: 'MergeStarted';
  readonly data: { readonly mergeId: string; readonly absorbs: string; readonly at: Instant };
}

/** The merge: every lookup of this account follows to the survivor. No claim moves. */
export interface AbsorbedIntoAccount {
  readonly type: 'AbsorbedIntoAccount';
  readonly data: { readonly mergeId: string; readonly into: string; readonly at: Instant };
}

export interface MergeRefused {
  readonly type: 'MergeRefused';
  readonly data: { readonly mergeId: string; readonly by: string; readonly at: Instant };
}

export interface MergeReversed {
  readonly type: 'MergeReversed';
  readonly data: { readonly mergeId: string; readonly from: string; readonly at: Instant; readonly ground: string };
}

export interface Suspended {
  readonly type: 'Suspended';
  readonly data: { readonly ground: string; readonly ticket: string; readonly at: Instant };
}

export interface Reinstated {
  readonly type: 'Reinstated';
  readonly data: { readonly ground: string; readonly ticket: string; readonly at: Instant };
}

export interface PersonalDataErased {
  readonly type: 'PersonalDataErased';
  readonly data: { readonly ground: string; readonly ticket: string; readonly at: Instant };
}

export interface Closed {
  readonly type: 'Closed';
  readonly data: { readonly ground: string; readonly ticket?: string; readonly at: Instant };
}

export type FirstAccountEvent = Registered | RegistrationSuperseded | RegistrationRefused;

export type AccountEvent =
  | FirstAccountEvent
  | MethodAdded
  | MethodRemoved
  | IdentifierAdded
  | KeysRenewed
  | OtpPhoneAdded
  | OtpPhoneRemoved
  | DefaultOtpPhoneSet
  | OtpPhoneChangeRequested
  | OtpPhoneChangeCancelled
  | OtpPhoneChanged
  | PasswordChanged
  | PasswordReset
  | ContactChanged
  | EmailVerified
  | LoggedIn
  | LoginDisavowed
  | LoginLocked
  | LoginUnlocked
  | SessionsRevoked
  | IdentitySyncedFromCSDL
  | MergeStarted
  | AbsorbedIntoAccount
  | MergeRefused
  | MergeReversed
  | Suspended
  | Reinstated
  | PersonalDataErased
  | Closed;
