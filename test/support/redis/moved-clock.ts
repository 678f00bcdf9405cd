import type { RedisConnection } from '../../../src/adapters/redis/connection.js';
import type { RedisScript } from '../../../src/adapters/redis/script.js';
import { days, type Instant, instant } from '../../../src/domain/kernel/instant.js';

export interface MovedClock {
  readonly redis: RedisConnection;
  tell(at: Instant): void;
}

const READS_TIME = `local time = redis.call('TIME')`;
/** The test's time lies so far ahead of the server's that the server itself ends no key: `sweep` does. */
const AHEAD = days(20 * 365);

/** What the server calls the time, when the test says `at`. */
export const aheadOf = (at: Instant): Instant => instant(at + AHEAD);
/** The test's name for a time of the server. */
export const backFrom = (at: Instant): Instant => instant(at - AHEAD);

/**
 * The adapters' own scripts on a real server, with one line changed: the time is the test's. A key has ended when its expiry is
 * not after that time, and is then removed before anybody looks.
 */
export function movedClock(redis: RedisConnection, keyPrefix: string): MovedClock {
  let now = aheadOf(instant(0));

  const sweep = async (): Promise<void> => {
    const at = now;
    const ends = await redis.call('redis', async (client) => {
      const masters = 'nodes' in client ? client.nodes('master') : [client];
      const found = await Promise.all(
        masters.map(async (node) => {
          const keys = await node.keys(`${keyPrefix}:*`);
          return Promise.all(keys.map(async (key) => ({ key, end: await node.pexpiretime(key) })));
        }),
      );
      return found.flat();
    });
    for (const { key, end } of ends) if (end >= 0 && end <= at) await redis.call('redis', (client) => client.del(key));
  };

  const told = <Reply>(script: RedisScript<Reply>): RedisScript<Reply> => {
    if (!script.lua.includes(READS_TIME)) throw new Error('The script reads the time in another way');
    const time = `local time = {${Math.floor(now / 1_000)}, ${(now % 1_000) * 1_000}}`;
    return { ...script, lua: script.lua.replace(READS_TIME, time), sha: '0'.repeat(40) };
  };

  const moved: Pick<RedisConnection, 'key' | 'digest' | 'call' | 'run'> = {
    key: (area, tag, suffix) => redis.key(area, tag, suffix),
    digest: (text) => redis.digest(text),
    call: async (port, command) => {
      await sweep();
      return redis.call(port, command);
    },
    run: async (port, script, keys, args) => {
      await sweep();
      return redis.run(port, told(script), keys, args);
    },
  };
  return { redis: moved as RedisConnection, tell: (at) => (now = aheadOf(at)) };
}
