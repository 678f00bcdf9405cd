import type { ReadinessCheck } from '../adapters/http/http-settings.js';
import type { StoragePorts } from '../application/composition/ports.js';

const nobody = '00000000-0000-7000-8000-000000000000';

/** One cheap read of each store: it answers, or the server is not ready. */
export const storageChecks = (storage: StoragePorts): Readonly<Record<string, ReadinessCheck>> => ({
  eventStore: () => storage.eventStore.head(),
  snapshots: () => storage.snapshots.find(nobody, ''),
  readModels: () => storage.readModels.liveGeneration('identity-profile'),
  secretVault: () => storage.vault.find(nobody),
  evidenceStore: () => storage.evidenceStore.find(nobody),
  challenges: () => storage.challenges.peek('readiness', storage.clock.now()),
  sessions: () => storage.sessions.list(nobody, storage.clock.now()),
  outbox: () => storage.outbox.pending(),
});
