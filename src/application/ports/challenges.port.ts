import type { Duration, Instant } from '../../domain/kernel/instant.js';
import type { JsonObject } from './json.js';

export interface ChallengeSpec {
  /** Purpose, process and destination in one: a code issued for one never fits another. */
  readonly binding: string;
  /** Keyed digest (hex) of the code or token; the secret itself is not stored. */
  readonly digest: string;
  readonly life: Duration;
  /** Wrong tries allowed, spanning re-issues under the same binding. */
  readonly tries: number;
  /** How long used tries are remembered after the last issue; one shorter than `life` counts as `life`. */
  readonly memory: Duration;
}

export interface IssuedChallenge {
  /** From this instant on the code is `expired`. */
  readonly expiresAt: Instant;
  /** 0: the tries under this binding are used up, so no answer can be right any more and there is no use in sending the code. */
  readonly triesLeft: number;
}

export type ChallengeAnswer =
  | { readonly kind: 'correct' }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'expired' }
  | { readonly kind: 'exhausted' }
  | { readonly kind: 'unknown' };

/**
 * One-time secrets and pending steps. Time comes from the caller's clock on embedded adapters and from the server on
 * shared ones; `at` is ignored there.
 */
export interface Challenges {
  /**
   * Replaces the code under a binding. Tries already used stay used as long as the binding is remembered (until `revoke`,
   * a correct answer, or `memory` after the last issue), so that asking for a new code does not buy new guesses.
   */
  issue(spec: ChallengeSpec, at: Instant): Promise<IssuedChallenge>;
  /**
   * Counts the try first, then compares, atomically: of k parallel calls with the right code exactly one is `correct`,
   * and never more comparisons happen than tries were allowed. A correct code is consumed, the binding forgotten with it.
   * `exhausted`, then `expired`, are answered without comparing, so they use no try.
   */
  attempt(binding: string, digest: string, at: Instant): Promise<ChallengeAnswer>;
  /** Voids a challenge, and forgets the tries used. */
  revoke(binding: string): Promise<void>;

  /**
   * Keeps a pending step under a key until it expires, replacing an earlier one. Keys and bindings do not meet. The value
   * lies in clear in the store: secrets go in as digests, personal data sealed.
   */
  put(key: string, value: JsonObject, life: Duration, at: Instant): Promise<void>;
  peek(key: string, at: Instant): Promise<JsonObject | undefined>;
  /** Returns and removes: of parallel callers exactly one gets it. */
  take(key: string, at: Instant): Promise<JsonObject | undefined>;
}
