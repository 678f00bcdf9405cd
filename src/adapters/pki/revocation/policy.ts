/** What counts as proof that a certificate was not revoked, and what happens without. Per set of trust anchors. */
export interface RevocationPolicy {
  /**
   * `hard`: no answer refuses. `soft`: no answer is let pass, and the evidence says so; an answer that is wrong, stale or
   * says revoked refuses all the same, and so does a certificate that names nobody to ask.
   */
  readonly mode: 'hard' | 'soft';
  /** What is asked first where a certificate names both; the other one is asked when the first is silent. */
  readonly first: 'ocsp' | 'crl';
  /** How far a responder's clock may be from ours. */
  readonly clockSkewMs: number;
  /** How old an answer may be that does not say when the next one comes. */
  readonly maxAgeMs: number;
  /** How long an answer serves other decisions, at most; it never outlives the time it gives itself. */
  readonly reuseMs: number;
  /** Whether OCSP requests carry a nonce. Responders that sign in advance answer without; a wrong one is always refused. */
  readonly nonce: 'none' | 'send' | 'require';
}

export const defaultRevocationPolicy: RevocationPolicy = {
  mode: 'hard',
  first: 'ocsp',
  clockSkewMs: 5 * 60_000,
  maxAgeMs: 24 * 3_600_000,
  reuseMs: 10 * 60_000,
  nonce: 'send',
};
