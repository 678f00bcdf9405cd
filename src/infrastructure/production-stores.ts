import { join } from 'node:path';
import { createMemoryEventStore } from '../adapters/memory/event-store.js';
import { createMemoryReadModels } from '../adapters/memory/read-models.js';
import { createMemorySnapshots } from '../adapters/memory/snapshots.js';
import { createMemoryState, type MemoryState } from '../adapters/memory/state.js';
import { openSqliteEventStore } from '../adapters/sqlite/event-store.js';
import { openSqliteEvidenceStore } from '../adapters/sqlite/evidence-store.js';
import { openSqliteReadModels } from '../adapters/sqlite/read-models.js';
import { openSqliteSecretVault } from '../adapters/sqlite/secret-vault.js';
import { openSqliteSnapshots } from '../adapters/sqlite/snapshots.js';
import { openSqliteState } from '../adapters/sqlite/state.js';
import { openSqliteSubjectKeys } from '../adapters/sqlite/subject-keys.js';
import type { PostgresDatabase } from '../adapters/postgres/database.js';
import type { RedisConnection } from '../adapters/redis/connection.js';
import type { StoragePorts } from '../application/composition/ports.js';
import type { Clock } from '../application/ports/clock.port.js';
import type { Leases } from '../application/ports/leases.port.js';
import type { SubjectKeys } from '../application/ports/subject-keys.port.js';
import type { Servers } from './production-servers.js';
import type { Stores } from './storage.js';
import type { StoreChoice, StorePort } from './store-choices.js';
import type { StoresConfig } from './stores-config.js';

interface Around {
  readonly keep: <T extends { close(): unknown }>(one: T) => T;
  readonly clock: Clock;
}

export interface OpenedStores {
  readonly stores: Stores;
  readonly subjectKeys: SubjectKeys;
}

/** How one port is opened in each place that it may be in; nothing else than what was chosen is opened. */
type Places<Port extends StorePort, Made> = { readonly [Place in StoreChoice[Port]]: () => Promise<Made> | Made };

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly it: T } | undefined;
  return () => (made ??= { it: make() }).it;
};

/** Opens every port where the configuration puts it. */
export async function openStores(
  { stores: chosen, data }: StoresConfig,
  servers: Servers,
  { keep, clock }: Around,
): Promise<OpenedStores> {
  const file = (name: string): { readonly path: string } => ({ path: join(data, name) });
  const memory = once(createMemoryState);
  const sqlite = once(() => keep(openSqliteState(file('state.sqlite'))));
  const redis = once(() => openRedisStores(needed(servers.redis)));
  const postgres = once(() => openPostgresStores(needed(servers.postgres)));

  const state = <Port extends 'challenges' | 'rateLimits' | 'sessions' | 'idempotency'>(port: Port) =>
    at<MemoryState[Port]>(chosen[port], {
      memory: () => memory()[port],
      sqlite: () => sqlite()[port],
      redis: async () => (await redis())[port] as MemoryState[Port],
    });
  const subjectKeys: Places<'subjectKeys', SubjectKeys> = {
    sqlite: () => keep(openSqliteSubjectKeys(file('keys.sqlite'))),
    postgres: async () => (await postgres()).subjectKeys(),
  };
  const eventStore: Places<'eventStore', StoragePorts['eventStore']> = {
    memory: () => createMemoryEventStore({ clock }),
    sqlite: () => keep(openSqliteEventStore({ ...file('events.sqlite'), clock })),
    eventstoredb: () => needed(servers.eventstoredb),
  };
  const snapshots: Places<'snapshots', StoragePorts['snapshots']> = {
    memory: () => createMemorySnapshots(),
    sqlite: () => keep(openSqliteSnapshots(file('snapshots.sqlite'))),
    redis: async () => (await redis()).snapshots,
  };
  const readModels: Places<'readModels', StoragePorts['readModels']> = {
    memory: () => createMemoryReadModels(),
    sqlite: () => keep(openSqliteReadModels(file('projections.sqlite'))),
    redis: async () => (await redis()).readModels,
  };
  const vault: Places<'secretVault', StoragePorts['vault']> = {
    sqlite: () => keep(openSqliteSecretVault(file('secrets.sqlite'))),
    postgres: async () => (await postgres()).vault(),
  };
  const evidenceStore: Places<'evidenceStore', StoragePorts['evidenceStore']> = {
    sqlite: () => keep(openSqliteEvidenceStore(file('evidence.sqlite'))),
    postgres: async () => (await postgres()).evidenceStore(),
  };
  const outbox: Places<'outbox', StoragePorts['outbox']> = {
    memory: () => memory().outbox,
    sqlite: () => sqlite().outbox,
    postgres: async () => (await postgres()).outbox(),
  };
  const leases: Places<'leases', Leases | undefined> = {
    none: () => undefined,
    memory: () => memory().leases,
    sqlite: () => sqlite().leases,
    redis: async () => (await redis()).leases,
    postgres: async () => (await postgres()).leases(),
  };

  const heldLeases = await at(chosen.leases, leases);
  return {
    subjectKeys: await at(chosen.subjectKeys, subjectKeys),
    stores: {
      eventStore: await at(chosen.eventStore, eventStore),
      snapshots: await at(chosen.snapshots, snapshots),
      readModels: await at(chosen.readModels, readModels),
      vault: await at(chosen.secretVault, vault),
      evidenceStore: await at(chosen.evidenceStore, evidenceStore),
      challenges: await state('challenges'),
      rateLimits: await state('rateLimits'),
      sessions: await state('sessions'),
      idempotency: await state('idempotency'),
      outbox: await at(chosen.outbox, outbox),
      ...(heldLeases !== undefined && { leases: heldLeases }),
    },
  };
}

