import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RateLimits, Spending, Spent } from '../../application/ports/rate-limits.port.js';
import { plus } from '../../domain/kernel/instant.js';
import type { Instant } from '../../domain/kernel/instant.js';
import { purgeStatement } from './purge.js';
import type { StateWriter } from './state-writer.js';

interface Window {
  readonly started_at: number;
  readonly ends_at: number;
  readonly used: number;
}

/** Budgets in the state file, shared by all processes that have it open. */
export class SqliteRateLimits implements RateLimits {
  readonly #writer: StateWriter;
  readonly #find: StatementSync;
  readonly #store: StatementSync;
  readonly #giveBack: StatementSync;
  readonly #reset: StatementSync;
  readonly #purge: StatementSync;

  constructor(db: DatabaseSync, writer: StateWriter) {
    this.#writer = writer;
    this.#find = db.prepare('SELECT started_at, ends_at, used FROM rate_windows WHERE key = ? AND ends_at > ?');
    this.#store = db.prepare(
      'INSERT OR REPLACE INTO rate_windows (key, started_at, ends_at, used) VALUES (?, ?, ?, ?)',
    );
    this.#giveBack = db.prepare(
      'UPDATE rate_windows SET used = used - 1 WHERE key = ? AND used > 0 AND started_at <= ? AND ends_at > ?',
    );
    this.#reset = db.prepare('DELETE FROM rate_windows WHERE key = ?');
    this.#purge = purgeStatement(db, 'rate_windows', 'key', 'ends_at');
  }

  spend(spendings: readonly Spending[], at: Instant): Promise<Spent> {
    return this.#writer.write('soon', () => {
      const taken = new Map<string, Window>();
      for (const { key, budget } of spendings) {
        const open = taken.get(key) ?? (this.#find.get(key, at) as Window | undefined);
        const window = open ?? { started_at: at, ends_at: plus(at, budget.window), used: 0 };
        if (window.used >= budget.limit) return { kind: 'over', key, retryAfterMs: window.ends_at - at };
        taken.set(key, { ...window, used: window.used + 1 });
      }
      for (const [key, { started_at, ends_at, used }] of taken) {
        this.#purge.run(at);
        this.#store.run(key, started_at, ends_at, used);
      }
      return { kind: 'spent' };
    });
  }

  giveBack(keys: readonly string[], spentAt: Instant): Promise<void> {
    return this.#writer.write('soon', () => {
      for (const key of keys) this.#giveBack.run(key, spentAt, spentAt);
    });
  }

  used(key: string, at: Instant): Promise<number> {
    return this.#writer.read(() => (this.#find.get(key, at) as Window | undefined)?.used ?? 0);
  }

  reset(key: string): Promise<void> {
    return this.#writer.write('soon', () => {
      this.#reset.run(key);
    });
  }
}
