import type { DatabaseSync } from 'node:sqlite';
import type { Challenges } from '../../application/ports/challenges.port.js';
import type { Idempotency } from '../../application/ports/idempotency.port.js';
import type { Leases } from '../../application/ports/leases.port.js';
import type { Outbox } from '../../application/ports/outbox.port.js';
import type { RateLimits } from '../../application/ports/rate-limits.port.js';
import type { Sessions } from '../../application/ports/sessions.port.js';
import { SqliteChallenges } from './challenges.js';
import { openDatabase } from './database.js';
import type { Durability } from './database.js';
import { SqliteIdempotency } from './idempotency.js';
import { SqliteLeases } from './leases.js';
import { SqliteOutbox } from './outbox.js';
import { SqliteRateLimits } from './rate-limits.js';
import { SqliteSessions } from './sessions.js';
import { stateMigrations } from './state-schema.js';
import { StateWriter } from './state-writer.js';

export interface SqliteStateOptions {
  /** A file, or `:memory:`. Several processes may open the same file. */
  readonly path: string;
  /**
   * `normal` (default): what withdraws a right or promises a message (a consumed code, a taken step, a revocation, an
   * outbox entry added or sent) is on the disk when its promise resolves; the last moments of everything else may be
   * lost when the power fails, which forgives a part of a budget, or asks a person to begin again. `full`: nothing is
   * lost. A crash of the process loses nothing either way.
   */
  readonly durability?: Durability;
}

/** Short-lived state in one file. Its ports reject with `Unavailable` while the file cannot be read or written. */
export interface SqliteState {
  readonly challenges: Challenges;
  readonly rateLimits: RateLimits;
  readonly sessions: Sessions;
  readonly idempotency: Idempotency;
  readonly outbox: Outbox;
  readonly leases: Leases;
  readonly db: DatabaseSync;
  /** Finishes the writes that were begun, then closes the file. */
  close(): void;
}

export function openSqliteState({ path, durability = 'normal' }: SqliteStateOptions): SqliteState {
  const db = openDatabase({ path, durability, busyTimeoutMs: 0, component: 'state', migrations: stateMigrations });
  const writer = new StateWriter(db, durability);
  return {
    challenges: new SqliteChallenges(db, writer),
    rateLimits: new SqliteRateLimits(db, writer),
    sessions: new SqliteSessions(db, writer),
    idempotency: new SqliteIdempotency(db, writer),
    outbox: new SqliteOutbox(db, writer),
    leases: new SqliteLeases(db, writer),
    db,
    close: () => writer.close(),
  };
}
