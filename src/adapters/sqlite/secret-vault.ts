import type { SecretVault } from '../../application/ports/secret-vault.port.js';
import { openDatabase } from './database.js';
import { GroupedWrites } from './grouped-writes.js';
import { shredLeftovers, shredLog } from './shred.js';
import { whenFree } from './when-free.js';

export interface SqliteSecretVaultOptions {
  /** A file of its own, or `:memory:`. */
  readonly path: string;
}

export interface SqliteSecretVault extends SecretVault {
  /** Commits what is queued and closes the file. */
  close(): void;
}

interface Secret {
  readonly id: string;
  readonly owner: string;
  readonly secret: string;
}

const PORT = 'secretVault';

const tables = [
  `CREATE TABLE secrets (
     id TEXT PRIMARY KEY,
     owner TEXT NOT NULL,
     secret TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX secrets_by_owner ON secrets (owner);`,
];

/**
 * Password hashes in one SQLite file; those put in one turn of the event loop share a commit. What is deleted or
 * replaced is overwritten in the file and cut from the write-ahead log before the call resolves; when another process
 * prevents that for ten seconds the call rejects with `Unavailable`, and calling again finishes the work.
 */
export function openSqliteSecretVault({ path }: SqliteSecretVaultOptions): SqliteSecretVault {
  const db = openDatabase({
    path,
    secureDelete: true,
    busyTimeoutMs: 0,
    component: 'secret-vault',
    migrations: tables,
  });
  const insert = db.prepare('INSERT INTO secrets (id, owner, secret) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const replace = db.prepare('INSERT OR REPLACE INTO secrets (id, owner, secret) VALUES (?, ?, ?)');
  const find = db.prepare('SELECT secret FROM secrets WHERE id = ?');
  const remove = db.prepare('DELETE FROM secrets WHERE id = ?');
  const removeOwner = db.prepare('DELETE FROM secrets WHERE owner = ?');
  shredLeftovers(db);

  const write = (work: () => unknown): Promise<unknown> => whenFree(PORT, work);
  const inserts = new GroupedWrites<Secret, boolean>(
    db,
    PORT,
    ({ id, owner, secret }) => insert.run(id, owner, secret).changes === 1,
  );

  return {
    async put(id, owner, secret) {
      const isNew = await inserts.add({ id, owner, secret });
      if (isNew) return;
      await write(() => replace.run(id, owner, secret));
      await shredLog(db, PORT);
    },
    find: (id) => whenFree(PORT, () => find.get(id)?.secret as string | undefined),
    async delete(id) {
      await write(() => remove.run(id));
      await shredLog(db, PORT);
    },
    async deleteOwner(owner) {
      await write(() => removeOwner.run(owner));
      await shredLog(db, PORT);
    },
    close: () => inserts.close(),
  };
}
