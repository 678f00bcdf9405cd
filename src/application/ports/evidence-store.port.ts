import type { ClearData, SealedData } from '../../domain/kernel/personal.js';

/**
 * What a decision stood on, under the digest that the event or another piece of evidence names it by. `sealed`: under its
 * subject's key, so that destroying the key erases it here as well. `clear`: what is public anyway, such as revocation
 * lists, kept once however many decisions stood on it.
 */
export interface KeptEvidence {
  /** 64 hex digits. */
  readonly digest: string;
  readonly content: SealedData<string> | ClearData<string>;
}

/** Evidence by digest: written once, never changed, never listed. */
export interface EvidenceStore {
  /**
   * Keeps all of them or none; durable when it resolves. A digest that is there already keeps what it has: the same
   * digest means the same content. Rejects with `Unavailable`.
   */
  put(evidence: readonly KeptEvidence[]): Promise<void>;
  /** Rejects with `Unavailable`. */
  find(digest: string): Promise<KeptEvidence | undefined>;
}
