import type { Leases } from '../../application/ports/leases.port.js';
import type { PostgresDatabase } from './database.js';
import { prepare } from './migrations.js';

const port = 'leases';

const migrations = [
  `CREATE TABLE leases (
     name text COLLATE "C" PRIMARY KEY,
     holder text NOT NULL,
     token bigint NOT NULL,
     ends_at timestamptz NOT NULL
   )`,
];

/** Leases by the server's clock, among all processes. Rejects with `PostgresMisconfigured` or `Unavailable`. */
export async function openPostgresLeases(database: PostgresDatabase): Promise<Leases> {
  await prepare(database, { port, component: 'leases', migrations });
  const table = `${database.schema}.leases`;
  const end = `clock_timestamp() + $3::double precision * interval '1 millisecond'`;
  const acquireSql = `INSERT INTO ${table} AS l (name, holder, token, ends_at) VALUES ($1, $2, 1, ${end})
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, token = l.token + 1, ends_at = excluded.ends_at
    WHERE l.ends_at <= clock_timestamp() OR l.holder = excluded.holder RETURNING token`;
  const leftSql = `SELECT ceil(extract(epoch FROM ends_at - clock_timestamp()) * 1000) AS left FROM ${table} WHERE name = $1`;
  const renewSql = `UPDATE ${table} SET ends_at = ${end}
    WHERE name = $1 AND token = $2 AND ends_at > clock_timestamp() RETURNING token`;
  const releaseSql = `UPDATE ${table} SET ends_at = clock_timestamp() WHERE name = $1 AND token = $2`;
  return {
    async acquire(name, holder, term) {
      const [granted] = await database.run(port, acquireSql, [name, holder, term]);
      if (granted !== undefined) return { kind: 'granted', token: Number(granted['token']) };
      const [held] = await database.run(port, leftSql, [name]);
      return { kind: 'held', endsInMs: Math.max(1, Number(held?.['left'] ?? 1)) };
    },
    renew: async (name, token, term) => (await database.run(port, renewSql, [name, token, term])).length === 1,
    async release(name, token) {
      await database.run(port, releaseSql, [name, token]);
    },
  };
}
