import type { Idempotency, IdempotencyStart } from '../../application/ports/idempotency.port.js';
import type { JsonValue } from '../../application/ports/json.js';
import { days, type Duration } from '../../domain/kernel/instant.js';
import type { RedisConnection } from './connection.js';
import { defineScript } from './script.js';

/** How long a call that died still binds its key to its payload. */
const REMEMBER_DEAD = days(1);

/** A call is a hash: digest of its payload, end of its lease, and its outcome once there is one. */
const start = defineScript<[IdempotencyStart['kind'], string]>(`
local payload, lease, remember = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local call = redis.call('HMGET', KEYS[1], 'payload', 'lease', 'outcome')
if call[1] then
  if call[1] ~= payload then return {'mismatch', ''} end
  if call[3] then return {'done', call[3]} end
  if now < tonumber(call[2]) then return {'running', ''} end
end
redis.call('HSET', KEYS[1], 'payload', payload, 'lease', now + lease)
redis.call('PEXPIREAT', KEYS[1], now + lease + remember)
return {'fresh', ''}
`);

const finish = defineScript<number>(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if redis.call('HSETNX', KEYS[1], 'outcome', ARGV[1]) == 0 then return 0 end
return redis.call('PEXPIREAT', KEYS[1], now + tonumber(ARGV[2]))
`);

const abandon = defineScript<number>(`
if redis.call('HEXISTS', KEYS[1], 'outcome') == 1 then return 0 end
return redis.call('DEL', KEYS[1])
`);

/**
 * Outcomes by idempotency key in Redis, by the server's clock. Lost with Redis: then a repeated command is decided
 * again, which is safe.
 */
export class RedisIdempotency implements Idempotency {
  readonly #redis: RedisConnection;

  constructor(redis: RedisConnection) {
    this.#redis = redis;
  }

  async start(caller: string, key: string, payloadDigest: string, lease: Duration): Promise<IdempotencyStart> {
    const [kind, outcome] = await this.#redis.run(
      'idempotency',
      start,
      [this.#call(caller, key)],
      [payloadDigest, lease, REMEMBER_DEAD],
    );
    return kind === 'done' ? { kind, outcome: JSON.parse(outcome) as JsonValue } : { kind };
  }

  async finish(caller: string, key: string, outcome: JsonValue, keep: Duration): Promise<void> {
    await this.#redis.run('idempotency', finish, [this.#call(caller, key)], [JSON.stringify(outcome), keep]);
  }

  async abandon(caller: string, key: string): Promise<void> {
    await this.#redis.run('idempotency', abandon, [this.#call(caller, key)]);
  }

  /** Unambiguous: no caller and key can be mistaken for another pair. */
  #call(caller: string, key: string): string {
    return this.#redis.key('call', `${caller.length}:${caller}${key}`);
  }
}
