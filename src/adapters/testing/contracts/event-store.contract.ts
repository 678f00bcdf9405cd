import type { EventStore } from '../../../application/ports/event-store.port.js';
import type { Contract } from '../contract.js';
import { appendCases } from './event-store/append.cases.js';
import { envelopeCases } from './event-store/envelope.cases.js';
import { logCases } from './event-store/log.cases.js';
import { raceCases } from './event-store/race.cases.js';
import { readCases } from './event-store/read.cases.js';
import { subscribeCases } from './event-store/subscribe.cases.js';

/** What every event store promises. Each case needs an empty store. */
export const eventStoreContract: Contract<EventStore> = {
  port: 'EventStore',
  cases: [...appendCases, ...raceCases, ...envelopeCases, ...readCases, ...logCases, ...subscribeCases],
};
