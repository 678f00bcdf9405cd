import type { DatabaseSync } from 'node:sqlite';

/**
 * One write transaction around synchronous work. The write lock is taken first (BEGIN IMMEDIATE), so that what the work
 * reads cannot change before what it writes. When the work or the commit throws, nothing of it has happened.
 */
export type Transaction = <T>(work: () => T) => T;

export function transactionsOf(db: DatabaseSync): Transaction {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  return (work) => {
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      if (db.isTransaction) rollback.run();
      throw error;
    }
  };
}
