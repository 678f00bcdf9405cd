import type { Idempotency, IdempotencyStart } from '../../application/ports/idempotency.port.js';
import type { JsonValue } from '../../application/ports/json.js';
import { days, instant, plus } from '../../domain/kernel/instant.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';
import { ExpiringMap } from './expiring-map.js';

interface Call {
  readonly payloadDigest: string;
  leaseEndsAt: Instant;
  /** JSON text; absent while it runs. */
  outcome?: string;
}

/** How long a call that died still binds its key to its payload. */
const REMEMBER_DEAD = days(1);

/** Outcomes of one process; gone with it. Each method runs without a break, hence atomically. */
export class MemoryIdempotency implements Idempotency {
  readonly #calls = new ExpiringMap<Call>();

  async start(
    caller: string,
    key: string,
    payloadDigest: string,
    lease: Duration,
    at: Instant,
  ): Promise<IdempotencyStart> {
    const id = nameOf(caller, key);
    const call = this.#calls.get(id, at);
    if (call !== undefined) {
      if (call.payloadDigest !== payloadDigest) return { kind: 'mismatch' };
      if (call.outcome !== undefined) return { kind: 'done', outcome: JSON.parse(call.outcome) as JsonValue };
      if (at < call.leaseEndsAt) return { kind: 'running' };
    }
    const leaseEndsAt = plus(at, lease);
    this.#calls.set(id, { payloadDigest, leaseEndsAt }, plus(leaseEndsAt, REMEMBER_DEAD), at);
    return { kind: 'fresh' };
  }

  async finish(caller: string, key: string, outcome: JsonValue, keep: Duration, at: Instant): Promise<void> {
    const id = nameOf(caller, key);
    const call = this.#calls.get(id, at);
    if (call === undefined || call.outcome !== undefined) return;
    this.#calls.set(id, { ...call, outcome: JSON.stringify(outcome) }, plus(at, keep), at);
  }

  async abandon(caller: string, key: string): Promise<void> {
    const id = nameOf(caller, key);
    if (this.#calls.get(id, instant(0))?.outcome === undefined) this.#calls.delete(id);
  }
}

/** Unambiguous: no caller and key can be mistaken for another pair. */
const nameOf = (caller: string, key: string): string => `${caller.length}:${caller}${key}`;
