import type { FoundKey, SubjectKeys, WrappedKey } from '../../application/ports/subject-keys.port.js';
import { Unavailable } from '../../application/ports/unavailable.js';
import type { PostgresDatabase } from './database.js';
import { prepare } from './migrations.js';

const port = 'subjectKeys';
const ATTEMPTS = 5;

// A subject's row is what additions and the destruction meet on. Once it says destroyed it says so for ever, to us as to
// whoever is at a console. Collations and autovacuum: see the secret vault.
const migrations = [
  `CREATE TABLE key_subjects (
     subject text COLLATE "C" PRIMARY KEY,
     destroyed_at timestamptz
   );
   CREATE TABLE subject_keys (
     subject text COLLATE "C" NOT NULL REFERENCES key_subjects (subject),
     version integer NOT NULL,
     master_key_id text NOT NULL,
     wrapped bytea NOT NULL,
     PRIMARY KEY (subject, version)
   ) WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
   CREATE FUNCTION refuse_revival() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       RAISE EXCEPTION 'a destroyed subject stays destroyed' USING ERRCODE = 'restrict_violation';
     END $$;
   CREATE TRIGGER destroyed_for_ever BEFORE UPDATE OR DELETE ON key_subjects
     FOR EACH ROW WHEN (OLD.destroyed_at IS NOT NULL) EXECUTE FUNCTION refuse_revival()`,
];

/**
 * Data keys in PostgreSQL, wrapped. `destroy` resolves when its commit is on the server's disk (and on a standby's, where the
 * server waits for one); a subject leaves its name and the time. The wrapped bytes leave the table with autovacuum, and the
 * write-ahead log, standbys and backups when those age out, or when the master key they need is destroyed
 * (docs/guides/production-secrets.md). Rejects with `PostgresMisconfigured` or `Unavailable`.
 */
export async function openPostgresSubjectKeys(database: PostgresDatabase): Promise<SubjectKeys> {
  await prepare(database, { port, component: 'subject-keys', migrations });
  const subjects = `${database.schema}.key_subjects`;
  const keys = `${database.schema}.subject_keys`;

  const findSql = `SELECT s.destroyed_at IS NOT NULL AS is_destroyed, k.version, k.master_key_id, k.wrapped
    FROM ${subjects} s LEFT JOIN LATERAL (
      SELECT version, master_key_id, wrapped FROM ${keys}
      WHERE subject = s.subject AND ($2::integer IS NULL OR version = $2) ORDER BY version DESC LIMIT 1
    ) k ON true WHERE s.subject = $1`;
  // A known subject's row is share-locked: a destruction under way is waited for and seen, a later one waits for us.
  const addSql = `WITH made AS (
      INSERT INTO ${subjects} (subject) VALUES ($1) ON CONFLICT DO NOTHING RETURNING subject
    ), known AS (
      SELECT subject FROM ${subjects} WHERE subject = $1 AND destroyed_at IS NULL FOR SHARE
    )
    INSERT INTO ${keys} (subject, version, master_key_id, wrapped)
    SELECT subject, $2, $3, $4 FROM (SELECT subject FROM made UNION SELECT subject FROM known) AS living
    ON CONFLICT DO NOTHING RETURNING version`;
  const entombSql = `INSERT INTO ${subjects} AS s (subject, destroyed_at) VALUES ($1, now())
    ON CONFLICT (subject) DO UPDATE SET destroyed_at = excluded.destroyed_at WHERE s.destroyed_at IS NULL`;

  const find = async (subject: string, version?: number): Promise<FoundKey> => {
    const [row] = await database.run(port, findSql, [subject, version ?? null]);
    if (row === undefined) return { kind: 'none' };
    if (row['is_destroyed'] === true) return { kind: 'destroyed' };
    return row['version'] === null ? { kind: 'none' } : { kind: 'found', key: keyOf(subject, row) };
  };

  const add = async (key: WrappedKey): Promise<FoundKey> => {
    const wrapped = Uint8Array.from(key.wrapped);
    const values = [key.subject, key.version, key.masterKeyId, Buffer.from(wrapped)] as const;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const inserted = await database.run(port, addSql, values);
      if (inserted.length > 0) return { kind: 'found', key: { ...key, wrapped } };
      const found = await find(key.subject, key.version);
      if (found.kind !== 'none') return found;
      // Somebody made the subject's row after our statement began, for another version: now it is known.
    }
    throw new Unavailable(port);
  };

  return {
    find,
    add,
    async destroy(subject) {
      await database.transaction(port, async (run) => {
        await run(entombSql, [subject]);
        // A statement of its own: it sees the keys of those whom the tombstone had to wait for.
        await run(`DELETE FROM ${keys} WHERE subject = $1`, [subject]);
      });
    },
  };
}

export const keyOf = (subject: string, row: Readonly<Record<string, unknown>>): WrappedKey => ({
  subject,
  version: row['version'] as number,
  masterKeyId: row['master_key_id'] as string,
  wrapped: Uint8Array.from(row['wrapped'] as Buffer),
});
