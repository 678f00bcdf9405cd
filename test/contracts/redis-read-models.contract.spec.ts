import { RedisReadModels } from '../../src/adapters/redis/read-models.js';
import { RedisSnapshots } from '../../src/adapters/redis/snapshots.js';
import { readModelsContract } from '../../src/adapters/testing/contracts/read-models.contract.js';
import { snapshotsContract } from '../../src/adapters/testing/contracts/snapshots.contract.js';
import { bindRedisContracts, over } from '../support/redis/bind.js';

bindRedisContracts([
  over(readModelsContract, (redis) => new RedisReadModels(redis)),
  over(snapshotsContract, (redis) => new RedisSnapshots(redis)),
]);
