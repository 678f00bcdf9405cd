import { DatabaseSync } from 'node:sqlite';

/** `full`: a commit is on the disk when it resolves. `normal`: up to 8 times faster, may lose the last commits on power loss (never on a crash of the process). */
export type Durability = 'full' | 'normal';

export interface DatabaseOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  readonly durability?: Durability;
  /** Overwrite freed pages with zeroes, so that what was deleted is gone from the file. */
  readonly secureDelete?: boolean;
  /** Statements that bring the schema from one version to the next; only ever appended to. */
  readonly migrations: readonly string[];
}

const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens a database with every setting made explicitly and read back: SQLite ignores a pragma it does not like without
 * a word. Several processes may open the same file.
 */
export function openDatabase({ path, durability = 'full', secureDelete = false, migrations }: DatabaseOptions): DatabaseSync {
  const db = new DatabaseSync(path);
  try {
    const settings: readonly (readonly [name: string, set: string, expected: string | number])[] = [
      ['busy_timeout', String(BUSY_TIMEOUT_MS), BUSY_TIMEOUT_MS],
      ['journal_mode', 'WAL', path === ':memory:' ? 'memory' : 'wal'],
      ['synchronous', durability === 'full' ? 'FULL' : 'NORMAL', durability === 'full' ? 2 : 1],
      ['cache_size', '-65536', -65536],
      ['wal_autocheckpoint', '8000', 8000],
      ['foreign_keys', 'ON', 1],
      ['secure_delete', secureDelete ? 'ON' : 'OFF', secureDelete ? 1 : 0],
      ['temp_store', 'MEMORY', 2],
    ];
    for (const [name, set, expected] of settings) {
      setWithRetry(db, `PRAGMA ${name} = ${set}`);
      const row = db.prepare(`PRAGMA ${name}`).get() as Record<string, string | number>;
      const actual = Object.values(row)[0];
      if (actual !== expected) throw new Error(`SQLite setting ${name} is ${String(actual)}, wanted ${String(expected)}`);
    }
    migrate(db, migrations);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Switching a new file to WAL does not wait for the busy timeout when another process does the same. */
function setWithRetry(db: DatabaseSync, statement: string): void {
  const deadline = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      db.exec(statement);
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** SQLITE_BUSY and its extended codes. Not by class: a realm of its own (jest) has another Error. */
export const isBusy = (error: unknown): boolean => ((error as { errcode?: number }).errcode ?? 0) % 256 === 5;

function migrate(db: DatabaseSync, migrations: readonly string[]): void {
  const version = (): number => (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
  if (version() === migrations.length) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    const from = version();
    if (from > migrations.length)
      throw new Error(`The database has schema version ${from}, this program knows ${migrations.length}`);
    for (const migration of migrations.slice(from)) db.exec(migration);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}
