import type { JsonValue } from '../../application/ports/json.js';
import type { Snapshots } from '../../application/ports/snapshots.port.js';
import { openDatabase } from './database.js';
import type { Durability } from './database.js';
import { storableText } from './event-rows.js';
import { whenFree } from './when-free.js';

export interface SqliteSnapshotsOptions {
  /** The file of the state that can be rebuilt; other components may share it. */
  readonly path: string;
  /** Default `normal`: a power loss may forget the last ones, which costs a longer fold. */
  readonly durability?: Durability;
}

export interface SqliteSnapshots extends Snapshots {
  close(): void;
}

const PORT = 'snapshots';
const tables = [
  `CREATE TABLE snapshots (
    stream TEXT NOT NULL,
    schema TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    UNIQUE (stream, schema)
  ) STRICT`,
];

/** Snapshots in SQLite; a purged one is overwritten with zeroes. */
export function openSqliteSnapshots({ path, durability = 'normal' }: SqliteSnapshotsOptions): SqliteSnapshots {
  const db = openDatabase({
    path,
    durability,
    secureDelete: true,
    busyTimeoutMs: 0,
    component: 'snapshots',
    migrations: tables,
  });
  const find = db.prepare('SELECT version, state FROM snapshots WHERE stream = ? AND schema = ?');
  find.setReturnArrays(true);
  const save = db.prepare(`
    INSERT INTO snapshots (stream, schema, version, state) VALUES (?, ?, ?, ?)
    ON CONFLICT (stream, schema) DO UPDATE SET version = excluded.version, state = excluded.state
    WHERE excluded.version >= version`);
  const purge = db.prepare('DELETE FROM snapshots WHERE stream = ?');

  return {
    async find(stream, schema) {
      const row = await whenFree(PORT, () => find.get(stream, schema) as unknown as [number, string] | undefined);
      return row && { version: row[0], state: JSON.parse(row[1]) as JsonValue };
    },
    async save(stream, schema, { version, state }) {
      const text = storableText('state', JSON.stringify(state));
      await whenFree(PORT, () => save.run(stream, schema, version, text));
    },
    async purge(stream) {
      await whenFree(PORT, () => purge.run(stream));
    },
    close() {
      if (db.isOpen) db.close();
    },
  };
}
