import type { SecretVault } from '../../application/ports/secret-vault.port.js';
import type { PostgresDatabase } from './database.js';
import { prepare } from './migrations.js';

const port = 'secretVault';

// Identifiers are compared byte by byte: an index does not depend on the collations of the machine it was made on.
// Dead rows are cleared away within autovacuum's next round, whatever their number.
const migrations = [
  `CREATE TABLE secrets (
     id text COLLATE "C" PRIMARY KEY,
     owner text COLLATE "C" NOT NULL,
     secret text NOT NULL
   ) WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
   CREATE INDEX secrets_by_owner ON secrets (owner)`,
];

/**
 * Password hashes in one PostgreSQL table. What is deleted or replaced can no longer be asked for when the call resolves; its
 * bytes leave the table with autovacuum, and the write-ahead log, standbys and backups when those age out
 * (docs/guides/production-secrets.md). Rejects with `PostgresMisconfigured` or `Unavailable`.
 */
export async function openPostgresSecretVault(database: PostgresDatabase): Promise<SecretVault> {
  await prepare(database, { port, component: 'secret-vault', migrations });
  const table = `${database.schema}.secrets`;
  const put = `INSERT INTO ${table} (id, owner, secret) VALUES ($1, $2, $3)
    ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, secret = excluded.secret`;
  return {
    async put(id, owner, secret) {
      await database.run(port, put, [id, owner, secret]);
    },
    async find(id) {
      const [row] = await database.run(port, `SELECT secret FROM ${table} WHERE id = $1`, [id]);
      return row?.['secret'] as string | undefined;
    },
    async delete(id) {
      await database.run(port, `DELETE FROM ${table} WHERE id = $1`, [id]);
    },
    async deleteOwner(owner) {
      await database.run(port, `DELETE FROM ${table} WHERE owner = $1`, [owner]);
    },
  };
}
