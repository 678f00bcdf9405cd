import { createMemoryState } from '../../src/adapters/memory/state.js';
import { connectPostgres } from '../../src/adapters/postgres/database.js';
import { openPostgresLeases } from '../../src/adapters/postgres/leases.js';
import { RedisLeases } from '../../src/adapters/redis/leases.js';
import { openSqliteState } from '../../src/adapters/sqlite/state.js';
import { callerClock } from '../../src/adapters/testing/contracts/contract-time.js';
import { leasesContract } from '../../src/adapters/testing/contracts/leases.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { freshSchema, withPostgres } from '../support/postgres/with-server.js';
import { bindRedisContracts, over } from '../support/redis/bind.js';
import { temporaryFile } from '../support/temporary-file.js';

bindContract(leasesContract, 'memory', () => ({ subject: createMemoryState().leases, close: () => undefined }), [
  callerClock,
]);

bindContract(
  leasesContract,
  'sqlite',
  () => {
    const file = temporaryFile();
    const state = openSqliteState({ path: file.path });
    return {
      subject: state.leases,
      close: () => {
        state.close();
        file.remove();
      },
    };
  },
  [callerClock],
);

bindRedisContracts([over(leasesContract, (redis) => new RedisLeases(redis))]);

withPostgres('leases in PostgreSQL', (server) => {
  bindContract(leasesContract, 'postgres', async () => {
    const database = connectPostgres({ connectionString: server().urlOf(), schema: freshSchema() });
    return { subject: await openPostgresLeases(database), close: () => database.close() };
  });
});
