import { createMemoryEventStore } from '../../src/adapters/memory/event-store.js';
import { openSqliteEventStore } from '../../src/adapters/sqlite/event-store.js';
import { eventStoreContract } from '../../src/adapters/testing/contracts/event-store.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { realClock } from '../support/real-clock.js';
import { temporaryFile } from '../support/temporary-file.js';

bindContract(eventStoreContract, 'memory', () => ({
  subject: createMemoryEventStore({ clock: realClock }),
  close: () => undefined,
}));

bindContract(eventStoreContract, 'sqlite', () => {
  const file = temporaryFile('events.sqlite');
  const store = openSqliteEventStore({ path: file.path, clock: realClock });
  return {
    subject: store,
    close: () => {
      store.close();
      file.remove();
    },
  };
});
