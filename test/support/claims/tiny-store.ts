import { EMPTY, type Observable } from 'rxjs';
import type { DomainEvent, EventCodec } from '../../../src/application/ports/event-codec.port.js';
import type {
  AppendResult,
  EventStore,
  EventToAppend,
  LogSlice,
  ReadStreamOptions,
  RecordedEvent,
  StreamSlice,
} from '../../../src/application/ports/event-store.port.js';
import type { JsonObject } from '../../../src/application/ports/json.js';
import type { Snapshots } from '../../../src/application/ports/snapshots.port.js';
import { instant } from '../../../src/domain/kernel/instant.js';

/** The event store with nothing around it, so that a model can be run a hundred thousand times. */
export class TinyStore implements EventStore {
  readonly log: RecordedEvent[] = [];
  private readonly streams = new Map<string, RecordedEvent[]>();

  async append(stream: string, expected: number, events: readonly EventToAppend[]): Promise<AppendResult> {
    const recorded = this.streams.get(stream) ?? [];
    const actual = recorded.length;
    if (expected !== actual) return { kind: 'conflict', expected, actual };
    for (const event of events) {
      const globalPosition = this.log.length + 1;
      const one = {
        ...event,
        stream,
        streamVersion: recorded.length + 1,
        globalPosition,
        recordedAt: instant(globalPosition),
      };
      recorded.push(one);
      this.log.push(one);
    }
    this.streams.set(stream, recorded);
    return { kind: 'appended', version: recorded.length, position: recorded.at(-1)?.globalPosition ?? 0 };
  }

  async readStream(stream: string, options: ReadStreamOptions = {}): Promise<StreamSlice> {
    const all = this.streams.get(stream) ?? [];
    const { direction = 'forwards', after, limit = all.length } = options;
    const events =
      direction === 'forwards'
        ? all.slice(after ?? 0, (after ?? 0) + limit)
        : all
            .slice(0, after === undefined ? all.length : after - 1)
            .reverse()
            .slice(0, limit);
    return { version: all.length, events };
  }

  async readAll(after: number, limit: number): Promise<LogSlice> {
    const events = this.log.slice(after, after + limit);
    return { events, next: events.at(-1)?.globalPosition ?? after };
  }

  async head(): Promise<number> {
    return this.log.length;
  }

  /** No model subscribes. */
  subscribe(): Observable<readonly RecordedEvent[]> {
    return EMPTY;
  }

  /** What a stream holds now, without being a step of anybody. */
  peek(stream: string): readonly DomainEvent[] {
    return (this.streams.get(stream) ?? []).map((recorded) => domainEvent(recorded));
  }
}

export const domainEvent = ({ type, data }: Pick<RecordedEvent, 'type' | 'data'>): DomainEvent =>
  ({ type, data }) as unknown as DomainEvent;

/** Stores an event as it is, its personal box clear. */
export const plainCodec: EventCodec = {
  encode: async ({ type, data }) => ({ type, data: data as unknown as JsonObject }),
  decode: domainEvent,
};

export const noSnapshots: Snapshots = {
  find: async () => undefined,
  save: async () => undefined,
  purge: async () => undefined,
};
