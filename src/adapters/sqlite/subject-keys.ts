import type { FoundKey, SubjectKeys, WrappedKey } from '../../application/ports/subject-keys.port.js';
import { openDatabase } from './database.js';
import { GroupedWrites } from './grouped-writes.js';
import { shredLeftovers, shredLog } from './shred.js';
import { transactionsOf } from './transaction.js';
import { whenFree } from './when-free.js';

export interface SqliteSubjectKeysOptions {
  /** A file of its own (never that of the events: it has backups and a retention of its own), or `:memory:`. */
  readonly path: string;
}

export interface SqliteSubjectKeys extends SubjectKeys {
  /** Commits what is queued and closes the file. */
  close(): void;
}

const PORT = 'subjectKeys';

const tables = [
  `CREATE TABLE subject_keys (
     subject TEXT NOT NULL,
     version INTEGER NOT NULL,
     master_key_id TEXT NOT NULL,
     wrapped BLOB NOT NULL,
     PRIMARY KEY (subject, version)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE destroyed_subjects (
     subject TEXT PRIMARY KEY,
     destroyed_at INTEGER NOT NULL DEFAULT (unixepoch())
   ) STRICT, WITHOUT ROWID;`,
];

interface KeyRow {
  readonly version: number;
  readonly master_key_id: string;
  readonly wrapped: Uint8Array;
}

/**
 * Data keys in one SQLite file; those added in one turn of the event loop share a commit. Deleted bytes are overwritten,
 * and the write-ahead log is cut before `destroy` resolves; a destroyed subject leaves its name and the time. When that
 * cannot be done within ten seconds `destroy` rejects with `Unavailable`: the key can no longer be found then, and
 * calling again finishes the work.
 */
export function openSqliteSubjectKeys({ path }: SqliteSubjectKeysOptions): SqliteSubjectKeys {
  const db = openDatabase({
    path,
    secureDelete: true,
    busyTimeoutMs: 0,
    component: 'subject-keys',
    migrations: tables,
  });
  const transaction = transactionsOf(db);
  const isDestroyed = db.prepare('SELECT 1 FROM destroyed_subjects WHERE subject = ?');
  const newest = db.prepare(
    'SELECT version, master_key_id, wrapped FROM subject_keys WHERE subject = ? ORDER BY version DESC LIMIT 1',
  );
  const exact = db.prepare(
    'SELECT version, master_key_id, wrapped FROM subject_keys WHERE subject = ? AND version = ?',
  );
  const insert = db.prepare('INSERT INTO subject_keys (subject, version, master_key_id, wrapped) VALUES (?, ?, ?, ?)');
  const entomb = db.prepare('INSERT INTO destroyed_subjects (subject) VALUES (?) ON CONFLICT DO NOTHING');
  const remove = db.prepare('DELETE FROM subject_keys WHERE subject = ?');
  shredLeftovers(db);

  const find = (subject: string, version?: number): FoundKey => {
    const row = version === undefined ? newest.get(subject) : exact.get(subject, version);
    if (row !== undefined) {
      const { master_key_id: masterKeyId, ...key } = row as unknown as KeyRow;
      return { kind: 'found', key: { subject, masterKeyId, ...key } };
    }
    return { kind: isDestroyed.get(subject) === undefined ? 'none' : 'destroyed' };
  };

  const add = (key: WrappedKey): FoundKey => {
    const found = find(key.subject, key.version);
    if (found.kind !== 'none') return found;
    insert.run(key.subject, key.version, key.masterKeyId, key.wrapped);
    return { kind: 'found', key };
  };

  const additions = new GroupedWrites<WrappedKey, FoundKey>(db, PORT, add);

  return {
    find: (subject, version) => whenFree(PORT, () => find(subject, version)),
    // Copied, since it is written later: the caller may do with its bytes what it likes.
    add: (key) => additions.add({ ...key, wrapped: Uint8Array.from(key.wrapped) }),
    async destroy(subject) {
      await whenFree(PORT, () =>
        transaction(() => {
          entomb.run(subject);
          remove.run(subject);
        }),
      );
      await shredLog(db, PORT);
    },
    close: () => additions.close(),
  };
}
