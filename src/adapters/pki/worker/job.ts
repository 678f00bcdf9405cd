import type { CertificateHolder } from '../../../application/ports/signing.port.js';
import type { TrustAnchorSet } from '../../../domain/policy/edition.js';
import type { RevocationAnswer, UsedAnswer, Wanted } from '../revocation/answers.js';
import type { RevocationPolicy } from '../revocation/policy.js';

/** What a thread is told once. Everything in it can be copied to another thread. */
export interface VerificationSetup {
  /** DER each. */
  readonly anchors: Readonly<Record<TrustAnchorSet, readonly Uint8Array[]>>;
  /** Issuing authorities that signers do not always send along; trusted for nothing. */
  readonly intermediates: readonly Uint8Array[];
  readonly revocation: Readonly<Record<TrustAnchorSet, RevocationPolicy>>;
}

export interface VerificationRequest {
  readonly challenge: string;
  readonly origin: string;
  readonly signature: string;
  readonly anchors: TrustAnchorSet;
  /** Our clock, in milliseconds. */
  readonly at: number;
}

export interface VerificationJob {
  readonly request: VerificationRequest;
  /** What came for what was wanted, by key. */
  readonly answers: Readonly<Record<string, RevocationAnswer>>;
  /** Whether the decision brings the bytes of its lists along: a thread may remember one that nobody else has any more. */
  readonly withLists?: boolean;
}

/** What a verification came to. */
export interface Decision {
  /** Empty: verified. */
  readonly failures: readonly string[];
  readonly holder: CertificateHolder | undefined;
  /** The bundle from which the same can be decided again. */
  readonly evidence: string;
  /** The revocation lists it rests on, by SHA-256; the bundle does not repeat them. */
  readonly lists: readonly { readonly digest: string; readonly bytes?: Uint8Array }[];
  readonly used: readonly UsedAnswer[];
}

/** `needs`: to be asked again with the answers. */
export type VerificationStep =
  | { readonly kind: 'needs'; readonly wanted: readonly Wanted[] }
  | { readonly kind: 'decided'; readonly decision: Decision };

/** Where verifications run. */
export interface Executor {
  /** Rejects with `Unavailable` when there is no room for it, or when the thread it ran on ended. */
  run(job: VerificationJob): Promise<VerificationStep>;
  close(): Promise<void>;
}
