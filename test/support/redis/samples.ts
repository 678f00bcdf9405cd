import type { ChallengeSpec } from '../../../src/application/ports/challenges.port.js';
import type { Spending } from '../../../src/application/ports/rate-limits.port.js';
import type { Session } from '../../../src/application/ports/sessions.port.js';
import { hours, type Instant, instant, minutes, plus } from '../../../src/domain/kernel/instant.js';

/** What callers say the time is. Redis has its own. */
export const told: Instant = instant(1_790_000_000_000);

export const codeFor = (binding: string, change: Partial<ChallengeSpec> = {}): ChallengeSpec => ({
  binding,
  digest: 'd-right',
  life: minutes(3),
  tries: 5,
  memory: minutes(15),
  ...change,
});

export const sessionOf = (sessionId: string, change: Partial<Session> = {}): Session => ({
  sessionId,
  accountId: 'account-1',
  loginId: `login-${sessionId}`,
  method: 'mobileSubscriber',
  level: 'IAL2',
  authentication: 'auth2',
  openedAt: told,
  lastSeenAt: told,
  authenticatedAt: told,
  absoluteExpiry: plus(told, hours(2)),
  idle: minutes(15),
  ...change,
});

export const oneOf = (key: string, limit: number, window = minutes(1)): Spending => ({
  key,
  budget: { limit, window },
});
