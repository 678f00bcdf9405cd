/** What is short-lived or can be made again, in Redis: a server, Sentinel or a cluster. Needs `ioredis`. */
export { RedisChallenges } from '../../adapters/redis/challenges.js';
export { openRedis, RedisConnection, type RedisOptions } from '../../adapters/redis/connection.js';
export { RedisMisconfigured } from '../../adapters/redis/failures.js';
export { RedisIdempotency } from '../../adapters/redis/idempotency.js';
export type { RedisReport } from '../../adapters/redis/inspection.js';
export { RedisLeases } from '../../adapters/redis/leases.js';
export { RedisRateLimits } from '../../adapters/redis/rate-limits.js';
export { RedisReadModels } from '../../adapters/redis/read-models.js';
export { RedisSessions } from '../../adapters/redis/sessions.js';
export { RedisSnapshots, type RedisSnapshotsOptions } from '../../adapters/redis/snapshots.js';
