import type { RateLimits, Spending, Spent } from '../../application/ports/rate-limits.port.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { RedisConnection } from './connection.js';
import { defineScript } from './script.js';

/**
 * A window is a hash that lives until it ends: `used`, when it `ends`, and for each instant at which something was taken, how
 * much of that has not been given back. The instant is the caller's and only a name here: what is given back is found in the
 * window it was taken from or nowhere, whatever the clocks of callers and server say.
 */
const spend = defineScript<[number, number]>(`
local at, windows = '@' .. ARGV[1], {}
for i, key in ipairs(KEYS) do
  local limit, span = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local window = windows[key]
  if not window then
    local found = redis.call('HMGET', key, 'used', 'ends')
    window = {used = tonumber(found[1] or 0), ends = tonumber(found[2] or now + span), new = not found[1]}
    windows[key] = window
  end
  if window.used >= limit then return {i, math.max(1, window.ends - now)} end
  window.used = window.used + 1
end
for _, key in ipairs(KEYS) do
  redis.call('HINCRBY', key, 'used', 1)
  redis.call('HINCRBY', key, at, 1)
  if windows[key].new then
    redis.call('HSET', key, 'ends', windows[key].ends)
    redis.call('PEXPIREAT', key, windows[key].ends)
  end
end
return {0, 0}
`);

const giveBack = defineScript<number>(`
local at, given = '@' .. ARGV[1], 0
for _, key in ipairs(KEYS) do
  if redis.call('HEXISTS', key, at) == 1 then
    if redis.call('HINCRBY', key, at, -1) <= 0 then redis.call('HDEL', key, at) end
    redis.call('HINCRBY', key, 'used', -1)
    given = given + 1
  end
end
return given
`);

/**
 * All budgets share one tag, and so one slot of a cluster: any of them may be spent together with any other, and "from
 * every budget or from none" is then one atomic step that leaves nothing behind when a process dies.
 */
const TAG = 'budgets';

/**
 * Budgets in Redis, by the server's clock, shared by all processes. Lost with Redis: each is full again once; a budget
 * that was spent by wrong guesses is an event of the account.
 */
export class RedisRateLimits implements RateLimits {
  readonly #redis: RedisConnection;

  constructor(redis: RedisConnection) {
    this.#redis = redis;
  }

  async spend(spendings: readonly Spending[], at: Instant): Promise<Spent> {
    if (spendings.length === 0) return { kind: 'spent' };
    const [over, retryAfterMs] = await this.#redis.run(
      'rateLimits',
      spend,
      spendings.map(({ key }) => this.#window(key)),
      [at, ...spendings.flatMap(({ budget }) => [budget.limit, budget.window])],
    );
    const refused = spendings[over - 1];
    return refused === undefined ? { kind: 'spent' } : { kind: 'over', key: refused.key, retryAfterMs };
  }

  async giveBack(keys: readonly string[], spentAt: Instant): Promise<void> {
    if (keys.length === 0) return;
    await this.#redis.run(
      'rateLimits',
      giveBack,
      keys.map((key) => this.#window(key)),
      [spentAt],
    );
  }

  async used(key: string): Promise<number> {
    return Number((await this.#redis.call('rateLimits', (client) => client.hget(this.#window(key), 'used'))) ?? 0);
  }

  async reset(key: string): Promise<void> {
    await this.#redis.call('rateLimits', (client) => client.del(this.#window(key)));
  }

  #window(key: string): string {
    return this.#redis.key('budget', TAG, this.#redis.digest(key));
  }
}
