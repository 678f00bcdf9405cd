import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type DatabaseOptions, isBusy, openDatabase } from '../../../src/adapters/sqlite/database.js';
import { temporaryFile, type TemporaryFile } from '../../support/temporary-file.js';

let file: TemporaryFile;
let opened: DatabaseSync[];
beforeEach(() => {
  file = temporaryFile();
  opened = [];
});
afterEach(() => {
  for (const db of opened) if (db.isOpen) db.close();
  file.remove();
});

function open(options: Partial<DatabaseOptions> = {}): DatabaseSync {
  const db = openDatabase({ path: file.path, component: 'things', migrations: [], ...options });
  opened.push(db);
  return db;
}

const pragma = (db: DatabaseSync, name: string): unknown => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];
const tables = (db: DatabaseSync): readonly unknown[] =>
  db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'migrations' ORDER BY name`).all();

describe('the settings of a database', () => {
  it('are those of a durable store, by default', () => {
    const db = open();
    expect(
      ['journal_mode', 'synchronous', 'busy_timeout', 'cache_size', 'wal_autocheckpoint', 'page_size'].map((name) => [
        name,
        pragma(db, name),
      ]),
    ).toEqual([
      ['journal_mode', 'wal'],
      ['synchronous', 2],
      ['busy_timeout', 10_000],
      ['cache_size', -65_536],
      ['wal_autocheckpoint', 8_000],
      ['page_size', 4_096],
    ]);
    expect([pragma(db, 'foreign_keys'), pragma(db, 'secure_delete'), pragma(db, 'temp_store')]).toEqual([1, 0, 2]);
  });

  it('are weaker or stronger where that was asked for', () => {
    const db = open({ durability: 'normal', secureDelete: true, busyTimeoutMs: 0 });
    expect([pragma(db, 'synchronous'), pragma(db, 'secure_delete'), pragma(db, 'busy_timeout')]).toEqual([1, 1, 0]);
  });

  it('hold for a database in memory too, but for the log it cannot have', () => {
    const db = open({ path: ':memory:' });
    expect([pragma(db, 'journal_mode'), pragma(db, 'synchronous')]).toEqual(['memory', 2]);
  });
});

describe('the file of a database', () => {
  it('is made with its folders, for its owner only, as are the files beside it', () => {
    const path = join(dirname(file.path), 'a', 'b', 'things.sqlite');
    const db = open({ path, migrations: ['CREATE TABLE a (x)'] });
    db.exec('INSERT INTO a VALUES (1)');
    for (const name of [path, `${path}-wal`, `${path}-shm`]) {
      expect(existsSync(name)).toBe(true);
      expect(statSync(name).mode & 0o777).toBe(0o600);
    }
  });

  it('that is no database is refused', () => {
    expect(() => open({ path: import.meta.filename })).toThrow('not a database');
  });
});

describe('the tables of a component', () => {
  const first = 'CREATE TABLE first (x)';
  const second = 'CREATE TABLE second (x)';

  it('are brought forward step by step, once', () => {
    open({ migrations: [first] }).close();
    open({ migrations: [first] }).close();
    expect(tables(open({ migrations: [first, second] }))).toEqual([{ name: 'first' }, { name: 'second' }]);
  });

  it('stand beside those of another component in one file', () => {
    open({ component: 'one', migrations: [first] }).close();
    const db = open({ component: 'two', migrations: [second] });
    expect(tables(db)).toEqual([{ name: 'first' }, { name: 'second' }]);
  });

  it('of a newer program are left alone', () => {
    open({ migrations: [first, second] }).close();
    expect(() => open({ migrations: [first] })).toThrow('version 2, this program knows 1');
  });

  it('made by another migration than the one that is known are left alone', () => {
    open({ migrations: [first] }).close();
    expect(() => open({ migrations: ['CREATE TABLE first (x, y)'] })).toThrow('Migration 1 of things');
  });

  it('are not left half made by a migration that fails', () => {
    open({ migrations: [first] }).close();
    expect(() => open({ migrations: [first, second, 'CREATE TABLE nonsense'] })).toThrow();
    expect(tables(open({ migrations: [first] }))).toEqual([{ name: 'first' }]);
  });
});

it('a database that another connection writes to is busy, and recognised as such', () => {
  const one = open({ migrations: ['CREATE TABLE a (x)'] });
  const two = open({ migrations: ['CREATE TABLE a (x)'], busyTimeoutMs: 0 });
  one.exec('BEGIN IMMEDIATE');
  let error: unknown;
  try {
    two.exec('BEGIN IMMEDIATE');
  } catch (caught) {
    error = caught;
  }
  expect(isBusy(error)).toBe(true);
  expect(isBusy(new Error('another one'))).toBe(false);
});
