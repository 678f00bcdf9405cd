import { createEventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import { eventStoreContract } from '../../src/adapters/testing/contracts/event-store.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { eventStoreDbName, freshDatabase } from '../support/eventstoredb/server.js';

bindContract(eventStoreContract, eventStoreDbName, async () => {
  const database = await freshDatabase();
  const store = createEventStoreDbEventStore(database);
  return {
    subject: store,
    close: async () => {
      await store.close();
      await database.close();
    },
  };
});
