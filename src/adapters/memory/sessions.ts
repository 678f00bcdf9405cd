import type { Session, Sessions } from '../../application/ports/sessions.port.js';
import { plus } from '../../domain/kernel/instant.js';
import type { Instant } from '../../domain/kernel/instant.js';

interface Held {
  readonly digest: string;
  session: Session;
}

const SMALLEST_SWEEP = 1_024;
const isLive = ({ lastSeenAt, idle, absoluteExpiry }: Session, at: Instant): boolean =>
  at < absoluteExpiry && at < plus(lastSeenAt, idle);
const newestFirst = (a: Session, b: Session): number =>
  b.openedAt - a.openedAt || (a.sessionId < b.sessionId ? 1 : a.sessionId > b.sessionId ? -1 : 0);

/** Sessions of one process; gone with it. Ended ones are thrown out whenever their number has doubled. */
export class MemorySessions implements Sessions {
  readonly #byDigest = new Map<string, Held>();
  readonly #byAccount = new Map<string, Map<string, Held>>();
  readonly #ids = new Set<string>();
  #sweepAt = SMALLEST_SWEEP;

  async open(session: Session, tokenDigest: string): Promise<void> {
    if (this.#byDigest.size >= this.#sweepAt) this.#sweep(session.openedAt);
    if (this.#byDigest.has(tokenDigest) || this.#ids.has(session.sessionId))
      throw new Error('A session with this id or token exists');
    const held = { digest: tokenDigest, session: { ...session } };
    this.#byDigest.set(tokenDigest, held);
    this.#ids.add(session.sessionId);
    const own = this.#byAccount.get(session.accountId) ?? new Map<string, Held>();
    this.#byAccount.set(session.accountId, own.set(session.sessionId, held));
  }

  async touch(tokenDigest: string, at: Instant): Promise<Session | undefined> {
    const held = this.#byDigest.get(tokenDigest);
    if (held === undefined || !isLive(held.session, at)) return undefined;
    if (at > held.session.lastSeenAt) held.session = { ...held.session, lastSeenAt: at };
    return held.session;
  }

  async list(accountId: string, at: Instant): Promise<readonly Session[]> {
    return this.#live(accountId, at).map(({ session }) => session);
  }

  async revoke(accountId: string, sessionId: string, at: Instant): Promise<boolean> {
    const held = this.#byAccount.get(accountId)?.get(sessionId);
    if (held === undefined) return false;
    this.#remove(held);
    return isLive(held.session, at);
  }

  async revokeAll(accountId: string, at: Instant, except?: string): Promise<readonly string[]> {
    const ended = this.#live(accountId, at).filter(({ session }) => session.sessionId !== except);
    for (const held of ended) this.#remove(held);
    return ended.map(({ session }) => session.sessionId);
  }

  #live(accountId: string, at: Instant): readonly Held[] {
    return [...(this.#byAccount.get(accountId)?.values() ?? [])]
      .filter(({ session }) => isLive(session, at))
      .sort((a, b) => newestFirst(a.session, b.session));
  }

  #remove({ digest, session }: Held): void {
    this.#byDigest.delete(digest);
    this.#ids.delete(session.sessionId);
    const own = this.#byAccount.get(session.accountId);
    own?.delete(session.sessionId);
    if (own?.size === 0) this.#byAccount.delete(session.accountId);
  }

  #sweep(at: Instant): void {
    for (const held of [...this.#byDigest.values()]) if (!isLive(held.session, at)) this.#remove(held);
    this.#sweepAt = Math.max(SMALLEST_SWEEP, 2 * this.#byDigest.size);
  }
}
