import { defineScript } from './script.js';

/**
 * The sessions of one account are one hash: by session id, `end idle seen told token json`: the server's time at which it
 * is over, how long it may idle, the server's time when it was last seen, the caller's time then, the token's digest, and
 * what does not change. Nothing but this hash makes a token good, so that ending a session is one step in one slot.
 */
const records = `
local function read(text)
  local over, idle, seen, told, token, json = string.match(text, '^(%d+) (%-?%d+) (%d+) (%-?%d+) (%S+) (.*)$')
  return {over = tonumber(over), idle = tonumber(idle), seen = tonumber(seen), told = tonumber(told), token = token, json = json}
end
local function write(s)
  return string.format('%.0f %.0f %.0f %.0f %s %s', s.over, s.idle, s.seen, s.told, s.token, s.json)
end
local function live(s) return now < s.over and now < s.seen + s.idle end
local function each(visit)
  local all = redis.call('HGETALL', KEYS[1])
  for i = 1, #all, 2 do visit(all[i], read(all[i + 1])) end
end
`;

/** Makes a token or an id point to a session, unless it does already. ARGV: pointer, life. */
export const claimPointer = defineScript<string | null>(
  `return redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PXAT', now + tonumber(ARGV[2]))`,
);

/** Throws out what is over, and adds one. ARGV: id, life, idle, told, token, json. */
export const openSession = defineScript<number>(`${records}
local s = {over = now + tonumber(ARGV[2]), idle = tonumber(ARGV[3]), seen = now, told = tonumber(ARGV[4]), token = ARGV[5], json = ARGV[6]}
local last = s.over
each(function(id, other)
  if live(other) then last = math.max(last, other.over) else redis.call('HDEL', KEYS[1], id) end
end)
if not live(s) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], write(s))
return redis.call('PEXPIREAT', KEYS[1], last)
`);

/** Starts the idle time of a live session anew. ARGV: id, token, told. */
export const touchSession = defineScript<[string, string] | null>(`${records}
local text = redis.call('HGET', KEYS[1], ARGV[1])
if not text then return false end
local s = read(text)
if s.token ~= ARGV[2] or not live(s) then return false end
s.seen = math.max(s.seen, now)
s.told = math.max(s.told, tonumber(ARGV[3]))
redis.call('HSET', KEYS[1], ARGV[1], write(s))
return {s.json, string.format('%.0f', s.told)}
`);

export const listSessions = defineScript<readonly [string, string][]>(`${records}
local found = {}
each(function(_, s) if live(s) then found[#found + 1] = {s.json, string.format('%.0f', s.told)} end end)
return found
`);

export const revokeSession = defineScript<number>(
  `${records}
local text = redis.call('HGET', KEYS[1], ARGV[1])
if not text then return 0 end
redis.call('HDEL', KEYS[1], ARGV[1])
return live(read(text)) and 1 or 0
`,
  { lasting: true },
);

/** ARGV: 1 when one is spared, and its id. Answers what `listSessions` does, of the ended ones. */
export const revokeSessions = defineScript<readonly [string, string][]>(
  `${records}
local ended = {}
each(function(id, s)
  if ARGV[1] == '1' and id == ARGV[2] then return end
  redis.call('HDEL', KEYS[1], id)
  if live(s) then ended[#ended + 1] = {s.json, string.format('%.0f', s.told)} end
end)
return ended
`,
  { lasting: true },
);
