import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Idempotency, IdempotencyStart } from '../../application/ports/idempotency.port.js';
import type { JsonValue } from '../../application/ports/json.js';
import { days, plus } from '../../domain/kernel/instant.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';
import { purgeStatement } from './purge.js';
import type { StateWriter } from './state-writer.js';

interface Row {
  readonly payload_digest: string;
  readonly lease_ends_at: number;
  readonly outcome: string | null;
}

/** How long a call that died still binds its key to its payload. */
const REMEMBER_DEAD = days(1);

/** Outcomes by idempotency key in the state file, one and the same for all processes that have it open. */
export class SqliteIdempotency implements Idempotency {
  readonly #writer: StateWriter;
  readonly #find: StatementSync;
  readonly #begin: StatementSync;
  readonly #finish: StatementSync;
  readonly #abandon: StatementSync;
  readonly #purge: StatementSync;

  constructor(db: DatabaseSync, writer: StateWriter) {
    this.#writer = writer;
    this.#find = db.prepare(
      'SELECT payload_digest, lease_ends_at, outcome FROM idempotency WHERE caller = ? AND key = ? AND ends_at > ?',
    );
    this.#begin = db.prepare(
      `INSERT OR REPLACE INTO idempotency (caller, key, payload_digest, lease_ends_at, outcome, ends_at)
       VALUES (?, ?, ?, ?, NULL, ?)`,
    );
    this.#finish = db.prepare(
      'UPDATE idempotency SET outcome = ?, ends_at = ? WHERE caller = ? AND key = ? AND outcome IS NULL AND ends_at > ?',
    );
    this.#abandon = db.prepare('DELETE FROM idempotency WHERE caller = ? AND key = ? AND outcome IS NULL');
    this.#purge = purgeStatement(db, 'idempotency', 'caller, key', 'ends_at');
  }

  start(caller: string, key: string, payloadDigest: string, lease: Duration, at: Instant): Promise<IdempotencyStart> {
    return this.#writer.write('soon', () => {
      const row = this.#find.get(caller, key, at) as Row | undefined;
      if (row !== undefined) {
        if (row.payload_digest !== payloadDigest) return { kind: 'mismatch' };
        if (row.outcome !== null) return { kind: 'done', outcome: JSON.parse(row.outcome) as JsonValue };
        if (at < row.lease_ends_at) return { kind: 'running' };
      }
      const leaseEndsAt = plus(at, lease);
      this.#purge.run(at);
      this.#begin.run(caller, key, payloadDigest, leaseEndsAt, plus(leaseEndsAt, REMEMBER_DEAD));
      return { kind: 'fresh' };
    });
  }

  finish(caller: string, key: string, outcome: JsonValue, keep: Duration, at: Instant): Promise<void> {
    const text = JSON.stringify(outcome);
    return this.#writer.write('soon', () => {
      this.#finish.run(text, plus(at, keep), caller, key, at);
    });
  }

  abandon(caller: string, key: string): Promise<void> {
    return this.#writer.write('soon', () => {
      this.#abandon.run(caller, key);
    });
  }
}
