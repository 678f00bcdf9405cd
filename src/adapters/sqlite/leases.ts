import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { LeaseAnswer, Leases } from '../../application/ports/leases.port.js';
import { plus } from '../../domain/kernel/instant.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';
import type { StateWriter } from './state-writer.js';

/** Leases in the state file, among all processes that have it open. A row per name stays, for its token. */
export class SqliteLeases implements Leases {
  readonly #writer: StateWriter;
  readonly #acquire: StatementSync;
  readonly #find: StatementSync;
  readonly #renew: StatementSync;
  readonly #release: StatementSync;

  constructor(db: DatabaseSync, writer: StateWriter) {
    this.#writer = writer;
    this.#acquire = db.prepare(
      `INSERT INTO leases (name, holder, token, ends_at) VALUES (:name, :holder, 1, :endsAt)
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, token = token + 1, ends_at = excluded.ends_at
       WHERE leases.ends_at <= :at OR leases.holder = excluded.holder RETURNING token`,
    );
    this.#find = db.prepare('SELECT ends_at FROM leases WHERE name = ?');
    this.#renew = db.prepare(
      'UPDATE leases SET ends_at = :endsAt WHERE name = :name AND token = :token AND ends_at > :at',
    );
    this.#release = db.prepare(
      'UPDATE leases SET ends_at = :at WHERE name = :name AND token = :token AND ends_at > :at',
    );
  }

  acquire(name: string, holder: string, term: Duration, at: Instant): Promise<LeaseAnswer> {
    return this.#writer.write('soon', () => {
      const granted = this.#acquire.get({ name, holder, endsAt: plus(at, term), at }) as { token: number } | undefined;
      if (granted !== undefined) return { kind: 'granted', token: granted.token };
      return { kind: 'held', endsInMs: (this.#find.get(name) as { ends_at: number }).ends_at - at };
    });
  }

  renew(name: string, token: number, term: Duration, at: Instant): Promise<boolean> {
    return this.#writer.write('soon', () => this.#renew.run({ name, token, endsAt: plus(at, term), at }).changes === 1);
  }

  release(name: string, token: number, at: Instant): Promise<void> {
    return this.#writer.write('soon', () => {
      this.#release.run({ name, token, at });
    });
  }
}
