import type { EvidenceStore, KeptEvidence } from '../../application/ports/evidence-store.port.js';
import type { PostgresDatabase } from './database.js';
import { prepare } from './migrations.js';

const port = 'evidenceStore';

// Text, not jsonb: what was kept comes back as it was.
const migrations = [
  `CREATE TABLE evidence (
     digest text COLLATE "C" PRIMARY KEY,
     content text NOT NULL
   )`,
];

/**
 * Evidence in one PostgreSQL table; sealed content is erased with its subject's key and stays where it is. Rejects with
 * `PostgresMisconfigured` or `Unavailable`.
 */
export async function openPostgresEvidenceStore(database: PostgresDatabase): Promise<EvidenceStore> {
  await prepare(database, { port, component: 'evidence', migrations });
  const table = `${database.schema}.evidence`;
  const put = `INSERT INTO ${table} (digest, content)
    SELECT digest, content FROM unnest($1::text[], $2::text[]) AS given (digest, content) ON CONFLICT DO NOTHING`;
  return {
    async put(evidence) {
      if (evidence.length === 0) return;
      // In one order for all, so that two who keep the same evidence wait for each other one way only.
      const ordered = [...evidence].sort((a, b) => (a.digest < b.digest ? -1 : 1));
      const contents = ordered.map(({ content }) => JSON.stringify(content));
      await database.run(port, put, [ordered.map(({ digest }) => digest), contents]);
    },
    async find(digest) {
      const [row] = await database.run(port, `SELECT content FROM ${table} WHERE digest = $1`, [digest]);
      if (row === undefined) return undefined;
      return { digest, content: JSON.parse(row['content'] as string) as KeptEvidence['content'] };
    },
  };
}
