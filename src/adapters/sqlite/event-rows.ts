import type { EventMeta, EventToAppend, RecordedEvent } from '../../application/ports/event-store.port.js';
import type { JsonObject } from '../../application/ports/json.js';
import { instant } from '../../domain/kernel/instant.js';

/** An event as it is bound to the insert statement. */
export interface EncodedEvent {
  readonly eventId: string;
  readonly type: string;
  readonly data: string;
  readonly meta: string;
}

/** The columns of a reading, in the order of `EventRow`. */
export const EVENT_COLUMNS = 'e.position, e.version, e.event_id, e.type, e.recorded_at, e.data, e.meta';
export type EventRow = readonly [
  position: number,
  version: number,
  eventId: string,
  type: string,
  recordedAt: number,
  data: string,
  meta: string,
];

type MetaRow = readonly [
  occurredAt: EventMeta['occurredAt'],
  actorKind: EventMeta['actor']['kind'],
  actorId: string,
  channel: string,
  commandId: string,
  correlationId: string,
  causationId: string,
  policyEdition: string,
];

/** Throws where the event cannot be stored: before it joins a group, so that no other caller is harmed. */
export const encodeEvent = ({ eventId, type, data, meta }: EventToAppend): EncodedEvent => ({
  eventId: storableText('eventId', eventId),
  type: storableText('type', type),
  data: storableText('data', JSON.stringify(data)),
  meta: JSON.stringify([
    meta.occurredAt,
    meta.actor.kind,
    meta.actor.id,
    meta.channel,
    meta.commandId,
    meta.correlationId,
    meta.causationId,
    meta.policyEdition,
  ] satisfies MetaRow),
});

export function decodeEvent(stream: string, row: EventRow): RecordedEvent {
  const meta = JSON.parse(row[6]) as MetaRow;
  return {
    stream,
    streamVersion: row[1],
    globalPosition: row[0],
    eventId: row[2],
    type: row[3],
    recordedAt: instant(row[4]),
    data: JSON.parse(row[5]) as JsonObject,
    meta: {
      occurredAt: meta[0],
      actor: { kind: meta[1], id: meta[2] },
      channel: meta[3],
      commandId: meta[4],
      correlationId: meta[5],
      causationId: meta[6],
      policyEdition: meta[7],
    },
  };
}

/** SQLite keeps UTF-8: half a surrogate pair would come back as another character, and two names as one. */
export function storableText(name: string, value: unknown): string {
  if (typeof value !== 'string' || !value.isWellFormed()) throw new TypeError(`${name} is not well-formed text`);
  return value;
}
