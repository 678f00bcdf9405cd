import type { Session, Sessions } from '../../application/ports/sessions.port.js';
import { type Instant, instant, since } from '../../domain/kernel/instant.js';
import type { RedisConnection } from './connection.js';
import {
  claimPointer,
  listSessions,
  openSession,
  revokeSession,
  revokeSessions,
  touchSession,
} from './session-scripts.js';

/** Whose session a token or an id stands for; never changed, and no right by itself. */
interface Pointer {
  readonly accountId: string;
  readonly sessionId: string;
}

const newestFirst = (a: Session, b: Session): number =>
  b.openedAt - a.openedAt || (a.sessionId < b.sessionId ? 1 : a.sessionId > b.sessionId ? -1 : 0);

/**
 * Sessions in Redis. How long one lives is measured by the server's clock from the moment it is opened or touched; the
 * instants in it are the callers'. An id or a token that was once used stays used until its session would have been over.
 * Lost with Redis: people log in again.
 */
export class RedisSessions implements Sessions {
  readonly #redis: RedisConnection;

  constructor(redis: RedisConnection) {
    this.#redis = redis;
  }

  async open(session: Session, tokenDigest: string): Promise<void> {
    const { sessionId, accountId, lastSeenAt, idle, absoluteExpiry } = session;
    const life = Math.max(1, since(lastSeenAt, absoluteExpiry));
    const pointer = JSON.stringify({ accountId, sessionId } satisfies Pointer);
    // Tokens and ids lie in slots of their own: they are claimed first, and only then does the session become good.
    for (const key of [this.#token(tokenDigest), this.#id(sessionId)])
      if (!(await this.#claim(key, pointer, life))) throw new Error('A session with this id or token exists');
    await this.#redis.run(
      'sessions',
      openSession,
      [this.#account(accountId)],
      [
        sessionId,
        since(lastSeenAt, absoluteExpiry),
        idle,
        lastSeenAt,
        this.#redis.digest(tokenDigest),
        JSON.stringify({ ...session, lastSeenAt: undefined }),
      ],
    );
  }

  async touch(tokenDigest: string, at: Instant): Promise<Session | undefined> {
    const text = await this.#redis.call('sessions', (client) => client.get(this.#token(tokenDigest)));
    if (text === null) return undefined;
    const { accountId, sessionId } = JSON.parse(text) as Pointer;
    const found = await this.#redis.run(
      'sessions',
      touchSession,
      [this.#account(accountId)],
      [sessionId, this.#redis.digest(tokenDigest), at],
    );
    return found === null ? undefined : sessionOf(found);
  }

  async list(accountId: string): Promise<readonly Session[]> {
    const found = await this.#redis.run('sessions', listSessions, [this.#account(accountId)]);
    return found.map(sessionOf).sort(newestFirst);
  }

  async revoke(accountId: string, sessionId: string): Promise<boolean> {
    return (await this.#redis.run('sessions', revokeSession, [this.#account(accountId)], [sessionId])) === 1;
  }

  async revokeAll(accountId: string, _at: Instant, except?: string): Promise<readonly string[]> {
    const spared = except === undefined ? ['0', ''] : ['1', except];
    const ended = await this.#redis.run('sessions', revokeSessions, [this.#account(accountId)], spared);
    return ended
      .map(sessionOf)
      .sort(newestFirst)
      .map(({ sessionId }) => sessionId);
  }

  async #claim(key: string, pointer: string, life: number): Promise<boolean> {
    return (await this.#redis.run('sessions', claimPointer, [key], [pointer, life])) === 'OK';
  }

  #account(accountId: string): string {
    return this.#redis.key('sessions', accountId);
  }

  #token(tokenDigest: string): string {
    return this.#redis.key('session-token', tokenDigest);
  }

  #id(sessionId: string): string {
    return this.#redis.key('session-id', sessionId);
  }
}

const sessionOf = ([json, told]: readonly [string, string]): Session => ({
  ...(JSON.parse(json) as Omit<Session, 'lastSeenAt'>),
  lastSeenAt: instant(Number(told)),
});
