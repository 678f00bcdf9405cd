import type { ClaimKey } from '../../domain/claim/claim-key.js';
import type { Identifier } from '../../domain/values/identifier.js';

/**
 * Blind keys of identifiers: HMAC-SHA-256 of kind and canonical text under a versioned pepper.
 * Never the text itself: a stream name discloses no number.
 */
export interface BlindIndex {
  /** One key per active pepper, in a fixed order that is the same for every caller. At least one. */
  keys(identifier: Identifier): readonly ClaimKey[];
  /** A digest for budgets and bindings (a phone, a network): not comparable with claim keys. */
  tag(purpose: string, text: string): string;
}
