import type { DatabaseSync, StatementSync } from 'node:sqlite';

const purge = (table: string, key: string, end: string, limit: string): string =>
  `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${end} <= ? ORDER BY ${end} LIMIT ${limit})`;

/**
 * Removes up to two rows that ended by the instant it is run with. Run before every insert, it removes faster than rows
 * come, so that a table stays about as large as what lives in it, and no single call pays for a backlog.
 */
export const purgeStatement = (db: DatabaseSync, table: string, key: string, end: string): StatementSync =>
  db.prepare(purge(table, key, end, '2'));

/** The same for several inserts at once: run with the instant, and twice as many rows as are inserted. */
export const purgeManyStatement = (db: DatabaseSync, table: string, key: string, end: string): StatementSync =>
  db.prepare(purge(table, key, end, '?'));
