import { setImmediate } from 'node:timers/promises';
import type {
  AppendResult,
  EventStore,
  EventToAppend,
  LogSlice,
  ReadStreamOptions,
  RecordedEvent,
  StreamSlice,
} from '../../application/ports/event-store.port.js';
import type { Clock } from '../../application/ports/clock.port.js';
import { followLog } from '../../application/subscriptions/follow-log.js';
import { frozenCopy } from './frozen-json.js';

/** The event store without a disk: for tests and trials. Nothing survives the process. */
export function createMemoryEventStore({ clock }: { readonly clock: Clock }): EventStore {
  const streams = new Map<string, RecordedEvent[]>();
  const log: RecordedEvent[] = [];
  const listeners = new Set<() => void>();
  const eventsOf = (stream: string): readonly RecordedEvent[] => streams.get(stream) ?? [];

  function append(stream: string, expected: number, events: readonly EventToAppend[]): AppendResult {
    const before = streams.get(stream) ?? [];
    const actual = before.length;
    if (actual !== expected) return { kind: 'conflict', expected, actual };
    const last = before.at(-1)?.globalPosition ?? 0;
    if (events.length === 0) return { kind: 'appended', version: actual, position: last };
    const recordedAt = clock.now();
    const recorded = events.map(({ eventId, type, data, meta }, index) =>
      frozenCopy<RecordedEvent>({
        eventId,
        type,
        data,
        meta,
        stream,
        streamVersion: actual + index + 1,
        globalPosition: log.length + index + 1,
        recordedAt,
      }),
    );
    streams.set(stream, before);
    for (const event of recorded) {
      before.push(event);
      log.push(event);
    }
    for (const listener of [...listeners]) listener();
    return { kind: 'appended', version: actual + recorded.length, position: log.length };
  }

  async function readAll(after: number, limit: number): Promise<LogSlice> {
    const events = log.slice(Math.max(0, after), Math.max(0, after + limit));
    return { events, next: events.at(-1)?.globalPosition ?? after };
  }

  const onCommit = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  return {
    append: async (stream, expected, events) => append(stream, expected, events),
    readStream: async (stream, options = {}) => sliceOf(eventsOf(stream), options),
    readAll,
    head: async () => log.length,
    subscribe: (after, batchSize) => followLog({ readAll, onCommit, turn: () => setImmediate() }, after, batchSize),
  };
}

function sliceOf(
  all: readonly RecordedEvent[],
  { direction = 'forwards', after, limit = all.length }: ReadStreamOptions,
): StreamSlice {
  const version = all.length;
  if (direction === 'forwards') {
    const start = Math.max(0, after ?? 0);
    return { version, events: all.slice(start, start + limit) };
  }
  const end = Math.max(0, Math.min(version, (after ?? version + 1) - 1));
  return { version, events: all.slice(Math.max(0, end - limit), end).reverse() };
}
