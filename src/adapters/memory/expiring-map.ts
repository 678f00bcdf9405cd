import type { Instant } from '../../domain/kernel/instant.js';

const SMALLEST_SWEEP = 1_024;

/**
 * A map whose entries end. Ended ones are not found, and are thrown out by a sweep whenever the map has doubled since
 * the last one: memory stays within twice of what lives, at a constant cost per entry.
 */
export class ExpiringMap<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly endsAt: Instant }>();
  #sweepAt = SMALLEST_SWEEP;

  get size(): number {
    return this.#entries.size;
  }

  get(key: string, at: Instant): V | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && at < entry.endsAt ? entry.value : undefined;
  }

  set(key: string, value: V, endsAt: Instant, at: Instant): void {
    if (this.#entries.size >= this.#sweepAt) this.#sweep(at);
    this.#entries.set(key, { value, endsAt });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  #sweep(at: Instant): void {
    for (const [key, { endsAt }] of this.#entries) if (at >= endsAt) this.#entries.delete(key);
    this.#sweepAt = Math.max(SMALLEST_SWEEP, 2 * this.#entries.size);
  }
}
