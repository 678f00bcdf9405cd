/** Events in EventStoreDB or KurrentDB, a server or a cluster. Needs `@eventstore/db-client`. */
export {
  EventStoreDbMisconfigured,
  type EventStoreDbOptions,
  type SubscriptionNumbers,
} from '../../adapters/eventstoredb/connection.js';
export { createEventStoreDbEventStore, type EventStoreDbEventStore } from '../../adapters/eventstoredb/event-store.js';
