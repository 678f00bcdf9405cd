import type { Duration, Instant } from '../../domain/kernel/instant.js';

export type LeaseAnswer =
  | { readonly kind: 'granted'; readonly token: number }
  /** Somebody else has it; unless renewed, it ends in so many milliseconds (1 or more). */
  | { readonly kind: 'held'; readonly endsInMs: number };

/**
 * Who of several processes does a piece of work, by name, for a while. An economy and no lock: a holder that was stopped
 * for a while goes on without knowing that its term ended, so what it does must be right with two at work.
 */
export interface Leases {
  /**
   * Granted when nobody holds it, and again to its holder (whose earlier token then ends). Tokens of one name only ever
   * grow, so that a later holder can be told from an earlier one.
   */
  acquire(name: string, holder: string, term: Duration, at: Instant): Promise<LeaseAnswer>;
  /** For another term from now. False: it ended, or is somebody else's. */
  renew(name: string, token: number, term: Duration, at: Instant): Promise<boolean>;
  /** Free at once, if it is still this token's; else nothing. */
  release(name: string, token: number, at: Instant): Promise<void>;
}
