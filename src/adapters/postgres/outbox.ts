import type { LeasedIntent, Outbox, OutboxIntent } from '../../application/ports/outbox.port.js';
import type { PostgresDatabase } from './database.js';
import { prepare } from './migrations.js';

const port = 'outbox';

// One row an intent, for ever: whoever adds it again meets its id, also while it is being sent. The index holds what waits.
const migrations = [
  `CREATE TABLE outbox (
     intent_id text COLLATE "C" PRIMARY KEY,
     position bigint GENERATED ALWAYS AS IDENTITY,
     subject text COLLATE "C",
     intent text,
     attempt integer NOT NULL DEFAULT 0,
     due_at timestamptz NOT NULL DEFAULT statement_timestamp(),
     over_at timestamptz
   );
   CREATE INDEX outbox_waiting ON outbox (position) WHERE intent IS NOT NULL;
   CREATE INDEX outbox_subject ON outbox (subject) WHERE intent IS NOT NULL`,
];

/** What is over keeps its id and when that was. */
const over = `SET intent = NULL, subject = NULL, over_at = statement_timestamp()`;

/**
 * Messages in PostgreSQL, leased by its clock: workers whose clocks differ share the leases all the same. Ids of sent ones
 * are kept for ever. Rejects with `PostgresMisconfigured` or `Unavailable`.
 */
export async function openPostgresOutbox(database: PostgresDatabase): Promise<Outbox> {
  await prepare(database, { port, component: 'outbox', migrations });
  const table = `${database.schema}.outbox`;
  const addSql = `INSERT INTO ${table} (intent_id, subject, intent)
    SELECT id, subject, intent FROM unnest($1::text[], $2::text[], $3::text[])
      WITH ORDINALITY AS given (id, subject, intent, at) ORDER BY at
    ON CONFLICT DO NOTHING`;
  // Rows that another worker is leasing are passed over, not waited for.
  const leaseSql = `WITH due AS MATERIALIZED (
      SELECT intent_id FROM ${table} WHERE intent IS NOT NULL AND due_at <= statement_timestamp()
      ORDER BY position LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    UPDATE ${table} AS o SET attempt = attempt + 1, due_at = statement_timestamp() + $2 * interval '1 millisecond'
    FROM due WHERE o.intent_id = due.intent_id RETURNING o.position, o.intent, o.attempt`;
  return {
    async add(intents) {
      if (intents.length === 0) return;
      await database.run(port, addSql, [
        intents.map(({ intentId }) => intentId),
        intents.map(({ subject }) => subject),
        intents.map((intent) => JSON.stringify(intent)),
      ]);
    },
    async lease(limit, lease) {
      const rows = await database.run(port, leaseSql, [limit, lease]);
      return rows.toSorted((a, b) => Number(a['position']) - Number(b['position'])).map(leasedOf);
    },
    async sent(intentId) {
      await database.run(port, `UPDATE ${table} ${over} WHERE intent_id = $1 AND intent IS NOT NULL`, [intentId]);
    },
    async failed(intentId, retryAt) {
      await database.run(
        port,
        `UPDATE ${table} SET due_at = to_timestamp($2::double precision / 1000) WHERE intent_id = $1 AND intent IS NOT NULL`,
        [intentId, retryAt],
      );
    },
    async drop(subject) {
      await database.run(port, `UPDATE ${table} ${over} WHERE subject = $1 AND intent IS NOT NULL`, [subject]);
    },
    async pending() {
      const [row] = await database.run(port, `SELECT count(*) AS waiting FROM ${table} WHERE intent IS NOT NULL`);
      return Number(row?.['waiting']);
    },
  };
}

const leasedOf = (row: Readonly<Record<string, unknown>>): LeasedIntent => ({
  intent: JSON.parse(row['intent'] as string) as OutboxIntent,
  attempt: row['attempt'] as number,
});
