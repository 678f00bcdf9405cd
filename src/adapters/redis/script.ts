import { createHash } from 'node:crypto';

/** A Lua script, run by its digest; `Reply` is what it returns, as the client hands it over. */
export interface RedisScript<Reply> {
  readonly lua: string;
  readonly sha: string;
  /** It withdraws a right: replicas are waited for where the connection says so. */
  readonly lasting: boolean;
  /** Never set; it ties the type of the reply to the script. */
  readonly reply?: Reply;
}

/** Sets `now` to the server's time in milliseconds. */
const SERVER_TIME = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/**
 * A script has `now`, the server's time in milliseconds since 1970, and must name every key it touches in KEYS, all of one
 * hash tag. What it writes is replicated as effects, so that it may read the time before it writes.
 */
export function defineScript<Reply>(body: string, { lasting = false } = {}): RedisScript<Reply> {
  const lua = SERVER_TIME + body;
  return { lua, sha: createHash('sha1').update(lua).digest('hex'), lasting };
}
