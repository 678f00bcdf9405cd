import type { ReadinessCheck } from '../adapters/http/http-settings.js';
import type { StoragePorts } from '../application/composition/ports.js';
import type { MasterKey } from '../application/ports/master-key.port.js';
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

/** A master key on a server: what nobody can wrap, nobody can register. */
export const masterKeyCheck = (masterKey: MasterKey): Readonly<Record<string, ReadinessCheck>> => ({
  masterKey: () => masterKey.wrap(new Uint8Array(32), 'readiness'),
});

/**
 * Whoever asks while a check is under way gets its answer, so that nobody multiplies the work by asking often. Why one fails is told
 * once each time that it begins to, without credentials.
 */
export const sharedChecks = (
  checks: Readonly<Record<string, ReadinessCheck>>,
  onTrouble: (reason: string) => void,
): Readonly<Record<string, ReadinessCheck>> =>
  Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, sharedCheck(name, check, onTrouble)]));

function sharedCheck(name: string, check: ReadinessCheck, onTrouble: (reason: string) => void): ReadinessCheck {
  let underWay: Promise<void> | undefined;
  let isFailing = false;
  const ask = async (): Promise<void> => {
    try {
      await Promise.resolve().then(check);
      isFailing = false;
    } catch (error) {
      if (!isFailing) onTrouble(`${name} is not ready: ${reasonOf(error)}`);
      isFailing = true;
      throw error;
    } finally {
      underWay = undefined;
    }
  };
  return () => (underWay ??= ask());
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
