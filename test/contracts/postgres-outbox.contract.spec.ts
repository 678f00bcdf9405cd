import { connectPostgres } from '../../src/adapters/postgres/database.js';
import { openPostgresOutbox } from '../../src/adapters/postgres/outbox.js';
import { outboxContract } from '../../src/adapters/testing/contracts/outbox.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { freshSchema, withPostgres } from '../support/postgres/with-server.js';

withPostgres('over a real PostgreSQL', (server) => {
  bindContract(outboxContract, 'postgres', async () => {
    const database = connectPostgres({ connectionString: server().urlOf(), schema: freshSchema() });
    return { subject: await openPostgresOutbox(database), close: () => database.close() };
  });
});
