import type { Outcome } from './outcome.js';

/** The value of an accepted outcome, for scripts and tests; anything else is thrown by its code. Services look at `kind`. */
export function orThrow<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'accepted') return outcome.value;
  throw new Error(`${outcome.kind}: ${outcome.code}`);
}
