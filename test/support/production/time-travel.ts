import type { RedisConnection } from '../../../src/adapters/redis/connection.js';
import type { StoragePorts } from '../../../src/application/composition/ports.js';
import { instant } from '../../../src/domain/kernel/instant.js';

/**
 * Makes everything of one deployment older, as if so much time had passed by the server's clock: when keys go, and the
 * instants that our scripts keep in them (of challenges, idempotency and sessions).
 */
const AGE = `
local cursor, ms = '0', tonumber(ARGV[2])
local function older(key, field)
  local at = redis.call('HGET', key, field)
  if at then redis.call('HSET', key, field, string.format('%.0f', tonumber(at) - ms)) end
end
repeat
  local page = redis.call('SCAN', cursor, 'MATCH', ARGV[1], 'COUNT', 1000)
  cursor = page[1]
  for _, key in ipairs(page[2]) do
    if string.find(key, ':sessions:', 1, true) then
      local all = redis.call('HGETALL', key)
      for i = 1, #all, 2 do
        local over, idle, seen, rest = string.match(all[i + 1], '^(%d+) (%-?%d+) (%d+) (.*)$')
        if over then
          redis.call('HSET', key, all[i], string.format('%.0f %s %.0f %s', tonumber(over) - ms, idle, tonumber(seen) - ms, rest))
        end
      end
    elseif string.find(key, ':code:', 1, true) then older(key, 'expires')
    elseif string.find(key, ':call:', 1, true) then older(key, 'lease')
    end
    local left = redis.call('PTTL', key)
    if left >= 0 then redis.call('PEXPIRE', key, math.max(0, left - ms)) end
  end
until cursor == '0'
return 1`;

/** Before each call, Redis is made as old as the test says it is by then. */
export function travelling(connection: RedisConnection, keyPrefix: string, time: Travelled): RedisConnection {
  let ageing: Promise<unknown> = Promise.resolve();
  const catchUp = (): Promise<unknown> => {
    const ahead = time.ahead();
    const ms = ahead - time.aged;
    if (ms > 0) {
      time.aged = ahead;
      ageing = ageing.then(() =>
        connection.call('redis', (client) => client.eval(AGE, 0, `${keyPrefix}:*`, String(ms))),
      );
    }
    return ageing;
  };
  const between: Pick<RedisConnection, 'key' | 'digest' | 'run' | 'call' | 'check' | 'close'> = {
    key: (...given) => connection.key(...given),
    digest: (text) => connection.digest(text),
    run: async (...given) => {
      await catchUp();
      return connection.run(...given);
    },
    call: async (...given) => {
      await catchUp();
      return connection.call(...given);
    },
    check: () => connection.check(),
    close: () => connection.close(),
  };
  return between as RedisConnection;
}

export interface Travelled {
  /** How far ahead of the real time it is, in milliseconds. */
  ahead(): number;
  /** How much of that Redis knows of; kept while several processes follow one another. */
  aged: number;
}

/** Tells the end of a code in the time of the test: the server's own clock stays where it is. */
export const inTestTime =
  (time: Travelled) =>
  (challenges: StoragePorts['challenges']): StoragePorts['challenges'] => ({
    issue: async (...given) => {
      const issued = await challenges.issue(...given);
      return { ...issued, expiresAt: instant(issued.expiresAt + time.ahead()) };
    },
    attempt: (...given) => challenges.attempt(...given),
    revoke: (...given) => challenges.revoke(...given),
    put: (...given) => challenges.put(...given),
    peek: (...given) => challenges.peek(...given),
    take: (...given) => challenges.take(...given),
  });
