import type { Duration, Instant } from '../../domain/kernel/instant.js';
import type { JsonValue } from './json.js';

export type IdempotencyStart =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'done'; readonly outcome: JsonValue }
  | { readonly kind: 'running' }
  /** The same key came with another payload. */
  | { readonly kind: 'mismatch' };

/**
 * Outcomes by idempotency key, bound to the caller and to the payload's digest. An outcome kept here never holds a
 * session token or another secret. Time comes from the caller's clock on embedded adapters and from the server on shared
 * ones; `at` is ignored there.
 */
export interface Idempotency {
  /**
   * Of parallel calls exactly one is `fresh`. A `fresh` call that neither finished nor abandoned within `lease` (its
   * process died) may be taken over: the next call with the same payload is `fresh`. Another payload is a `mismatch` then
   * too, for at least a day, since the dead call may have decided something already.
   */
  start(caller: string, key: string, payloadDigest: string, lease: Duration, at: Instant): Promise<IdempotencyStart>;
  /** The first outcome of a key stays, whoever else finishes (a slow call that was taken over). Unknown key: nothing. */
  finish(caller: string, key: string, outcome: JsonValue, keep: Duration, at: Instant): Promise<void>;
  /** Nothing was decided (unavailable, busy): the next call is `fresh` again. An outcome that is kept stays. */
  abandon(caller: string, key: string): Promise<void>;
}
