import type { RevocationRequest, Silence } from './transport.js';

/** Revocation data that a decision needs and does not have. */
export interface Wanted {
  /** What it is about, whoever asks: the address, and for OCSP the certificate. */
  readonly key: string;
  readonly request: RevocationRequest;
  /** What the OCSP request carries, to be found in the answer. */
  readonly nonce?: Uint8Array;
}

/** What came for a `Wanted`; not looked at yet. */
export type RevocationAnswer =
  | {
      readonly kind: 'answered';
      readonly bytes: Uint8Array;
      /** SHA-256 of the bytes, hex: parsed lists are kept by it. */
      readonly digest: string;
      /** Our clock when it came, in milliseconds. */
      readonly fetchedAt: number;
      readonly nonce?: Uint8Array;
    }
  | { readonly kind: 'silent'; readonly why: Silence };

/** What is at hand. */
export interface KnownAnswers {
  find(key: string): RevocationAnswer | undefined;
}

/** An answer that a decision stood on, and until when it may serve others. */
export interface UsedAnswer {
  readonly key: string;
  /** `undefined`: for this decision only; it was silence, or of no use. */
  readonly until: number | undefined;
}
