import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { LeasedIntent, Outbox, OutboxIntent } from '../../application/ports/outbox.port.js';
import { plus } from '../../domain/kernel/instant.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';
import type { StateWriter } from './state-writer.js';

interface Row {
  readonly position: number;
  readonly intent: string;
  readonly attempt: number;
}

/** Messages in the state file, leased to one of all processes that have it open. Ids of sent ones are kept for ever. */
export class SqliteOutbox implements Outbox {
  readonly #writer: StateWriter;
  readonly #add: StatementSync;
  readonly #lease: StatementSync;
  readonly #forget: StatementSync;
  readonly #remember: StatementSync;
  readonly #postpone: StatementSync;
  readonly #dropped: StatementSync;
  readonly #drop: StatementSync;
  readonly #pending: StatementSync;

  constructor(db: DatabaseSync, writer: StateWriter) {
    this.#writer = writer;
    this.#add = db.prepare(
      `INSERT INTO outbox (intent_id, intent, attempt, due_at) SELECT :id, :intent, 0, :at
       WHERE NOT EXISTS (SELECT 1 FROM outbox_sent WHERE intent_id = :id) ON CONFLICT DO NOTHING`,
    );
    this.#lease = db.prepare(
      `UPDATE outbox SET attempt = attempt + 1, due_at = :leaseEndsAt
       WHERE position IN (SELECT position FROM outbox WHERE due_at <= :at ORDER BY position LIMIT :limit)
       RETURNING position, intent, attempt`,
    );
    this.#forget = db.prepare('DELETE FROM outbox WHERE intent_id = ?');
    this.#remember = db.prepare('INSERT INTO outbox_sent (intent_id, sent_at) VALUES (?, ?)');
    this.#postpone = db.prepare('UPDATE outbox SET due_at = ? WHERE intent_id = ?');
    this.#dropped = db.prepare(
      `INSERT INTO outbox_sent (intent_id, sent_at) SELECT intent_id, :at FROM outbox WHERE intent ->> 'subject' = :subject`,
    );
    this.#drop = db.prepare(`DELETE FROM outbox WHERE intent ->> 'subject' = ?`);
    this.#pending = db.prepare('SELECT count(*) AS pending FROM outbox');
  }

  async add(intents: readonly OutboxIntent[], at: Instant): Promise<void> {
    if (intents.length === 0) return;
    const rows = intents.map((intent) => ({ id: intent.intentId, intent: JSON.stringify(intent), at }));
    await this.#writer.write('lasting', () => {
      for (const row of rows) this.#add.run(row);
    });
  }

  lease(limit: number, lease: Duration, at: Instant): Promise<readonly LeasedIntent[]> {
    return this.#writer.write('soon', () => {
      const rows = this.#lease.all({ leaseEndsAt: plus(at, lease), at, limit }) as unknown as Row[];
      return rows
        .sort((a, b) => a.position - b.position)
        .map(({ intent, attempt }) => ({ intent: JSON.parse(intent) as OutboxIntent, attempt }));
    });
  }

  sent(intentId: string, at: Instant): Promise<void> {
    return this.#writer.write('lasting', () => {
      if (this.#forget.run(intentId).changes === 1) this.#remember.run(intentId, at);
    });
  }

  failed(intentId: string, retryAt: Instant): Promise<void> {
    return this.#writer.write('soon', () => {
      this.#postpone.run(retryAt, intentId);
    });
  }

  drop(subject: string, at: Instant): Promise<void> {
    return this.#writer.write('lasting', () => {
      this.#dropped.run({ subject, at });
      this.#drop.run(subject);
    });
  }

  pending(): Promise<number> {
    return this.#writer.read(() => (this.#pending.get() as { pending: number }).pending);
  }
}
