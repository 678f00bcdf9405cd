import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '../../application/ports/unavailable.js';
import { isBusy } from './database.js';

/** How long to wait for another process to finish writing before the store counts as unavailable. */
export const PATIENCE_MS = 10_000;
/** A writer under load lets go of the lock often, but for microseconds: only who tries often gets it. */
const FREQUENT_ATTEMPTS = 200;
const SHORT_PAUSE_MS = 1;
const LONG_PAUSE_MS = 10;

/**
 * Runs a piece of synchronous work on a database. While another process holds the lock it tries again without blocking
 * the thread; after `patienceMs`, and on any failure of SQLite itself, it rejects with `Unavailable`. The work must
 * leave no transaction open when it throws.
 */
export async function whenFree<T>(port: string, work: () => T, patienceMs: number = PATIENCE_MS): Promise<T> {
  let deadline: number | undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      return work();
    } catch (error) {
      deadline ??= performance.now() + patienceMs;
      if (!isBusy(error) || performance.now() > deadline) throw unavailableIfSqlite(port, error);
    }
    await sleep(attempt < FREQUENT_ATTEMPTS ? SHORT_PAUSE_MS : LONG_PAUSE_MS);
  }
}

/** A failure of SQLite, or of a database that was closed, as `Unavailable`; any other error as it is. */
export function unavailableIfSqlite(port: string, error: unknown): unknown {
  const { code } = error as { code?: unknown };
  if (code === 'ERR_SQLITE_ERROR' || code === 'ERR_INVALID_STATE')
    return new Unavailable(port, isBusy(error) ? 1_000 : undefined, { cause: error });
  return error;
}
