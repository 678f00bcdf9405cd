import type { Challenges } from '../../application/ports/challenges.port.js';
import type { Idempotency } from '../../application/ports/idempotency.port.js';
import type { Leases } from '../../application/ports/leases.port.js';
import type { Outbox } from '../../application/ports/outbox.port.js';
import type { RateLimits } from '../../application/ports/rate-limits.port.js';
import type { Sessions } from '../../application/ports/sessions.port.js';
import { MemoryChallenges } from './challenges.js';
import { MemoryIdempotency } from './idempotency.js';
import { MemoryLeases } from './leases.js';
import { MemoryOutbox } from './outbox.js';
import { MemoryRateLimits } from './rate-limits.js';
import { MemorySessions } from './sessions.js';

/** Short-lived state of one process, as `openSqliteState` keeps it in a file. */
export interface MemoryState {
  readonly challenges: Challenges;
  readonly rateLimits: RateLimits;
  readonly sessions: Sessions;
  readonly idempotency: Idempotency;
  readonly outbox: Outbox;
  readonly leases: Leases;
}

/** Gone with the process. What has ended is thrown out as new entries come, so memory stays near what lives. */
export const createMemoryState = (): MemoryState => ({
  challenges: new MemoryChallenges(),
  rateLimits: new MemoryRateLimits(),
  sessions: new MemorySessions(),
  idempotency: new MemoryIdempotency(),
  outbox: new MemoryOutbox(),
  leases: new MemoryLeases(),
});
