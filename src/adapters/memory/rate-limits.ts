import type { RateLimits, Spending, Spent } from '../../application/ports/rate-limits.port.js';
import { plus, since } from '../../domain/kernel/instant.js';
import type { Instant } from '../../domain/kernel/instant.js';
import { ExpiringMap } from './expiring-map.js';

interface Window {
  readonly startedAt: Instant;
  readonly endsAt: Instant;
  used: number;
}

/** Budgets of one process; full again after a restart. Each method runs without a break, hence atomically. */
export class MemoryRateLimits implements RateLimits {
  readonly #windows = new ExpiringMap<Window>();

  async spend(spendings: readonly Spending[], at: Instant): Promise<Spent> {
    const taken = new Map<string, Window>();
    for (const { key, budget } of spendings) {
      const open = taken.get(key) ?? this.#windows.get(key, at);
      const window = open ?? { startedAt: at, endsAt: plus(at, budget.window), used: 0 };
      if (window.used >= budget.limit) return { kind: 'over', key, retryAfterMs: since(at, window.endsAt) };
      taken.set(key, { ...window, used: window.used + 1 });
    }
    for (const [key, window] of taken) this.#windows.set(key, window, window.endsAt, at);
    return { kind: 'spent' };
  }

  async giveBack(keys: readonly string[], spentAt: Instant): Promise<void> {
    for (const key of keys) {
      const window = this.#windows.get(key, spentAt);
      if (window !== undefined && window.startedAt <= spentAt && window.used > 0) window.used -= 1;
    }
  }

  async used(key: string, at: Instant): Promise<number> {
    return this.#windows.get(key, at)?.used ?? 0;
  }

  async reset(key: string): Promise<void> {
    this.#windows.delete(key);
  }
}
