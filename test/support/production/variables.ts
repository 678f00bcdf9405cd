import type { FreshDatabase } from '../eventstoredb/server.js';
import type { PostgresServer } from '../postgres/server.js';
import type { RedisServer } from '../redis/server.js';

interface Servers {
  readonly events: FreshDatabase;
  readonly redis: RedisServer;
  readonly postgres: PostgresServer;
}

/** Everything of `dinhdanh serve` on servers, as an operator would say it; the key file is left to say. */
export const productionVariables = ({ events, redis, postgres }: Servers): Record<string, string> => ({
  DINHDANH_EVENT_STORE: 'eventstoredb',
  DINHDANH_EVENTSTOREDB: events.connectionString,
  // The database gets its own prefix for tests; ours stands for a deployment's.
  DINHDANH_STORE_PREFIX: events.streamPrefix.replace(/-$/, ''),
  DINHDANH_REDIS: redis.connectionString,
  DINHDANH_POSTGRES: postgres.urlOf(),
  ...Object.fromEntries(
    ['SNAPSHOTS', 'READ_MODELS', 'CHALLENGES', 'RATE_LIMITS', 'SESSIONS', 'IDEMPOTENCY', 'LEASES'].map((port) => [
      `DINHDANH_${port}`,
      'redis',
    ]),
  ),
  ...Object.fromEntries(
    ['OUTBOX', 'SECRET_VAULT', 'SUBJECT_KEYS', 'EVIDENCE_STORE'].map((port) => [`DINHDANH_${port}`, 'postgres']),
  ),
});
