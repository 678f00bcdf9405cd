import type { Evidence } from '../../domain/assurance/evidence.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';
import type { Budget, TrustAnchorSet } from '../../domain/policy/edition.js';
import type { CertificateMethod } from '../../domain/policy/methods.js';
import type { Phone } from '../../domain/values/phone.js';
import type { EidSubject } from '../ports/eid-provider.port.js';
import type { CertificateHolder } from '../ports/signing.port.js';
import type { ProofToKeep } from './kept-proof.js';
import type { ProofPurpose } from './statement.js';

/** Methods whose own proof says who somebody is: a signature, or VNeID's assertion. */
export type ProofMethod = CertificateMethod | 'vneid';

export interface ProofRequest {
  readonly purpose: ProofPurpose;
  /** The process the proof belongs to: a registration, a login, a change. */
  readonly processId: string;
  readonly method: ProofMethod;
  /** The SIM that is asked to sign. */
  readonly phone?: Phone;
  /** Where SmartCA and VNeID send the person back to. */
  readonly redirectUri?: string;
  readonly life: Duration;
  /** How often one number may be made to light up. */
  readonly prompts: Budget;
}

/** What a screen needs to ask for the proof. */
export type DueProof =
  | { readonly by: 'usbToken'; readonly challenge: string; readonly expiresAt: Instant }
  /** `verificationCode` is shown on both screens; the person compares. */
  | { readonly by: 'simPki'; readonly verificationCode: string; readonly expiresAt: Instant }
  | {
      readonly by: 'smartCa';
      readonly authorizeUrl: string;
      readonly verificationCode: string;
      readonly expiresAt: Instant;
    }
  | { readonly by: 'vneid'; readonly authorizeUrl: string; readonly expiresAt: Instant };

export type ProofInput =
  | { readonly kind: 'signature'; readonly signature: string }
  /** Ask a SIM or an app again whether it has signed. */
  | { readonly kind: 'poll' }
  | { readonly kind: 'authorizationCode'; readonly code: string; readonly state: string };

/** `waiting`: the SIM or the app has not answered yet. */
export type Proved =
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'certificate';
      readonly holder: CertificateHolder;
      readonly evidence: Evidence;
      readonly toKeep: ProofToKeep;
    }
  | { readonly kind: 'eid'; readonly eid: EidSubject; readonly evidence: Evidence; readonly toKeep: ProofToKeep };

export interface ProofAnswer {
  readonly request: ProofRequest;
  readonly anchors: TrustAnchorSet;
  readonly input: ProofInput;
}
