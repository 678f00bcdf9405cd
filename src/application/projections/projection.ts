import type { DomainEvent } from '../ports/event-codec.port.js';
import type { JsonObject } from '../ports/json.js';
import type { ReadModelChange } from '../ports/read-models.port.js';
import type { Entry } from '../ledger/ledger.js';

/** Reads documents of the generation being built, changes of the same batch included. */
export type ReadDocument = (collection: string, key: string, sort?: string) => Promise<JsonObject | undefined>;

/**
 * Turns events into documents. It gets events and documents and nothing else: no sender, no clock, no registry is within
 * its reach, so replaying history cannot send a message.
 */
export interface Projection {
  readonly name: string;
  /** Stored types it looks at; the others are passed over without decoding. */
  readonly handles: ReadonlySet<DomainEvent['type']>;
  apply(entry: Entry, read: ReadDocument): Promise<readonly ReadModelChange[]>;
}