async function at<Made>(place: string, places: Readonly<Record<string, () => Promise<Made> | Made>>): Promise<Made> {
  const open = places[place];
  if (open === undefined) throw new Error(`No store is made in ${place}`);
  return open();
}

/** The configuration that chose a store of it has opened the server. */
function needed<Server>(server: Server | undefined): Server {
  if (server === undefined) throw new Error('A store was chosen whose server was not opened');
  return server;
}

async function openRedisStores(redis: RedisConnection) {
  const { RedisChallenges } = await import('../adapters/redis/challenges.js');
  const { RedisIdempotency } = await import('../adapters/redis/idempotency.js');
  const { RedisLeases } = await import('../adapters/redis/leases.js');
  const { RedisRateLimits } = await import('../adapters/redis/rate-limits.js');
  const { RedisReadModels } = await import('../adapters/redis/read-models.js');
  const { RedisSessions } = await import('../adapters/redis/sessions.js');
  const { RedisSnapshots } = await import('../adapters/redis/snapshots.js');
  return {
    challenges: new RedisChallenges(redis),
    idempotency: new RedisIdempotency(redis),
    leases: new RedisLeases(redis),
    rateLimits: new RedisRateLimits(redis),
    readModels: new RedisReadModels(redis),
    sessions: new RedisSessions(redis),
    snapshots: new RedisSnapshots(redis),
  };
}

/** Each makes its own tables, and only when it is chosen. */
async function openPostgresStores(database: PostgresDatabase) {
  const { openPostgresEvidenceStore } = await import('../adapters/postgres/evidence-store.js');
  const { openPostgresLeases } = await import('../adapters/postgres/leases.js');
  const { openPostgresOutbox } = await import('../adapters/postgres/outbox.js');
  const { openPostgresSecretVault } = await import('../adapters/postgres/secret-vault.js');
  const { openPostgresSubjectKeys } = await import('../adapters/postgres/subject-keys.js');
  return {
    evidenceStore: () => openPostgresEvidenceStore(database),
    leases: () => openPostgresLeases(database),
    outbox: () => openPostgresOutbox(database),
    subjectKeys: () => openPostgresSubjectKeys(database),
    vault: () => openPostgresSecretVault(database),
  };
}
