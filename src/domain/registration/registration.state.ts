import type { Consent } from '../account/account.events.js';
import type { Evidence, EvidenceSource } from '../assurance/evidence.js';
import type { Ial } from '../assurance/levels.js';
import type { Instant } from '../kernel/instant.js';
import type { Personal } from '../kernel/personal.js';
import type { Facts } from '../kernel/refusal.js';
import type { RegistrationStep } from '../policy/edition.js';
import type { IdentityMethod, SubjectKind } from '../policy/methods.js';
import type { AttestedDetails, RegistrationPinned, TypedDetails } from './registration.events.js';

export type RegistrationState = NoRegistration | RunningRegistration | EndedRegistration;

export interface NoRegistration {
  readonly status: 'none';
}

/** One source's answer, in the order the answers came. */
export interface Attestation {
  readonly by: EvidenceSource;
  readonly evidence: Evidence;
  readonly personal: Personal<AttestedDetails>;
}

export interface RunningRegistration {
  readonly status: 'running';
  readonly registrationId: string;
  readonly subject: SubjectKind;
  readonly method: IdentityMethod;
  readonly edition: string;
  readonly steps: readonly RegistrationStep[];
  readonly consent: Consent;
  readonly startedAt: Instant;
  readonly expiresAt: Instant;
  readonly typed: Personal<TypedDetails>;
  readonly attestations: readonly Attestation[];
  readonly otpConfirmedAt: Instant | null;
  readonly linkFollowedAt: Instant | null;
  readonly proof: ProofOfHolder | null;
  readonly confirmation: Personal<{ readonly email?: string }> | null;
  readonly pinned: RegistrationPinned['data'] | null;
}

export interface ProofOfHolder {
  readonly certificate: string | null;
  readonly validUntil: Instant | null;
  readonly level: Ial | null;
}

export interface EndedRegistration {
  readonly status: 'ended';
  readonly registrationId: string;
  readonly how: 'registered' | 'duplicate' | 'superseded' | 'mismatch' | 'refused' | 'expired';
  readonly accountId: string | null;
  readonly passwordId: string | null;
  readonly code: string | null;
  readonly facts: Facts;
}

/** Steps that leave a trace in the stream when done; the others are run again where they stand, without harm. */
export const stepDone = (state: RunningRegistration, step: RegistrationStep): boolean => {
  const attested = (by: EvidenceSource): boolean => state.attestations.some((one) => one.by === by);
  switch (step) {
    case 'captcha':
      return true; // nothing starts without it
    case 'advisoryDedup':
    case 'password':
      return state.pinned !== null;
    case 'smsOtp':
      return state.otpConfirmedAt !== null;
    case 'activation':
      return state.otpConfirmedAt !== null || state.linkFollowedAt !== null;
    case 'subscriberMatch':
      return attested('subscriberRegistry');
    case 'socialInsuranceMatch':
      return attested('socialInsuranceRegistry');
    case 'postalMatch':
      return attested('postalAccounts');
    case 'organisationLookup':
      return attested('organisationDirectory');
    case 'counterProof':
      return attested('counter');
    case 'resolveAliases':
      return attested('populationRegistry');
    case 'signature':
    case 'eidAssertion':
      return state.proof !== null;
    case 'holderConfirmation':
      return state.confirmation !== null;
  }
};

/** The first step not done; none when all proofs are in. */
export const nextStep = (
  state: RunningRegistration,
  skipping: ReadonlySet<RegistrationStep> = new Set(),
): RegistrationStep | undefined => state.steps.find((step) => !skipping.has(step) && !stepDone(state, step));
