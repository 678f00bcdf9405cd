import type { DatabaseSync, StatementSync } from 'node:sqlite';

/**
 * Removes up to two rows that ended by the instant it is run with. Run before every insert, it removes faster than rows
 * come, so that a table stays about as large as what lives in it, and no single call pays for a backlog.
 */
export const purgeStatement = (db: DatabaseSync, table: string, key: string, end: string): StatementSync =>
  db.prepare(
    `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${end} <= ? ORDER BY ${end} LIMIT 2)`,
  );
