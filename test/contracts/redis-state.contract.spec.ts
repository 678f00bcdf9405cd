import { RedisChallenges } from '../../src/adapters/redis/challenges.js';
import { RedisIdempotency } from '../../src/adapters/redis/idempotency.js';
import { RedisRateLimits } from '../../src/adapters/redis/rate-limits.js';
import { RedisSessions } from '../../src/adapters/redis/sessions.js';
import { challengesContract } from '../../src/adapters/testing/contracts/challenges.contract.js';
import { idempotencyContract } from '../../src/adapters/testing/contracts/idempotency.contract.js';
import { rateLimitsContract } from '../../src/adapters/testing/contracts/rate-limits.contract.js';
import { sessionsContract } from '../../src/adapters/testing/contracts/sessions.contract.js';
import { bindRedisContracts, over } from '../support/redis/bind.js';

bindRedisContracts([
  over(challengesContract, (redis) => new RedisChallenges(redis)),
  over(rateLimitsContract, (redis) => new RedisRateLimits(redis)),
  over(sessionsContract, (redis) => new RedisSessions(redis)),
  over(idempotencyContract, (redis) => new RedisIdempotency(redis)),
]);
