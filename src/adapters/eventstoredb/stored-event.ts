import { randomUUID } from 'node:crypto';
import type { EventData, MetadataType, RecordedEvent as StoreEvent } from '@eventstore/db-client';
import { CorruptHistory } from '../../application/ports/event-codec.port.js';
import type { Actor, EventToAppend, RecordedEvent } from '../../application/ports/event-store.port.js';
import type { JsonObject } from '../../application/ports/json.js';
import { instant } from '../../domain/kernel/instant.js';

/** The store's own names for correlation and causation, so that its tools can follow them. */
interface StoredMeta {
  readonly eventId: string;
  readonly occurredAt: number;
  readonly actor: Actor;
  readonly channel: string;
  readonly commandId: string;
  readonly policyEdition: string;
  readonly $correlationId: string;
  readonly $causationId: string;
}

/**
 * Copied at once: neither a caller who changes its event later nor one that cannot be written reaches the store.
 *
 * The store's own event id is made anew at every attempt. The store takes the same ids at the same version for a retry
 * and answers "appended" again; our port promises that a stale version is a conflict, whoever asks.
 */
export function toStore({ eventId, type, data, meta }: EventToAppend): EventData {
  const { correlationId, causationId, occurredAt, actor, channel, commandId, policyEdition } = meta;
  const stored: StoredMeta = {
    eventId,
    occurredAt,
    actor,
    channel,
    commandId,
    policyEdition,
    $correlationId: correlationId,
    $causationId: causationId,
  };
  return {
    id: randomUUID(),
    contentType: 'application/json',
    type,
    data: copied(data),
    metadata: copied(stored) as unknown as MetadataType,
  };
}

const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** `position` is given apart, since a read of one stream by an old server does not tell it. */
export function fromStore(event: StoreEvent, prefix: string, position: bigint): RecordedEvent {
  const stream = event.streamId.slice(prefix.length);
  const meta = event.metadata as unknown as Partial<StoredMeta> | undefined;
  if (!event.isJson || typeof meta?.eventId !== 'string' || meta.actor === undefined)
    throw new CorruptHistory(event.type, `no event of ours, though it stands in stream ${stream}`);
  const { eventId, occurredAt, actor, channel, commandId, policyEdition, $correlationId, $causationId } =
    meta as StoredMeta;
  return {
    eventId,
    type: event.type,
    data: event.data as JsonObject,
    meta: {
      occurredAt: instant(occurredAt),
      actor,
      channel,
      commandId,
      correlationId: $correlationId,
      causationId: $causationId,
      policyEdition,
    },
    stream,
    streamVersion: Number(event.revision) + 1,
    globalPosition: safe(position),
    recordedAt: instant(event.created.getTime()),
  };
}

/** A log of 9 petabytes would leave the numbers that are exact; said rather than rounded. */
export function safe(position: bigint): number {
  const number = Number(position);
  if (!Number.isSafeInteger(number)) throw new Error(`Position ${position} is beyond the exact numbers`);
  return number;
}

/** Its own streams of the database, and nobody else's; the store's own streams and events start with a dollar sign. */
export const isOurs = (event: { readonly streamId: string; readonly type: string }, prefix: string): boolean =>
  event.streamId.startsWith(prefix) && !event.streamId.startsWith('$') && !event.type.startsWith('$');
