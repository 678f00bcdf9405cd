import type { Challenges } from '../../src/application/ports/challenges.port.js';
import type { Idempotency } from '../../src/application/ports/idempotency.port.js';
import type { RateLimits } from '../../src/application/ports/rate-limits.port.js';
import type { Sessions } from '../../src/application/ports/sessions.port.js';
import { RedisChallenges } from '../../src/adapters/redis/challenges.js';
import { RedisIdempotency } from '../../src/adapters/redis/idempotency.js';
import { RedisRateLimits } from '../../src/adapters/redis/rate-limits.js';
import { RedisSessions } from '../../src/adapters/redis/sessions.js';
import { challengesContract } from '../../src/adapters/testing/contracts/challenges.contract.js';
import { idempotencyContract } from '../../src/adapters/testing/contracts/idempotency.contract.js';
import { rateLimitsContract } from '../../src/adapters/testing/contracts/rate-limits.contract.js';
import { sessionsContract } from '../../src/adapters/testing/contracts/sessions.contract.js';
import type { Instant } from '../../src/domain/kernel/instant.js';
import { bindRedisContracts, over } from '../support/redis/bind.js';
import { backFrom } from '../support/redis/moved-clock.js';

type Tell = (at: Instant) => void;

const timedChallenges = (inner: RedisChallenges, tell: Tell): Challenges => ({
  issue: async (spec, at) => {
    tell(at);
    const { expiresAt, triesLeft } = await inner.issue(spec);
    return { expiresAt: backFrom(expiresAt), triesLeft };
  },
  attempt: (binding, digest, at) => (tell(at), inner.attempt(binding, digest)),
  revoke: (binding) => inner.revoke(binding),
  put: (key, value, life, at) => (tell(at), inner.put(key, value, life)),
  peek: (key, at) => (tell(at), inner.peek(key)),
  take: (key, at) => (tell(at), inner.take(key)),
});

const timedRateLimits = (inner: RedisRateLimits, tell: Tell): RateLimits => ({
  spend: (spendings, at) => (tell(at), inner.spend(spendings, at)),
  giveBack: (keys, spentAt) => inner.giveBack(keys, spentAt),
  used: (key, at) => (tell(at), inner.used(key)),
  reset: (key) => inner.reset(key),
});

const timedSessions = (inner: RedisSessions, tell: Tell): Sessions => ({
  open: (session, digest) => (tell(session.lastSeenAt), inner.open(session, digest)),
  touch: (digest, at) => (tell(at), inner.touch(digest, at)),
  list: (accountId, at) => (tell(at), inner.list(accountId)),
  revoke: (accountId, sessionId, at) => (tell(at), inner.revoke(accountId, sessionId)),
  revokeAll: (accountId, at, except) => (tell(at), inner.revokeAll(accountId, at, except)),
});

const timedIdempotency = (inner: RedisIdempotency, tell: Tell): Idempotency => ({
  start: (caller, key, payload, lease, at) => (tell(at), inner.start(caller, key, payload, lease)),
  finish: (caller, key, outcome, keep, at) => (tell(at), inner.finish(caller, key, outcome, keep)),
  abandon: (caller, key) => inner.abandon(caller, key),
});

bindRedisContracts([
  over(
    challengesContract,
    (redis) => new RedisChallenges(redis),
    (redis, tell) => timedChallenges(new RedisChallenges(redis), tell),
  ),
  over(
    rateLimitsContract,
    (redis) => new RedisRateLimits(redis),
    (redis, tell) => timedRateLimits(new RedisRateLimits(redis), tell),
  ),
  over(
    sessionsContract,
    (redis) => new RedisSessions(redis),
    (redis, tell) => timedSessions(new RedisSessions(redis), tell),
  ),
  over(
    idempotencyContract,
    (redis) => new RedisIdempotency(redis),
    (redis, tell) => timedIdempotency(new RedisIdempotency(redis), tell),
  ),
]);
