import type { DatabaseSync } from 'node:sqlite';
import type { AppendResult } from '../../application/ports/event-store.port.js';
import type { Clock } from '../../application/ports/clock.port.js';
import type { EventReader } from './event-reader.js';
import type { EncodedEvent } from './event-rows.js';

export interface PendingAppend {
  readonly stream: string;
  readonly expected: number;
  readonly events: readonly EncodedEvent[];
}

/** The statements that write events. Everything here runs inside a write transaction of the caller. */
export class EventWriter {
  readonly #addStream;
  readonly #addEvent;

  constructor(
    db: DatabaseSync,
    private readonly reader: EventReader,
    private readonly clock: Clock,
  ) {
    this.#addStream = db.prepare('INSERT INTO streams (stream) VALUES (?)');
    this.#addEvent = db.prepare(`
      INSERT INTO events (sid, version, event_id, type, recorded_at, data, meta) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  }

  /** One result an append. A conflict writes nothing and leaves the others alone. */
  appendGroup(group: readonly PendingAppend[]): readonly AppendResult[] {
    const recordedAt = Math.floor(this.clock.now());
    return group.map((append) => this.#append(append, recordedAt));
  }

  addStream(stream: string): number {
    return Number(this.#addStream.run(stream).lastInsertRowid);
  }

  /** The position of the new event. */
  addEvent(sid: number, version: number, { eventId, type, data, meta }: EncodedEvent, recordedAt: number): number {
    return Number(this.#addEvent.run(sid, version, eventId, type, recordedAt, data, meta).lastInsertRowid);
  }

  #append({ stream, expected, events }: PendingAppend, recordedAt: number): AppendResult {
    const end = this.reader.endOf(stream);
    if (end.version !== expected) return { kind: 'conflict', expected, actual: end.version };
    if (events.length === 0) return { kind: 'appended', version: expected, position: this.reader.positionOf(end) };
    const sid = end.sid ?? this.addStream(stream);
    let { version } = end;
    let position = 0;
    for (const event of events) position = this.addEvent(sid, ++version, event, recordedAt);
    return { kind: 'appended', version, position };
  }
}
