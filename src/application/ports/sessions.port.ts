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

/** Sessions by the digest of their opaque token; the token itself is never stored. */
export interface Sessions {
  open(session: Session, tokenDigest: string): Promise<void>;
  /** The live session of a token, its idle time started anew; nothing once idle, over, or revoked. */
  touch(tokenDigest: string, at: Instant): Promise<Session | undefined>;
  /** Live sessions of an account, newest first. */
  list(accountId: string, at: Instant): Promise<readonly Session[]>;
  /** Ends one session of that account; false when there was no live one. */
  revoke(accountId: string, sessionId: string, at: Instant): Promise<boolean>;
  /** Ends all sessions of an account but one (if named); answers the ids ended. */
  revokeAll(accountId: string, at: Instant, except?: string): Promise<readonly string[]>;
}
