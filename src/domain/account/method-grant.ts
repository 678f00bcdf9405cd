import type { Ial } from '../assurance/levels.js';
import type { Instant } from '../kernel/instant.js';
import type { IdentityMethod } from '../policy/methods.js';

/**
 * One way in which the subject's identity was proved, and the level it gives while in force. The level of an account
 * is never stored: it is the highest over its grants in force at the time asked about (design §4.9).
 */
export interface MethodGrant {
  readonly methodId: string;
  readonly method: IdentityMethod;
  readonly level: Ial;
  readonly verifiedAt: Instant;
  /** End of validity, e.g. of the certificate; exclusive. Absent: no end. */
  readonly validUntil?: Instant;
  readonly evidenceIds: readonly string[];
  /** Of a certificate: SHA-256 (hex) over issuer, serial and public key; what a later login must present again. */
  readonly certificate?: string;
  /**
   * The absorbed account whose identifier tied the proof to this one; it goes with the reversal of that merge. Absent: an
   * identifier of the account's own did.
   */
  readonly provedThrough?: string;
}

export const inForce = (grant: MethodGrant, at: Instant): boolean =>
  grant.verifiedAt <= at && (grant.validUntil === undefined || at < grant.validUntil);
