import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** `full`: a commit is on the disk when it resolves. `normal`: up to 8 times faster, may lose the last commits on power loss (never on a crash of the process). */
export type Durability = 'full' | 'normal';

export interface DatabaseOptions {
  /** A file (made with its folders, readable by its owner only), or `:memory:`. */
  readonly path: string;
  readonly durability?: Durability;
  /** Overwrite freed pages with zeroes, so that what was deleted is gone from the file. */
  readonly secureDelete?: boolean;
  /** How long SQLite itself may block this thread while another process writes. The default suits short transactions. */
  readonly busyTimeoutMs?: number;
  /** Whose tables these are. Several components may share a file; each has migrations of its own. */
  readonly component: string;
  /** Statements that bring the component's tables from one version to the next; only ever appended to. */
  readonly migrations: readonly string[];
}

const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens a database with every setting made explicitly and read back: SQLite ignores a pragma it does not like without
 * a word. Several processes may open the same file.
 */
export function openDatabase(options: DatabaseOptions): DatabaseSync {
  const { path, durability = 'full', secureDelete = false, busyTimeoutMs = BUSY_TIMEOUT_MS } = options;
  if (path !== ':memory:') makeOwnFile(path);
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
    for (const [name, set, expected] of settings) apply(db, name, set, expected);
    migrate(db, options.component, options.migrations);
    apply(db, 'busy_timeout', String(busyTimeoutMs), busyTimeoutMs);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** SQLITE_BUSY and its extended codes. Not by class: a realm of its own (jest) has another Error. */
export const isBusy = (error: unknown): boolean => ((error as { errcode?: number }).errcode ?? 0) % 256 === 5;

/** SQLite gives the files beside it (-wal, -shm) the rights of the main file. */
function makeOwnFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a', 0o600));
}

function apply(db: DatabaseSync, name: string, set: string, expected: string | number): void {
  setWithRetry(db, `PRAGMA ${name} = ${set}`);
  const row = db.prepare(`PRAGMA ${name}`).get() as Record<string, string | number>;
  const actual = Object.values(row)[0];
  if (actual !== expected) throw new Error(`SQLite setting ${name} is ${String(actual)}, wanted ${String(expected)}`);
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

const digestOf = (migration: string): string => createHash('sha256').update(migration).digest('base64url');

function migrate(db: DatabaseSync, component: string, migrations: readonly string[]): void {
  const missing = migrations.map((sql, index) => ({ sql, step: index + 1, digest: digestOf(sql) }));
  db.exec('BEGIN IMMEDIATE');
  try {
    db.exec(`CREATE TABLE IF NOT EXISTS migrations (
      component TEXT NOT NULL, step INTEGER NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (component, step)
    ) STRICT, WITHOUT ROWID`);
    const done = db.prepare('SELECT digest FROM migrations WHERE component = ? ORDER BY step').all(component);
    for (const { digest } of done) {
      const known = missing.shift();
      if (known === undefined)
        throw new Error(
          `The tables of ${component} have version ${done.length}, this program knows ${migrations.length}`,
        );
      if (known.digest !== digest)
        throw new Error(`Migration ${known.step} of ${component} is not the one this database was made with`);
    }
    const record = db.prepare('INSERT INTO migrations (component, step, digest) VALUES (?, ?, ?)');
    for (const { sql, step, digest } of missing) {
      db.exec(sql);
      record.run(component, step, digest);
    }
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
