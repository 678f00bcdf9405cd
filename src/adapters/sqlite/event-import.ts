import type { RecordedEvent } from '../../application/ports/event-store.port.js';
import type { EventReader } from './event-reader.js';
import { encodeEvent, storableText } from './event-rows.js';
import type { EncodedEvent } from './event-rows.js';
import type { EventWriter } from './event-writer.js';

/** An event of another store or of a backup: everything but its place in the global order, which is given anew. */
export type ImportedEvent = Omit<RecordedEvent, 'globalPosition'>;

export interface ImportResult {
  /** Events that were written. */
  readonly imported: number;
  /** Events that were there already, from an earlier import that was broken off. */
  readonly present: number;
}

interface EncodedImport extends EncodedEvent {
  readonly stream: string;
  readonly version: number;
  readonly recordedAt: number;
}

const PAGE_EVENTS = 1_000;
const PAGE_WEIGHT = 8_000_000;

/** Pages of encoded events, each small enough for one transaction. */
export async function* importPages(
  events: Iterable<ImportedEvent> | AsyncIterable<ImportedEvent>,
): AsyncGenerator<readonly EncodedImport[]> {
  let page: EncodedImport[] = [];
  let weight = 0;
  const add = (event: ImportedEvent): boolean => {
    const encoded = encodeImport(event);
    page.push(encoded);
    weight += encoded.data.length + encoded.meta.length;
    return page.length >= PAGE_EVENTS || weight >= PAGE_WEIGHT;
  };
  const take = (): readonly EncodedImport[] => {
    const full = page;
    page = [];
    weight = 0;
    return full;
  };
  for await (const event of events) if (add(event)) yield take();
  if (page.length > 0) yield take();
}

/** Writes one page inside a write transaction of the caller. Throws where an event does not continue its stream. */
export function importPage(writer: EventWriter, reader: EventReader, page: readonly EncodedImport[]): ImportResult {
  const ends = new Map<string, { sid: number; version: number }>();
  let imported = 0;
  for (const event of page) {
    let end = ends.get(event.stream);
    if (end === undefined) {
      const { sid, version } = reader.endOf(event.stream);
      if (sid === undefined && event.version !== 1) throw gap(event, version);
      end = { sid: sid ?? writer.addStream(event.stream), version };
      ends.set(event.stream, end);
    }
    if (event.version > end.version + 1) throw gap(event, end.version);
    if (event.version <= end.version) {
      if (reader.idAt(end.sid, event.version) !== event.eventId)
        throw new RangeError(`Event ${event.version} of ${event.stream} is already another one`);
      continue;
    }
    end.version = event.version;
    writer.addEvent(end.sid, event.version, event, event.recordedAt);
    imported += 1;
  }
  return { imported, present: page.length - imported };
}

function encodeImport(event: ImportedEvent): EncodedImport {
  return {
    ...encodeEvent(event),
    stream: storableText('stream', event.stream),
    version: event.streamVersion,
    recordedAt: Math.floor(event.recordedAt),
  };
}

const gap = (event: EncodedImport, version: number): RangeError =>
  new RangeError(`Event ${event.version} of ${event.stream} does not follow event ${version}`);
