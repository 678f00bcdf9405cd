import type { LeaseAnswer, Leases } from '../../application/ports/leases.port.js';
import { plus, since } from '../../domain/kernel/instant.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';

interface Held {
  readonly holder: string;
  readonly token: number;
  readonly endsAt: Instant;
}

/** Leases among the cores of one process. */
export class MemoryLeases implements Leases {
  readonly #held = new Map<string, Held>();

  async acquire(name: string, holder: string, term: Duration, at: Instant): Promise<LeaseAnswer> {
    const held = this.#held.get(name);
    if (held !== undefined && held.holder !== holder && at < held.endsAt)
      return { kind: 'held', endsInMs: since(at, held.endsAt) };
    const token = (held?.token ?? 0) + 1;
    this.#held.set(name, { holder, token, endsAt: plus(at, term) });
    return { kind: 'granted', token };
  }

  async renew(name: string, token: number, term: Duration, at: Instant): Promise<boolean> {
    const held = this.#held.get(name);
    if (held?.token !== token || at >= held.endsAt) return false;
    this.#held.set(name, { ...held, endsAt: plus(at, term) });
    return true;
  }

  async release(name: string, token: number, at: Instant): Promise<void> {
    const held = this.#held.get(name);
    if (held?.token === token && at < held.endsAt) this.#held.set(name, { ...held, endsAt: at });
  }
}
