import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RateLimits, Spending, Spent } from '../../application/ports/rate-limits.port.js';
import { plus } from '../../domain/kernel/instant.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';
import { purgeManyStatement } from './purge.js';
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
  readonly #count: StatementSync;
  readonly #begin: StatementSync;
  readonly #giveBack: StatementSync;
  readonly #reset: StatementSync;
  readonly #purge: StatementSync;

  constructor(db: DatabaseSync, writer: StateWriter) {
    this.#writer = writer;
    this.#find = db.prepare('SELECT started_at, ends_at, used FROM rate_windows WHERE key = ? AND ends_at > ?');
    // A window that goes on keeps its place in the index; a row whose window has passed is replaced.
    this.#count = db.prepare('UPDATE rate_windows SET used = ? WHERE key = ?');
    this.#begin = db.prepare(
      'INSERT OR REPLACE INTO rate_windows (key, started_at, ends_at, used) VALUES (?, ?, ?, ?)',
    );
    this.#giveBack = db.prepare(
      'UPDATE rate_windows SET used = used - 1 WHERE key = ? AND used > 0 AND started_at <= ? AND ends_at > ?',
    );
    this.#reset = db.prepare('DELETE FROM rate_windows WHERE key = ?');
    this.#purge = purgeManyStatement(db, 'rate_windows', 'key', 'ends_at');
  }

  spend(spendings: readonly Spending[], at: Instant): Promise<Spent> {
    return this.#writer.write('soon', () => {
      const taken = new Map<string, Window & { readonly isNew: boolean }>();
      for (const { key, budget } of spendings) {
        const window = taken.get(key) ?? this.#windowOf(key, at, budget.window);
        if (window.used >= budget.limit) return { kind: 'over', key, retryAfterMs: window.ends_at - at };
        taken.set(key, { ...window, used: window.used + 1 });
      }
      const begun = [...taken.values()].filter(({ isNew }) => isNew).length;
      if (begun > 0) this.#purge.run(at, 2 * begun);
      for (const [key, { started_at, ends_at, used, isNew }] of taken) {
        if (isNew) this.#begin.run(key, started_at, ends_at, used);
        else this.#count.run(used, key);
      }
      return { kind: 'spent' };
    });
  }

  #windowOf(key: string, at: Instant, length: Duration): Window & { readonly isNew: boolean } {
    const open = this.#find.get(key, at) as Window | undefined;
    return open === undefined
      ? { started_at: at, ends_at: plus(at, length), used: 0, isNew: true }
      : { started_at: open.started_at, ends_at: open.ends_at, used: open.used, isNew: false };
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
