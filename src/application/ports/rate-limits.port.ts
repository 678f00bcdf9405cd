import type { Instant } from '../../domain/kernel/instant.js';
import type { Budget } from '../../domain/policy/edition.js';

export interface Spending {
  /** e.g. `otp-send:<phone digest>`; never personal data in clear. */
  readonly key: string;
  readonly budget: Budget;
}

export type Spent =
  { readonly kind: 'spent' } | { readonly kind: 'over'; readonly key: string; readonly retryAfterMs: number };

/**
 * Fixed windows that start with the first spending and last as long as its budget says; the limit is that of the
 * spending at hand. Counted before the act they guard. Time comes from the caller's clock on embedded adapters and from the
 * server on shared ones; there `at` only names what was taken.
 */
export interface RateLimits {
  /**
   * Takes one from every budget or from none, atomically; a key named twice is taken from twice. `over` names the first
   * that had none left and when its window ends; it counts nothing.
   */
  spend(spendings: readonly Spending[], at: Instant): Promise<Spent>;
  /**
   * Gives one back to each key, never below zero and never into a later window than it was taken from. `spentAt` is the
   * instant given to the `spend` that is undone, which is how the window is known.
   */
  giveBack(keys: readonly string[], spentAt: Instant): Promise<void>;
  /** What is used in the current window; 0 when none. */
  used(key: string, at: Instant): Promise<number>;
  /** Forgets a key (an officer unlocks). */
  reset(key: string): Promise<void>;
}
