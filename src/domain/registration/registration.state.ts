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

export interface EndedRegistration extends Pick<
  RunningRegistration,
  'registrationId' | 'subject' | 'method' | 'edition' | 'steps' | 'expiresAt' | 'proof' | 'pinned'
> {
  readonly status: 'ended';
  readonly how: 'registered' | 'duplicate' | 'superseded' | 'mismatch' | 'refused' | 'expired';
  readonly accountId: string | null;
  /** Why it ended without an account; null once registered. */
  readonly code: string | null;
  readonly facts: Facts;
}

/** Whose answer each step waits for; a step that is not here waits for the person. */
const sourceOf = {
  subscriberMatch: 'subscriberRegistry',
  socialInsuranceMatch: 'socialInsuranceRegistry',
  postalMatch: 'postalAccounts',
  organisationLookup: 'organisationDirectory',
  counterProof: 'counter',
  resolveAliases: 'populationRegistry',
  signature: 'certificate',
  eidAssertion: 'eidProvider',
} as const satisfies Partial<Record<RegistrationStep, EvidenceSource>>;
type AttestedStep = keyof typeof sourceOf;

/** The step that an answer of this source is for. */
export const stepOf = (source: EvidenceSource): AttestedStep =>
  (Object.keys(sourceOf) as AttestedStep[]).find((step) => sourceOf[step] === source) as AttestedStep;

/** Steps that a registration may be finished without: advice, and what a register may tell later. */
export const optionalSteps: ReadonlySet<RegistrationStep> = new Set<RegistrationStep>([
  'advisoryDedup',
  'resolveAliases',
]);

/** Steps that leave a trace in the stream when done; the others are run again where they stand, without harm. */
export const stepDone = (state: RunningRegistration, step: RegistrationStep): boolean => {
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
    case 'holderConfirmation':
      return state.confirmation !== null;
    default:
      return state.attestations.some((one) => one.by === sourceOf[step]);
  }
};

/** The first step not done; none when all proofs are in. */
export const nextStep = (
  state: RunningRegistration,
  skipping: ReadonlySet<RegistrationStep> = new Set(),
): RegistrationStep | undefined => state.steps.find((step) => !skipping.has(step) && !stepDone(state, step));
