import type {
  ChallengeAnswer,
  Challenges,
  ChallengeSpec,
  IssuedChallenge,
} from '../../application/ports/challenges.port.js';
import type { JsonObject } from '../../application/ports/json.js';
import { type Duration, instant } from '../../domain/kernel/instant.js';
import type { RedisConnection } from './connection.js';
import { defineScript } from './script.js';

/** A code is a hash: digest, expiry, tries allowed, tries used; its key lives as long as it is remembered. */
const issue = defineScript<[number, number]>(`
local digest, life, tries, memory = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local used = tonumber(redis.call('HGET', KEYS[1], 'used') or 0)
redis.call('HSET', KEYS[1], 'digest', digest, 'expires', now + life, 'tries', tries, 'used', used)
redis.call('PEXPIREAT', KEYS[1], now + math.max(life, memory))
return {now + life, math.max(0, tries - used)}
`);

const attempt = defineScript<[ChallengeAnswer['kind'], number]>(
  `
local code = redis.call('HMGET', KEYS[1], 'digest', 'expires', 'tries', 'used')
if not code[1] then return {'unknown', 0} end
local tries, used = tonumber(code[3]), tonumber(code[4])
if used >= tries then return {'exhausted', 0} end
if now >= tonumber(code[2]) then return {'expired', 0} end
redis.call('HINCRBY', KEYS[1], 'used', 1)
if code[1] ~= ARGV[1] then return {'wrong', tries - used - 1} end
redis.call('DEL', KEYS[1])
return {'correct', 0}
`,
  { lasting: true },
);

const revoke = defineScript<number>(`return redis.call('DEL', KEYS[1])`, { lasting: true });

const put = defineScript<number>(`
if tonumber(ARGV[2]) <= 0 then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], ARGV[1], 'PXAT', now + tonumber(ARGV[2]))
return 1
`);

const take = defineScript<string | null>(
  `
local value = redis.call('GET', KEYS[1])
redis.call('DEL', KEYS[1])
return value
`,
  { lasting: true },
);

/**
 * One-time secrets and pending steps in Redis, by the server's clock; correct among all processes that share it. Lost with
 * Redis: then every code is `unknown`, and the person asks for another.
 */
export class RedisChallenges implements Challenges {
  readonly #redis: RedisConnection;

  constructor(redis: RedisConnection) {
    this.#redis = redis;
  }

  async issue({ binding, digest, life, tries, memory }: ChallengeSpec): Promise<IssuedChallenge> {
    const [expiresAt, triesLeft] = await this.#redis.run(
      'challenges',
      issue,
      [this.#code(binding)],
      [digest, life, tries, memory],
    );
    return { expiresAt: instant(expiresAt), triesLeft };
  }

  async attempt(binding: string, digest: string): Promise<ChallengeAnswer> {
    const [kind, triesLeft] = await this.#redis.run('challenges', attempt, [this.#code(binding)], [digest]);
    return kind === 'wrong' ? { kind, triesLeft } : { kind };
  }

  async revoke(binding: string): Promise<void> {
    await this.#redis.run('challenges', revoke, [this.#code(binding)]);
  }

  async put(key: string, value: JsonObject, life: Duration): Promise<void> {
    await this.#redis.run('challenges', put, [this.#step(key)], [JSON.stringify(value), life]);
  }

  async peek(key: string): Promise<JsonObject | undefined> {
    return valueOf(await this.#redis.call('challenges', (client) => client.get(this.#step(key))));
  }

  async take(key: string): Promise<JsonObject | undefined> {
    return valueOf(await this.#redis.run('challenges', take, [this.#step(key)]));
  }

  #code(binding: string): string {
    return this.#redis.key('code', binding);
  }

  #step(key: string): string {
    return this.#redis.key('step', key);
  }
}

const valueOf = (text: string | null): JsonObject | undefined =>
  text === null ? undefined : (JSON.parse(text) as JsonObject);
