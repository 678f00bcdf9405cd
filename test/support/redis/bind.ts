import { openRedis, type RedisConnection } from '../../../src/adapters/redis/connection.js';
import type { Contract } from '../../../src/adapters/testing/contract.js';
import { bindContract } from '../bind-contract.js';
import { skipped } from '../skip.js';
import { type RedisClusterServers, startRedisCluster } from './cluster.js';
import { freshPrefix, noRedis, type RedisServer, startRedis } from './server.js';

export interface BoundContract<T> {
  readonly contract: Contract<T>;
  make(redis: RedisConnection): T;
}

const bound = <T>(contract: Contract<T>, make: (redis: RedisConnection) => T): BoundContract<T> => ({ contract, make });

/** Names the port once, so that contracts of several ports stand in one list. */
export type AnyBoundContract = (declare: <T>(one: BoundContract<T>) => void) => void;
export const over =
  <T>(contract: Contract<T>, make: (redis: RedisConnection) => T): AnyBoundContract =>
  (declare) =>
    declare(bound(contract, make));

/**
 * Runs contracts over a real server, and again over a real cluster of three, each case under a key prefix of its own.
 * Where no redis-server is installed, every case is listed as skipped.
 */
export function bindRedisContracts(contracts: readonly AnyBoundContract[]): void {
  overServers('Redis', contracts, () => startRedis());
  overServers('Redis Cluster', contracts, () => startRedisCluster());
}

function overServers(
  name: string,
  contracts: readonly AnyBoundContract[],
  start: () => Promise<RedisServer | RedisClusterServers>,
): void {
  describe(name, () => {
    let servers: Promise<RedisServer | RedisClusterServers> | undefined;
    afterAll(async () => {
      if (servers !== undefined) await (await servers).stop();
    });
    for (const bind of contracts)
      bind(({ contract, make }) => {
        if (noRedis !== undefined) {
          for (const { title } of contract.cases) skipped(`${contract.port} contract: ${name} ${title}`, noRedis);
          return;
        }
        bindContract(contract, name, async () => {
          const { connectionString } = await (servers ??= start());
          const redis = await openRedis({ connectionString, keyPrefix: freshPrefix() });
          return { subject: make(redis), close: () => redis.close() };
        });
      });
  });
}
