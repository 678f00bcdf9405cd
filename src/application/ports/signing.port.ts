import type { CertificateSummary } from '../../domain/account/identity-profile.js';
import type { Instant } from '../../domain/kernel/instant.js';

import type { TrustAnchorSet } from '../../domain/policy/edition.js';
import type { Phone } from '../../domain/values/phone.js';
import type { Answer } from './registries.port.js';

/** Who a certificate says its holder is; raw texts of the subject's numbers, parsed by the domain. */
export interface CertificateHolder {
  readonly summary: CertificateSummary;
  /** SHA-256 (hex) over issuer, serial and public key: what a method is bound to. */
  readonly fingerprint: string;
  readonly validFrom: Instant;
  readonly validUntil: Instant;
  readonly personIds: readonly string[];
  readonly taxCodes: readonly string[];
  readonly budgetCodes: readonly string[];
  readonly name: string;
  readonly email?: string;
}

/** Public data that a verification rests on and that would be kept again and again: revocation lists. */
export interface EvidenceAttachment {
  /** SHA-256 of the bytes, hex; the bundle names it so. */
  readonly digest: string;
  /** The bytes in base64, made only for who does not have them yet. */
  readonly content: () => string;
}

/** `raw` is the bundle from which the verification can be done again; it names its attachments and does not repeat them. */
interface Verification extends Answer {
  readonly attachments?: readonly EvidenceAttachment[];
}

export type SignatureResult =
  | (Verification & { readonly kind: 'verified'; readonly holder: CertificateHolder })
  /** Every failure found, as catalogue codes; the first decides the message. */
  | (Verification & { readonly kind: 'refused'; readonly failures: readonly string[] });

/** Verifies a signature over our nonce, the chain to the named anchors, revocation and key usage, at our time. */
export interface SignatureVerifier {
  verify(request: {
    /** What had to be signed: the UTF-8 bytes of this text, unless the form of the signature has a rule of its own. */
    readonly challenge: string;
    /** The web origin that asked (`scheme://host[:port]`), for forms that sign it as well. */
    readonly origin: string;
    /** As it came from the client. */
    readonly signature: string;
    readonly anchors: TrustAnchorSet;
    readonly at: Instant;
  }): Promise<SignatureResult>;
}

export type RemoteSignature =
  | { readonly kind: 'signed'; readonly signature: string }
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'refused';
      readonly failure: 'userRefused' | 'expired' | 'unknownSubscriber' | 'wrongPin' | 'busy' | 'failed';
    };

/** Asks a phone's SIM for a signature (ETSI TS 102 204). `prompt` carries the code shown on both screens. */
export interface MobileSignatureService {
  start(request: {
    readonly transactionId: string;
    readonly phone: Phone;
    readonly challenge: string;
    readonly prompt: string;
  }): Promise<void>;
  status(transactionId: string): Promise<RemoteSignature>;
}

/** SmartCA: the person logs in there, then confirms the signing in the app. */
export interface RemoteSigningService {
  /** Where to send the person. */
  authorizeUrl(request: { readonly state: string; readonly redirectUri: string }): Promise<string>;
  /** The code from the redirect starts the signing transaction. */
  start(request: {
    readonly transactionId: string;
    readonly code: string;
    /** That of `authorizeUrl`, exactly: the code is good for no other. */
    readonly redirectUri: string;
    readonly challenge: string;
    readonly prompt: string;
  }): Promise<void>;
  status(transactionId: string): Promise<RemoteSignature>;
}
