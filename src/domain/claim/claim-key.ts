import type { IdentifierKind } from '../values/identifier.js';

/**
 * One identifier, blind: the digest is an HMAC of the canonical text, so that a stream name discloses no number. The
 * same identifier has one key per active pepper and normaliser version.
 */
export interface ClaimKey {
  readonly kind: IdentifierKind;
  /** Hex. */
  readonly digest: string;
  readonly pepper: string;
  readonly normaliser: number;
}

export const claimStream = (key: Pick<ClaimKey, 'kind' | 'digest'>): string => `claim-${key.kind}-${key.digest}`;
export const sameClaimKey = (a: ClaimKey, b: ClaimKey): boolean => a.kind === b.kind && a.digest === b.digest;
