import { openSqliteEventStore } from '../../../../src/adapters/sqlite/event-store.js';
import { realClock } from '../../../support/real-clock.js';

// Subscribes, and has nothing else to do: the process may end.
const store = openSqliteEventStore({ path: process.argv[2] ?? '', clock: realClock });
store.subscribe(0).subscribe((batch) => process.stdout.write(`${batch.length} events\n`));
