import type { Ial } from '../../domain/assurance/levels.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { IdentityMethod, SubjectKind } from '../../domain/policy/methods.js';
import type { DueProof, ProofMethod } from '../proofs/proof-api.js';

/** One way in which the account's identity was proved. */
export interface OwnMethod {
  readonly methodId: string;
  readonly method: IdentityMethod;
  readonly level: Ial;
  readonly verifiedAt: Instant;
  readonly validUntil: Instant | null;
  readonly inForce: boolean;
  /** False: without it nothing would let the owner in. */
  readonly removable: boolean;
}

export interface StartAddition {
  readonly method: ProofMethod;
  /** The SIM that shall sign, as typed. */
  readonly phone?: string;
  /** Where SmartCA and VNeID send the person back to. */
  readonly redirectUri?: string;
}

/** The proof was asked for. */
export interface AdditionView {
  readonly additionId: string;
  readonly due: DueProof;
}

export interface AddedMethod {
  readonly kind: 'added';
  readonly methodId: string;
  readonly method: ProofMethod;
  readonly level: Ial;
  readonly validUntil: Instant | null;
}

export type AdditionAnswer =
  /** The SIM or the app has not answered yet; ask again. */
  { readonly kind: 'waiting' } | AddedMethod;

/** A method for an account that is found by what the method proves: what a duplicate is offered at registering. */
export interface StartConsent extends StartAddition {
  readonly subject: SubjectKind;
}

export interface ConsentView {
  /** Unguessable, short-lived: whoever has it may answer with the proof and with the owner's code, and nothing else. */
  readonly consentToken: string;
  readonly due: DueProof;
}

export type ConsentAnswer =
  | { readonly kind: 'waiting' }
  /** The proof is good; a code went to the account's default phone. */
  | {
      readonly kind: 'codeSent';
      readonly sentTo: string;
      readonly expiresAt: Instant;
      readonly resendAt: Instant;
    };
