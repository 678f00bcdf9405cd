import type { Instant } from '../../domain/kernel/instant.js';
import type { SubjectKind } from '../../domain/policy/methods.js';
import type { DueProof, ProofMethod } from '../proofs/proof-api.js';
import type { OpenedSession } from './login-api.js';

/** A login whose proof is the method's own: a signature, or VNeID's assertion. */
export interface StartAssertionLogin {
  readonly method: ProofMethod;
  /** Whose account; decides which hierarchy a certificate must chain to. A citizen's, when left out. */
  readonly subject?: SubjectKind;
  /** The SIM that shall sign, as typed. */
  readonly phone?: string;
  /** Where SmartCA and VNeID send the person back to. */
  readonly redirectUri?: string;
}

/** The proof was asked for. */
export interface AssertionLoginView {
  /** Unguessable, short-lived: whoever has it may answer with the proof, and nothing else. */
  readonly loginToken: string;
  readonly due: DueProof;
}

/** What became of an answer. */
export type AssertionLoginAnswer =
  /** The SIM or the app has not answered yet; ask again. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'loggedIn'; readonly opened: OpenedSession }
  | { readonly kind: 'consentDue'; readonly consent: ConsentDue };

/**
 * VNeID proved the person, whose account does not have VNeID yet: its owner agrees that it is added, by a code to the
 * account's default phone, or in a session that the account's own login opened.
 */
export type ConsentDue =
  | {
      readonly by: 'code';
      readonly loginToken: string;
      /** `082****088` */
      readonly sentTo: string;
      readonly expiresAt: Instant;
      readonly resendAt: Instant;
    }
  /** The account has no phone that a code could go to. */
  | { readonly by: 'login'; readonly loginToken: string; readonly expiresAt: Instant };
