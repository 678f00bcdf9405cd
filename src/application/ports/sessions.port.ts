import type { AuthenticationLevel, Ial } from '../../domain/assurance/levels.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';
import type { MethodKind } from '../../domain/policy/methods.js';

export interface Session {
  readonly sessionId: string;
  readonly accountId: string;
  readonly loginId: string;
  readonly method: MethodKind;
  readonly level: Ial;
  readonly authentication: AuthenticationLevel;
  readonly openedAt: Instant;
  readonly lastSeenAt: Instant;
  readonly authenticatedAt: Instant;
  readonly absoluteExpiry: Instant;
  readonly idle: Duration;
}

/**
 * Sessions by the digest of their opaque token; the token itself is never stored. A session is live while `at` is before
 * `absoluteExpiry` and before `lastSeenAt + idle`. What was revoked stays revoked, through a power loss too. An adapter that
 * is shared by machines measures both spans by its server's clock, from when the session was opened or touched, and only
 * tells the instants of its callers.
 */
export interface Sessions {
  /** Rejects when the id or the digest is in use: a second session never takes over a token. */
  open(session: Session, tokenDigest: string): Promise<void>;
  /** The live session of a token, its idle time started anew (never set back); nothing once idle, over, or revoked. */
  touch(tokenDigest: string, at: Instant): Promise<Session | undefined>;
  /** Live sessions of an account, newest first. */
  list(accountId: string, at: Instant): Promise<readonly Session[]>;
  /** Ends one session of that account; false when there was no live one. */
  revoke(accountId: string, sessionId: string, at: Instant): Promise<boolean>;
  /** Ends all sessions of an account but one (if named); answers the ids of the live ones ended, newest first. */
  revokeAll(accountId: string, at: Instant, except?: string): Promise<readonly string[]>;
}
