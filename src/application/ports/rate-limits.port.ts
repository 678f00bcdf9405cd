import type { Instant } from '../../domain/kernel/instant.js';
import type { Budget } from '../../domain/policy/edition.js';

export interface Spending {
  /** e.g. `otp-send:<phone digest>`; never personal data in clear. */
  readonly key: string;
  readonly budget: Budget;
}

export type Spent =
  { readonly kind: 'spent' } | { readonly kind: 'over'; readonly key: string; readonly retryAfterMs: number };

/** Fixed windows that start with the first spending. Counted before the act they guard. */
export interface RateLimits {
  /** Takes one from every budget or from none, atomically; `over` names the first that had none left. */
  spend(spendings: readonly Spending[], at: Instant): Promise<Spent>;
  /** Gives one back to each key, never below zero and never into a later window than it was taken from. */
  giveBack(keys: readonly string[], at: Instant): Promise<void>;
  /** What is used in the current window; 0 when none. */
  used(key: string, at: Instant): Promise<number>;
  /** Forgets a key (an officer unlocks). */
  reset(key: string): Promise<void>;
}
