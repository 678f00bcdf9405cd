import { openRedis, type RedisConnection } from '../../../src/adapters/redis/connection.js';
import type { Contract } from '../../../src/adapters/testing/contract.js';
import { callerClock } from '../../../src/adapters/testing/contracts/contract-time.js';
import type { Instant } from '../../../src/domain/kernel/instant.js';
import { bindContract } from '../bind-contract.js';
import { skipped } from '../skip.js';
import { type RedisClusterServers, startRedisCluster } from './cluster.js';
import { movedClock } from './moved-clock.js';
import { freshPrefix, noRedis, type RedisServer, startRedis } from './server.js';

export interface BoundContract<T> {
  readonly contract: Contract<T>;
  make(redis: RedisConnection): T;
  /** The adapter over a Redis whose clock says what `tell` was last told; then cases that let time pass run as well. */
  timed?(redis: RedisConnection, tell: (at: Instant) => void): T;
}

/** Names the port once, so that contracts of several ports stand in one list. */
export type AnyBoundContract = (declare: <T>(one: BoundContract<T>) => void) => void;
export const over =
  <T>(
    contract: Contract<T>,
    make: (redis: RedisConnection) => T,
    timed?: (redis: RedisConnection, tell: (at: Instant) => void) => T,
  ): AnyBoundContract =>
  (declare) =>
    declare({ contract, make, ...(timed !== undefined && { timed }) });

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
    const connect = async (keyPrefix: string): Promise<RedisConnection> => {
      const { connectionString } = await (servers ??= start());
      // A machine that does everything at once answers late; how late is too late is the fault tests' business.
      return openRedis({ connectionString, keyPrefix, deadlineMs: 15_000, connectTimeoutMs: 15_000 });
    };
    for (const bind of contracts)
      bind(({ contract, make, timed }) => {
        if (noRedis !== undefined) {
          for (const { title } of contract.cases) skipped(`${contract.port} contract: ${name} ${title}`, noRedis);
          return;
        }
        const letsTimePass = ({ needs }: { readonly needs?: string }) => timed !== undefined && needs === callerClock;
        bindContract({ ...contract, cases: contract.cases.filter((one) => !letsTimePass(one)) }, name, async () => {
          const redis = await connect(freshPrefix());
          return { subject: make(redis), close: () => redis.close() };
        });
        if (timed === undefined) return;
        bindContract(
          { ...contract, cases: contract.cases.filter(letsTimePass) },
          `${name}, by a clock that the test moves`,
          async () => {
            const keyPrefix = freshPrefix();
            const redis = await connect(keyPrefix);
            const clock = movedClock(redis, keyPrefix);
            return { subject: timed(clock.redis, clock.tell), close: () => redis.close() };
          },
          [callerClock],
        );
      });
  });
}
