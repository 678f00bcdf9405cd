import type { ReadinessCheck } from '../adapters/http/http-settings.js';
import type { StoragePorts } from '../application/composition/ports.js';
import type { Servers } from './production-servers.js';

const nobody = '00000000-0000-7000-8000-000000000000';

/** One cheap read of each store: it answers, or the server is not ready. */
export const storageChecks = (storage: StoragePorts): Readonly<Record<string, ReadinessCheck>> => ({
  eventStore: () => storage.eventStore.head(),
  snapshots: () => storage.snapshots.find(nobody, ''),
  readModels: () => storage.readModels.liveGeneration('identity-profile'),
  secretVault: () => storage.vault.find(nobody),
  evidenceStore: () => storage.evidenceStore.find(nobody),
  challenges: () => storage.challenges.peek('readiness', storage.clock.now()),
  rateLimits: () => storage.rateLimits.used('readiness', storage.clock.now()),
  sessions: () => storage.sessions.list(nobody, storage.clock.now()),
  outbox: () => storage.outbox.pending(),
});

/**
 * What each server says of itself: EventStoreDB's leader reads, every master of Redis is one still and keeps what it has to,
 * PostgreSQL answers. Whoever asks gets no address, version or reason; how long it may take is the asker's.
 */
export const serverChecks = ({ eventstoredb, redis, postgres }: Servers): Readonly<Record<string, ReadinessCheck>> => ({
  ...(eventstoredb !== undefined && { eventstoredb: () => eventstoredb.ready() }),
  ...(redis !== undefined && { redis: () => redis.check() }),
  ...(postgres !== undefined && { postgres: () => postgres.run('postgres', 'SELECT 1') }),
});
