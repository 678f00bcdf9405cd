import type { Consent } from '../account/account.events.js';
import type { CertificateSummary, IdentifierRecord } from '../account/identity-profile.js';
import type { Evidence, EvidenceSource } from '../assurance/evidence.js';
import type { Ial } from '../assurance/levels.js';
import type { ClaimKey } from '../claim/claim-key.js';
import type { Instant } from '../kernel/instant.js';
import type { Personal } from '../kernel/personal.js';
import type { Facts } from '../kernel/refusal.js';
import type { RegistrationStep } from '../policy/edition.js';
import type { IdentityMethod, SubjectKind } from '../policy/methods.js';
import type { Gender } from '../values/gender.js';
import type { PartialDate } from '../values/partial-date.js';

/** What was typed on the form. */
export interface TypedDetails {
  readonly personId?: IdentifierRecord;
  readonly name?: string;
  readonly birthDate?: PartialDate;
  readonly gender?: Gender;
  readonly phone?: string;
  readonly email?: string;
  readonly socialInsuranceCode?: string;
  readonly activation?: 'sms' | 'email';
}

/** What a register, a certificate or VNeID attested. Only what is here may be claimed. */
export interface AttestedDetails {
  readonly identifiers: readonly IdentifierRecord[];
  readonly name?: string;
  readonly birthDate?: PartialDate;
  readonly gender?: Gender;
  readonly socialInsuranceCode?: string;
  readonly placeOfBirth?: string;
  readonly hometown?: string;
  readonly permanentAddress?: string;
  readonly parentOrganisation?: string;
  readonly certificate?: CertificateSummary;
  /** What an agency's certificate carries, for the organisation directory. */
  readonly organisationKeys?: { readonly taxCode?: string; readonly budgetCode?: string };
}

export interface RegistrationStarted {
  readonly type: 'RegistrationStarted';
  readonly data: {
    readonly registrationId: string;
    readonly subject: SubjectKind;
    readonly method: IdentityMethod;
    /** The policy edition the whole registration runs under, and the steps it asks for, in order. */
    readonly edition: string;
    readonly steps: readonly RegistrationStep[];
    readonly consent: Consent;
    readonly at: Instant;
    readonly expiresAt: Instant;
    readonly personal: Personal<TypedDetails>;
  };
}

/** A source confirmed the person (or found an organisation); it may bring further identifiers. */
export interface IdentityMatched {
  readonly type: 'IdentityMatched';
  readonly data: {
    readonly by: EvidenceSource;
    readonly evidence: Evidence;
    readonly personal: Personal<AttestedDetails>;
  };
}

/** A source answered, and it was not this person. The registration ends. */
export interface IdentityMismatched {
  readonly type: 'IdentityMismatched';
  readonly data: { readonly by: EvidenceSource; readonly evidence: Evidence };
}

export interface OtpConfirmed {
  readonly type: 'OtpConfirmed';
  readonly data: { readonly at: Instant };
}

export interface EmailLinkFollowed {
  readonly type: 'EmailLinkFollowed';
  readonly data: { readonly at: Instant };
}

/** A certificate (token, SIM, SmartCA) or VNeID proved the holder; `level` is set where the proof decides it (VNeID). */
export interface SignatureVerified {
  readonly type: 'SignatureVerified';
  readonly data: {
    readonly evidence: Evidence;
    /** SHA-256 (hex) over issuer, serial and public key. */
    readonly certificate?: string;
    readonly validUntil?: Instant;
    readonly level?: Ial;
    readonly personal: Personal<AttestedDetails>;
  };
}

/** The holder saw what the proof says of them, and agreed. */
export interface HolderConfirmed {
  readonly type: 'HolderConfirmed';
  readonly data: { readonly at: Instant; readonly personal: Personal<{ readonly email?: string }> };
}

/** All proofs are in: account id and keys are fixed before the first claim, so that a retry cannot choose others. */
export interface RegistrationPinned {
  readonly type: 'RegistrationPinned';
  readonly data: {
    readonly accountId: string;
    readonly keys: readonly ClaimKey[];
    readonly methodId: string;
    readonly phoneId?: string;
    readonly passwordId?: string;
    readonly at: Instant;
  };
}

export interface RegistrationEnded {
  readonly type: 'RegistrationEnded';
  readonly data: {
    readonly how: 'registered' | 'duplicate' | 'superseded' | 'mismatch' | 'refused';
    readonly accountId?: string;
    readonly code?: string;
    readonly facts?: Facts;
    readonly at: Instant;
  };
}

export interface RegistrationExpired {
  readonly type: 'RegistrationExpired';
  readonly data: { readonly at: Instant };
}

export type RegistrationEvent =
  | RegistrationStarted
  | IdentityMatched
  | IdentityMismatched
  | OtpConfirmed
  | EmailLinkFollowed
  | SignatureVerified
  | HolderConfirmed
  | RegistrationPinned
  | RegistrationEnded
  | RegistrationExpired;
