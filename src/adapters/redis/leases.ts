import type { LeaseAnswer, Leases } from '../../application/ports/leases.port.js';
import type { Duration } from '../../domain/kernel/instant.js';
import type { RedisConnection } from './connection.js';
import { defineScript } from './script.js';

/** A token is at least the server's time, so that it grows also where Redis lost the one before. */
const acquire = defineScript<[number, number]>(`
local held = redis.call('HMGET', KEYS[1], 'holder', 'token', 'ends')
local ends = tonumber(held[3] or 0)
if ends > now and held[1] ~= ARGV[1] then return {0, ends - now} end
local token = math.max(tonumber(held[2] or 0) + 1, now)
redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'token', token, 'ends', now + tonumber(ARGV[2]))
return {1, token}
`);

const renew = defineScript<number>(`
local held = redis.call('HMGET', KEYS[1], 'token', 'ends')
if held[1] ~= ARGV[1] or tonumber(held[2]) <= now then return 0 end
redis.call('HSET', KEYS[1], 'ends', now + tonumber(ARGV[2]))
return 1
`);

const release = defineScript<number>(`
if redis.call('HGET', KEYS[1], 'token') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'ends', now)
return 1
`);

/** Leases by the server's clock, among all processes. Lost with Redis: whoever asks first has them next. */
export class RedisLeases implements Leases {
  readonly #redis: RedisConnection;

  constructor(redis: RedisConnection) {
    this.#redis = redis;
  }

  async acquire(name: string, holder: string, term: Duration): Promise<LeaseAnswer> {
    const [granted, number] = await this.#redis.run('leases', acquire, [this.#key(name)], [holder, term]);
    return granted === 1 ? { kind: 'granted', token: number } : { kind: 'held', endsInMs: number };
  }

  async renew(name: string, token: number, term: Duration): Promise<boolean> {
    return (await this.#redis.run('leases', renew, [this.#key(name)], [token, term])) === 1;
  }

  async release(name: string, token: number): Promise<void> {
    await this.#redis.run('leases', release, [this.#key(name)], [token]);
  }

  #key(name: string): string {
    return this.#redis.key('lease', name);
  }
}
