import type { DatabaseSync } from 'node:sqlite';
import type {
  LogSlice,
  ReadStreamOptions,
  RecordedEvent,
  StreamSlice,
} from '../../application/ports/event-store.port.js';
import { decodeEvent, EVENT_COLUMNS } from './event-rows.js';
import type { EventRow } from './event-rows.js';

const NO_LIMIT = -1;

/** Where a stream ends. A stream that is absent has no id yet. */
export interface StreamEnd {
  readonly sid: number | undefined;
  readonly version: number;
}

/** The statements that read events, as arrays: an object for each row would cost as much again. */
export class EventReader {
  readonly #end;
  readonly #at;
  readonly #forwards;
  readonly #backwards;
  readonly #all;
  readonly #head;

  constructor(db: DatabaseSync) {
    const prepare = (sql: string) => {
      const statement = db.prepare(sql);
      statement.setReturnArrays(true);
      return statement;
    };
    this.#end = prepare(`
      SELECT s.id, (SELECT max(e.version) FROM events e WHERE e.sid = s.id) FROM streams s WHERE s.stream = ?`);
    this.#at = prepare('SELECT position, event_id FROM events WHERE sid = ? AND version = ?');
    this.#forwards = prepare(`
      SELECT ${EVENT_COLUMNS} FROM events e
      WHERE e.sid = ? AND e.version <= ? AND e.version > ? ORDER BY e.version LIMIT ?`);
    this.#backwards = prepare(`
      SELECT ${EVENT_COLUMNS} FROM events e
      WHERE e.sid = ? AND e.version <= ? AND e.version < ? ORDER BY e.version DESC LIMIT ?`);
    this.#all = prepare(`
      SELECT ${EVENT_COLUMNS}, s.stream FROM events e CROSS JOIN streams s ON s.id = e.sid
      WHERE e.position > ? ORDER BY e.position LIMIT ?`);
    this.#head = prepare('SELECT max(position) FROM events');
  }

  endOf(stream: string): StreamEnd {
    const row = this.#end.get(stream) as unknown as [sid: number, version: number] | undefined;
    return row === undefined ? { sid: undefined, version: 0 } : { sid: row[0], version: row[1] };
  }

  /** The position of a stream's last event; 0 for a stream that is absent. */
  positionOf({ sid, version }: StreamEnd): number {
    return sid === undefined ? 0 : (this.#eventAt(sid, version)?.[0] ?? 0);
  }

  idAt(sid: number, version: number): string | undefined {
    return this.#eventAt(sid, version)?.[1];
  }

  /** The version bounds the rows: another process may append between the two statements. */
  readStream(stream: string, { direction = 'forwards', after, limit = NO_LIMIT }: ReadStreamOptions): StreamSlice {
    const { sid, version } = this.endOf(stream);
    if (sid === undefined) return { version: 0, events: [] };
    if (direction === 'forwards' && after !== undefined && after >= version) return { version, events: [] };
    const rows =
      direction === 'forwards'
        ? this.#forwards.all(sid, version, after ?? 0, limit)
        : this.#backwards.all(sid, version, after ?? version + 1, limit);
    const events: RecordedEvent[] = [];
    for (const row of rows as unknown as EventRow[]) events.push(decodeEvent(stream, row));
    return { version, events };
  }

  readAll(after: number, limit: number): LogSlice {
    const rows = this.#all.all(after, limit) as unknown as [...EventRow, stream: string][];
    const events: RecordedEvent[] = [];
    for (const row of rows) events.push(decodeEvent(row[7], row as unknown as EventRow));
    return { events, next: events.at(-1)?.globalPosition ?? after };
  }

  head(): number {
    const [position] = this.#head.get() as unknown as [position: number | null];
    return position ?? 0;
  }

  #eventAt(sid: number, version: number): readonly [position: number, eventId: string] | undefined {
    return this.#at.get(sid, version) as unknown as [number, string] | undefined;
  }
}
