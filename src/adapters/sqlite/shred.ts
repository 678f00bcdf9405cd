import type { DatabaseSync } from 'node:sqlite';
import { Unavailable } from '../../application/ports/unavailable.js';
import { PATIENCE_MS, whenFree } from './when-free.js';

/**
 * Removes what was deleted from the write-ahead log too: older page images lie there until it is cut to nothing. Needs
 * every reader and writer of other processes out of the way for a moment; while one stays, rejects with `Unavailable`
 * after `patienceMs`, and must be called again.
 */
export const shredLog = (db: DatabaseSync, port: string, patienceMs: number = PATIENCE_MS): Promise<void> =>
  whenFree(port, () => cutLog(db, port), patienceMs);

/** The same at opening, as far as it goes at once: what a crash left behind. */
export function shredLeftovers(db: DatabaseSync): void {
  db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
}

function cutLog(db: DatabaseSync, port: string): void {
  const row = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
  if (row.busy === 0) return;
  throw new LogInUse(port);
}

/** Looks like SQLITE_BUSY to `whenFree`, since the pragma answers with a row instead of that error. */
class LogInUse extends Unavailable {
  readonly errcode = 5;
  constructor(port: string) {
    super(port, 1_000);
  }
}
