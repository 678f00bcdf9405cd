import type { EventStoreDbEventStore } from '../adapters/eventstoredb/event-store.js';
import type { PostgresDatabase } from '../adapters/postgres/database.js';
import type { RedisConnection } from '../adapters/redis/connection.js';
import { isUnavailable } from '../application/ports/unavailable.js';
import { serversOf, type StoresConfig, type StoreServer } from './stores-config.js';

/** Those of the servers that some store uses. */
export interface Servers {
  readonly eventstoredb?: EventStoreDbEventStore;
  readonly redis?: RedisConnection;
  readonly postgres?: PostgresDatabase;
}

interface ServerTrouble {
  readonly server: StoreServer;
  /** Without address and credentials. */
  readonly reason: string;
  /** It may answer later; else its configuration has to change. */
  readonly passes: boolean;
}

/** Servers that refuse us or do not answer, all of them. */
export class StoresUnusable extends Error {
  readonly code = 'storesUnusable';
  constructor(readonly troubles: readonly ServerTrouble[]) {
    super(troubles.map(({ server, reason }) => `${server}: ${reason}`).join('\n'));
    this.name = 'StoresUnusable';
  }

  /** They may all answer later, with nothing changed. */
  get passes(): boolean {
    return this.troubles.every((one) => one.passes);
  }
}

interface Around {
  readonly keep: <T extends { close(): unknown }>(one: T) => T;
  readonly onTrouble: (reason: string) => void;
}

/** Opens what the configuration names, side by side; `keep` gets whatever was opened, also when this rejects. */
export async function openServers(config: StoresConfig, { keep, onTrouble }: Around): Promise<Servers> {
  const used = serversOf(config);
  const opening: { readonly [Server in StoreServer]: () => Promise<Servers> } = {
    eventstoredb: async () => {
      const { createEventStoreDbEventStore } = await import('../adapters/eventstoredb/event-store.js');
      const connectionString = config.connections.eventstoredb ?? '';
      const store = keep(createEventStoreDbEventStore({ connectionString, streamPrefix: `${config.prefix}.` }));
      await store.ready();
      return { eventstoredb: store };
    },
    redis: async () => {
      const { openRedis } = await import('../adapters/redis/connection.js');
      const redis = await openRedis({
        connectionString: config.connections.redis ?? '',
        keyPrefix: config.prefix,
        replicas: config.redisReplicas,
        persistence: config.redisPersistence,
        onTrouble,
      });
      return { redis: keep(redis) };
    },
    postgres: async () => {
      const { connectPostgres } = await import('../adapters/postgres/database.js');
      const postgres = keep(
        connectPostgres({
          connectionString: config.connections.postgres ?? '',
          schema: config.postgresSchema,
          poolSize: config.postgresPool,
        }),
      );
      await postgres.start('postgres', (run) => run('SELECT 1'));
      return { postgres };
    },
  };
  const results = await Promise.allSettled(used.map((server) => opening[server]()));
  const troubles: ServerTrouble[] = [];
  const servers: Servers[] = [];
  for (const [index, result] of results.entries()) {
    const server = used[index];
    if (result.status === 'fulfilled') servers.push(result.value);
    else if (server !== undefined) troubles.push(troubleOf(server, result.reason));
  }
  if (troubles.length > 0) throw new StoresUnusable(troubles);
  return Object.assign({}, ...servers) as Servers;
}

/** Only what our own adapters say is repeated: a driver's error may quote an address or a password. */
function troubleOf(server: StoreServer, error: unknown): ServerTrouble {
  if (isUnavailable(error)) return { server, reason: 'does not answer', passes: true };
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === 'string' && code.endsWith('.misconfigured'))
    return { server, reason: String(message), passes: false };
  throw error;
}
