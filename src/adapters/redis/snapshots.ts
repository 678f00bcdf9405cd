import type { JsonValue } from '../../application/ports/json.js';
import type { Snapshot, Snapshots } from '../../application/ports/snapshots.port.js';
import { isUnavailable } from '../../application/ports/unavailable.js';
import type { RedisConnection } from './connection.js';
import { defineScript } from './script.js';

export interface RedisSnapshotsOptions {
  /** How long a snapshot is kept after it was saved, in milliseconds. Default: 30 days. */
  readonly keepMs?: number;
  /** A larger one, in characters of JSON, is not kept. Default: 1,000,000. */
  readonly largest?: number;
}

const PORT = 'snapshots';
const DAY_MS = 86_400_000;

/** KEYS: snapshots of a stream, by schema. ARGV: schema, version, state, milliseconds to keep. */
const saveScript = defineScript<number>(`
local kept = redis.call('HGET', KEYS[1], ARGV[1])
if kept and tonumber(string.match(kept, '^%d+')) > tonumber(ARGV[2]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
`);

/**
 * Snapshots in Redis, with an end. They are a cache: while Redis does not answer there are none, and accounts are folded
 * from their events. Only `purge` insists, since who erases has to know that nothing is left.
 */
export class RedisSnapshots implements Snapshots {
  readonly #redis: RedisConnection;
  readonly #keepMs: number;
  readonly #largest: number;

  constructor(redis: RedisConnection, { keepMs = 30 * DAY_MS, largest = 1_000_000 }: RedisSnapshotsOptions = {}) {
    this.#redis = redis;
    this.#keepMs = keepMs;
    this.#largest = largest;
  }

  async find(stream: string, schema: string): Promise<Snapshot | undefined> {
    const text = await orNone(this.#redis.call(PORT, (client) => client.hget(this.#key(stream), schema)));
    if (text === undefined || text === null) return undefined;
    const space = text.indexOf(' ');
    return { version: Number(text.slice(0, space)), state: JSON.parse(text.slice(space + 1)) as JsonValue };
  }

  async save(stream: string, schema: string, { version, state }: Snapshot): Promise<void> {
    const text = JSON.stringify(state);
    if (text.length > this.#largest) return;
    const args = [schema, version, text, this.#keepMs];
    await orNone(this.#redis.run(PORT, saveScript, [this.#key(stream)], args));
  }

  async purge(stream: string): Promise<void> {
    await this.#redis.call(PORT, (client) => client.unlink(this.#key(stream)));
  }

  #key(stream: string): string {
    return this.#redis.key('snap', stream);
  }
}

const orNone = <T>(call: Promise<T>): Promise<T | undefined> =>
  call.catch((error: unknown) => {
    if (isUnavailable(error)) return undefined;
    throw error;
  });
