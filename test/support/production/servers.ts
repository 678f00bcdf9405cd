import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventStoreDbName, type FreshDatabase, freshDatabase } from '../eventstoredb/server.js';
import { noRedis, type RedisServer, startRedis } from '../redis/server.js';
import type { ProductionPlaces } from './open.js';

/** Why nothing runs over EventStoreDB + Redis here; undefined where it does. */
export const noProduction = noRedis;
export const productionName = `${eventStoreDbName} + Redis`;

/** The places of one deployment, all empty, that no other test sees. */
export interface Deployment extends ProductionPlaces {
  /** Forgets its files; the servers stay. */
  remove(): void;
}

/** A redis-server and an EventStoreDB (or its stand-in), started when they are first asked for. */
export class ProductionServers {
  private starting: Promise<readonly [FreshDatabase, RedisServer]> | undefined;
  private deployments = 0;

  async deployment(): Promise<Deployment> {
    this.starting ??= Promise.all([freshDatabase(), startRedis()]);
    const [database, redis] = await this.starting;
    const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-production-'));
    const nth = `${(this.deployments += 1)}-`;
    return {
      eventStoreDb: {
        connectionString: database.connectionString,
        streamPrefix: `${database.streamPrefix}${nth}`,
      },
      redis: { connectionString: redis.connectionString, keyPrefix: `d${nth}` },
      directory,
      remove: () => rmSync(directory, { recursive: true, force: true }),
    };
  }

  async stop(): Promise<void> {
    const starting = this.starting;
    this.starting = undefined;
    if (starting === undefined) return;
    const [database, redis] = await starting;
    await database.close();
    await redis.stop();
  }
}
