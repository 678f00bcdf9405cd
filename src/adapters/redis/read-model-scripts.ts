import { defineScript } from './script.js';

/**
 * KEYS[1] of every script is the projection's record, a hash: `live`, the generation that readers see; `id:<n>` and
 * `at:<n>`, under which id generation n keeps its documents, and its checkpoint; `dead:<id>`, ids whose keys are yet to be
 * deleted. Whoever calls names the keys of the id that it knows of, and is told when another one is in force.
 */
export type ReadReply<Found> = readonly ['none'] | readonly ['other', string] | readonly ['found', Found];

/** KEYS: record, then every hash and sorted set of the changes. ARGV: generation, id, whether the id is new, from, to, changes. */
export const applyScript = defineScript<readonly ['applied'] | readonly ['moved'] | readonly ['other', string | null]>(`
local generation, id = ARGV[1], ARGV[2]
local kept = redis.call('HMGET', KEYS[1], 'id:' .. generation, 'at:' .. generation)
if (kept[2] or '0') ~= ARGV[4] then return {'moved'} end
if kept[1] and kept[1] ~= id or not kept[1] and ARGV[3] ~= 'new' then return {'other', kept[1]} end

local function trim(documents, rows, place, keep)
  local gone = redis.call('ZREVRANGEBYLEX', rows, '(' .. place .. '\\255', '[' .. place, 'LIMIT', keep, -1)
  for _, member in ipairs(gone) do
    redis.call('ZREM', rows, member)
    redis.call('HDEL', documents, member)
  end
  local left = redis.call('ZLEXCOUNT', rows, '[' .. place, '(' .. place .. '\\255')
  if left >= keep then redis.call('HDEL', documents, place) end
end

redis.call('HSET', KEYS[1], 'id:' .. generation, id, 'at:' .. generation, ARGV[5])
for at = 6, #ARGV, 5 do
  local kind, documents, rows = ARGV[at], KEYS[tonumber(ARGV[at + 1])], KEYS[tonumber(ARGV[at + 1]) + 1]
  local place, text, field = ARGV[at + 2], ARGV[at + 3], ARGV[at + 2] .. ARGV[at + 3]
  if kind == 'put' then
    redis.call('HSET', documents, field, ARGV[at + 4])
    if text ~= '' then redis.call('ZADD', rows, 0, field) end
  elseif kind == 'delete' then
    redis.call('HDEL', documents, field)
    redis.call('ZREM', rows, field)
  else
    trim(documents, rows, place, tonumber(text))
  end
end
return {'applied'}
`);

const findGeneration = `
local generation = ARGV[1]
if generation == 'live' then generation = redis.call('HGET', KEYS[1], 'live') or '0' end
local id = redis.call('HGET', KEYS[1], 'id:' .. generation)
if not id then return {'none'} end
if id ~= ARGV[2] then return {'other', id} end
`;

/** KEYS: record, documents. ARGV: generation or `live`, id, field. */
export const getScript = defineScript<ReadReply<string | null>>(`${findGeneration}
return {'found', redis.call('HGET', KEYS[2], ARGV[3])}
`);

/** KEYS: record, documents, rows. ARGV: `live`, id, place, from, `before` or ``, that sort, limit. */
export const listScript = defineScript<ReadReply<readonly string[]>>(`${findGeneration}
local place, from, bounded, before, limit = ARGV[3], ARGV[4], ARGV[5] == 'before', ARGV[6], tonumber(ARGV[7])
local high = bounded and '(' .. place .. before or '(' .. place .. '\\255'
local page = {}
for _, member in ipairs(redis.call('ZREVRANGEBYLEX', KEYS[3], high, '[' .. place .. from, 'LIMIT', 0, limit)) do
  page[#page + 1] = string.sub(member, #place + 1)
  page[#page + 1] = redis.call('HGET', KEYS[2], member)
end
local single = from == '' and not (bounded and before == '') and #page < 2 * limit and redis.call('HGET', KEYS[2], place)
if single then
  page[#page + 1] = ''
  page[#page + 1] = single
end
return {'found', page}
`);

/** KEYS: record. ARGV: the generation to be live. */
export const goLiveScript = defineScript<unknown>(`
local own = ARGV[1]
redis.call('HSET', KEYS[1], 'live', own)
local record = redis.call('HGETALL', KEYS[1])
for at = 1, #record, 2 do
  local generation = string.match(record[at], '^id:(.*)$')
  if generation and generation ~= own then
    redis.call('HDEL', KEYS[1], 'id:' .. generation, 'at:' .. generation)
    redis.call('HSET', KEYS[1], 'dead:' .. record[at + 1], 1)
  end
end
`);

/** KEYS: record. ARGV: the generation to drop. Answers 0 for the live one. */
export const dropScript = defineScript<number>(`
if (redis.call('HGET', KEYS[1], 'live') or '0') == ARGV[1] then return 0 end
local id = redis.call('HGET', KEYS[1], 'id:' .. ARGV[1])
if id then
  redis.call('HDEL', KEYS[1], 'id:' .. ARGV[1], 'at:' .. ARGV[1])
  redis.call('HSET', KEYS[1], 'dead:' .. id, 1)
end
return 1
`);
