import { hash } from 'node:crypto';
import type { TrustAnchorSet } from '../../../domain/policy/edition.js';

/** A certificate that is trusted because this deployment says so. */
export interface TrustAnchor {
  readonly der: Uint8Array;
  /** SHA-256 of the DER, hex. */
  readonly sha256: string;
}

/** The hierarchies, apart: an agency's certificate is looked for in one, everybody else's in the other. */
export type TrustAnchors = Readonly<Record<TrustAnchorSet, readonly TrustAnchor[]>>;

export const anchorOf = (der: Uint8Array): TrustAnchor => ({ der, sha256: hash('sha256', der, 'hex') });

/** Anchors that need no pins, because nobody could have changed them: those that this very process made. */
export const anchorsMadeHere = (made: Readonly<Record<TrustAnchorSet, readonly Uint8Array[]>>): TrustAnchors => ({
  public: made.public.map(anchorOf),
  government: made.government.map(anchorOf),
});
