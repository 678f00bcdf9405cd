import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Session, Sessions } from '../../application/ports/sessions.port.js';
import type { Instant } from '../../domain/kernel/instant.js';
import { purgeStatement } from './purge.js';
import type { StateWriter } from './state-writer.js';

interface Row {
  readonly session: string;
  readonly last_seen_at: number;
}
interface Ended {
  readonly session_id: string;
  readonly opened_at: number;
}

const LIVE = 'absolute_expiry > :at AND last_seen_at + idle > :at';

/** Sessions in the state file, one and the same for all processes that have it open. */
export class SqliteSessions implements Sessions {
  readonly #writer: StateWriter;
  readonly #open: StatementSync;
  readonly #touch: StatementSync;
  readonly #list: StatementSync;
  readonly #revoke: StatementSync;
  readonly #revokeAll: StatementSync;
  readonly #purge: StatementSync;

  constructor(db: DatabaseSync, writer: StateWriter) {
    this.#writer = writer;
    this.#open = db.prepare(
      `INSERT INTO sessions (token_digest, session_id, account_id, opened_at, last_seen_at, idle, absolute_expiry, session)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    );
    this.#touch = db.prepare(
      `UPDATE sessions SET last_seen_at = max(last_seen_at, :at) WHERE token_digest = :digest AND ${LIVE}
       RETURNING session, last_seen_at`,
    );
    this.#list = db.prepare(
      `SELECT session, last_seen_at FROM sessions WHERE account_id = :account AND ${LIVE}
       ORDER BY opened_at DESC, session_id DESC`,
    );
    this.#revoke = db.prepare(
      `DELETE FROM sessions WHERE account_id = :account AND session_id = :id AND ${LIVE} RETURNING session_id`,
    );
    this.#revokeAll = db.prepare(
      `DELETE FROM sessions WHERE account_id = :account AND session_id IS NOT :except AND ${LIVE}
       RETURNING session_id, opened_at`,
    );
    this.#purge = purgeStatement(db, 'sessions', 'token_digest', 'absolute_expiry');
  }

  open(session: Session, tokenDigest: string): Promise<void> {
    const { sessionId, accountId, openedAt, lastSeenAt, idle, absoluteExpiry } = session;
    const text = JSON.stringify({ ...session, lastSeenAt: undefined });
    return this.#writer.write('soon', () => {
      this.#purge.run(openedAt);
      const row = [tokenDigest, sessionId, accountId, openedAt, lastSeenAt, idle, absoluteExpiry, text] as const;
      if (this.#open.run(...row).changes === 0) throw new Error('A session with this id or token exists');
    });
  }

  touch(tokenDigest: string, at: Instant): Promise<Session | undefined> {
    return this.#writer.write('soon', () => {
      const row = this.#touch.get({ digest: tokenDigest, at });
      return row === undefined ? undefined : sessionOf(row);
    });
  }

  list(accountId: string, at: Instant): Promise<readonly Session[]> {
    return this.#writer.read(() => this.#list.all({ account: accountId, at }).map(sessionOf));
  }

  revoke(accountId: string, sessionId: string, at: Instant): Promise<boolean> {
    return this.#writer.write(
      'lasting',
      () => this.#revoke.get({ account: accountId, id: sessionId, at }) !== undefined,
    );
  }

  revokeAll(accountId: string, at: Instant, except?: string): Promise<readonly string[]> {
    return this.#writer.write('lasting', () => {
      const ended = this.#revokeAll.all({ account: accountId, except: except ?? null, at }) as unknown as Ended[];
      return ended
        .sort((a, b) => b.opened_at - a.opened_at || (a.session_id < b.session_id ? 1 : -1))
        .map(({ session_id }) => session_id);
    });
  }
}

function sessionOf(found: unknown): Session {
  const { session, last_seen_at } = found as Row;
  return { ...(JSON.parse(session) as Omit<Session, 'lastSeenAt'>), lastSeenAt: last_seen_at as Instant };
}
