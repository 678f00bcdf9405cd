import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { captchaOff } from '../../../src/adapters/crypto/captcha-off.js';
import { openKeyringFile } from '../../../src/adapters/crypto/keyring-file.js';
import { systemClock } from '../../../src/adapters/crypto/system-clock.js';
import {
  createEventStoreDbEventStore,
  type EventStoreDbEventStore,
} from '../../../src/adapters/eventstoredb/event-store.js';
import { connectPostgres } from '../../../src/adapters/postgres/database.js';
import { openPostgresEvidenceStore } from '../../../src/adapters/postgres/evidence-store.js';
import { openPostgresOutbox } from '../../../src/adapters/postgres/outbox.js';
import { openPostgresSecretVault } from '../../../src/adapters/postgres/secret-vault.js';
import { openPostgresSubjectKeys } from '../../../src/adapters/postgres/subject-keys.js';
import { RedisChallenges } from '../../../src/adapters/redis/challenges.js';
import { openRedis, type RedisConnection } from '../../../src/adapters/redis/connection.js';
import { RedisIdempotency } from '../../../src/adapters/redis/idempotency.js';
import { RedisRateLimits } from '../../../src/adapters/redis/rate-limits.js';
import { RedisReadModels } from '../../../src/adapters/redis/read-models.js';
import { RedisSessions } from '../../../src/adapters/redis/sessions.js';
import { RedisSnapshots } from '../../../src/adapters/redis/snapshots.js';
import { openSqliteEvidenceStore } from '../../../src/adapters/sqlite/evidence-store.js';
import { openSqliteSecretVault } from '../../../src/adapters/sqlite/secret-vault.js';
import { openSqliteState } from '../../../src/adapters/sqlite/state.js';
import { openSqliteSubjectKeys } from '../../../src/adapters/sqlite/subject-keys.js';
import type { StoragePorts } from '../../../src/application/composition/ports.js';
import type { Clock } from '../../../src/application/ports/clock.port.js';
import type { PasswordHasher } from '../../../src/application/ports/password-hasher.port.js';
import type { SubjectKeys } from '../../../src/application/ports/subject-keys.port.js';
import { storageOver } from '../../../src/infrastructure/storage.js';

/** Where a deployment's servers are; what two processes that share them are both told. */
export interface ProductionPlaces {
  readonly eventStoreDb: { readonly connectionString: string; readonly streamPrefix: string };
  readonly redis: { readonly connectionString: string; readonly keyPrefix: string };
  /** Holds the keyring, and the secrets where there is no PostgreSQL. */
  readonly directory: string;
  readonly postgres?: { readonly connectionString: string; readonly schema: string } | undefined;
}

export interface ProductionOptions {
  readonly clock?: Clock;
  readonly passwordHasher?: PasswordHasher;
  /** Shorter than the ports' own, where servers are to be missed soon. */
  readonly deadlineMs?: number;
  /** Stands between the adapters and the connection. */
  readonly redis?: (connection: RedisConnection) => RedisConnection;
  /** Stands between the core and the challenges. */
  readonly challenges?: (challenges: StoragePorts['challenges']) => StoragePorts['challenges'];
}

export interface OpenedProduction {
  readonly storage: StoragePorts;
  readonly eventStore: EventStoreDbEventStore;
  readonly redis: RedisConnection;
  captcha(): typeof captchaOff;
  close(): Promise<void>;
}

/** Every store of one process: events in EventStoreDB, what is short-lived or derived in Redis, secrets in SQL. */
export async function openProduction(
  places: ProductionPlaces,
  { clock = systemClock, passwordHasher, deadlineMs, ...between }: ProductionOptions = {},
): Promise<OpenedProduction> {
  mkdirSync(places.directory, { recursive: true, mode: 0o700 });
  const keyring = openKeyringFile(join(places.directory, 'keyring.json'));
  const connected = await openRedis(places.redis);
  const redis = between.redis?.(connected) ?? connected;
  const secrets = places.postgres === undefined ? openFiles(places.directory) : await openPostgres(places.postgres);
  const eventStore = createEventStoreDbEventStore({
    ...places.eventStoreDb,
    ...(deadlineMs !== undefined && { deadlineMs }),
    subscriptions: { firstWaitMs: 20, longestWaitMs: 250, silenceMs: 2_000 },
  });
  const challenges = new RedisChallenges(redis);
  const { subjectKeys, close, ...kept } = secrets;
  return {
    eventStore,
    redis,
    storage: storageOver(
      {
        ...kept,
        eventStore,
        challenges: between.challenges?.(challenges) ?? challenges,
        rateLimits: new RedisRateLimits(redis),
        sessions: new RedisSessions(redis),
        idempotency: new RedisIdempotency(redis),
        readModels: new RedisReadModels(redis),
        snapshots: new RedisSnapshots(redis),
      },
      { subjectKeys, keyring, clock, passwordHasher },
    ),
    captcha: () => captchaOff,
    async close() {
      await eventStore.close();
      await connected.close();
      await close();
    },
  };
}

type Secrets = Pick<StoragePorts, 'vault' | 'evidenceStore' | 'outbox'> & {
  readonly subjectKeys: SubjectKeys;
  close(): Promise<void>;
};

async function openPostgres(at: { readonly connectionString: string; readonly schema: string }): Promise<Secrets> {
  const database = connectPostgres({ ...at, poolSize: 6 });
  return {
    vault: await openPostgresSecretVault(database),
    subjectKeys: await openPostgresSubjectKeys(database),
    evidenceStore: await openPostgresEvidenceStore(database),
    outbox: await openPostgresOutbox(database),
    close: () => database.close(),
  };
}

/** Files that processes of one machine share. */
function openFiles(directory: string): Secrets {
  const file = (name: string): { readonly path: string } => ({ path: join(directory, name) });
  const vault = openSqliteSecretVault(file('secrets.sqlite'));
  const subjectKeys = openSqliteSubjectKeys(file('keys.sqlite'));
  const evidenceStore = openSqliteEvidenceStore(file('evidence.sqlite'));
  const state = openSqliteState(file('outbox.sqlite'));
  return {
    vault,
    subjectKeys,
    evidenceStore,
    outbox: state.outbox,
    async close() {
      for (const one of [vault, subjectKeys, evidenceStore, state]) one.close();
    },
  };
}
