import { Observable, concatMap, from, map } from 'rxjs';
import type {
  AppendResult,
  EventStore,
  EventToAppend,
  RecordedEvent,
} from '../../src/application/ports/event-store.port.js';
import type { Instant } from '../../src/domain/kernel/instant.js';
import { createMemoryEventStore } from '../../src/adapters/memory/event-store.js';
import { realClock } from './real-clock.js';

export interface Fault<Port> {
  readonly fault: string;
  /** The case of the contract that must catch it. */
  readonly caughtBy: string;
  make(): Port;
}

const sound = (): EventStore => createMemoryEventStore({ clock: realClock });

const spoilt =
  (spoil: (store: EventStore) => Partial<EventStore>): (() => EventStore) =>
  () => {
    const store = sound();
    return { ...store, ...spoil(store) };
  };

const appending = (append: (store: EventStore) => EventStore['append']): (() => EventStore) =>
  spoilt((store) => ({ append: append(store) }));

const answering = (change: (result: AppendResult) => AppendResult): (() => EventStore) =>
  appending(
    (store) =>
      async (...call) =>
        change(await store.append(...call)),
  );

/** Every event of every reading, changed. */
const reading = (change: (event: RecordedEvent) => RecordedEvent): (() => EventStore) =>
  spoilt((store) => ({
    readStream: async (...call) => {
      const slice = await store.readStream(...call);
      return { ...slice, events: slice.events.map(change) };
    },
    readAll: async (...call) => {
      const slice = await store.readAll(...call);
      return { ...slice, events: slice.events.map(change) };
    },
  }));

async function appendOneByOne(
  store: EventStore,
  stream: string,
  expected: number,
  events: readonly EventToAppend[],
): Promise<AppendResult> {
  let last = await store.append(stream, expected, []);
  for (const [index, event] of events.entries()) last = await store.append(stream, expected + index, [event]);
  return last;
}

async function appendSomewhere(
  store: EventStore,
  stream: string,
  events: readonly EventToAppend[],
): Promise<AppendResult> {
  for (;;) {
    const result = await store.append(stream, (await store.readStream(stream)).version, events);
    if (result.kind === 'appended') return result;
  }
}

const delivering = (change: (batches: Observable<readonly RecordedEvent[]>) => Observable<readonly RecordedEvent[]>) =>
  spoilt((store) => ({ subscribe: (...call) => change(store.subscribe(...call)) }));

export const faultyEventStores: readonly Fault<EventStore>[] = [
  {
    fault: 'ignores the expected version',
    caughtBy: 'a stale version and a version ahead of the stream',
    make: appending((store) => async (stream, _expected, events) => {
      const { version } = await store.readStream(stream);
      return store.append(stream, version, events);
    }),
  },
  {
    fault: 'takes an expected version for "at least"',
    caughtBy: 'expecting an absent stream where events are',
    make: appending((store) => async (stream, expected, events) => {
      const { version } = await store.readStream(stream);
      return store.append(stream, Math.max(expected, version), events);
    }),
  },
  {
    fault: 'checks the version, then writes later',
    caughtBy: 'of twenty writers at one version exactly one wins',
    make: appending((store) => async (stream, expected, events) => {
      const { version } = await store.readStream(stream);
      if (version !== expected) return { kind: 'conflict', expected, actual: version };
      return appendSomewhere(store, stream, events);
    }),
  },
  {
    fault: 'answers a conflict without the true version',
    caughtBy: 'expecting an absent stream where events are',
    make: answering((result) =>
      result.kind === 'conflict' ? { ...result, actual: undefined as unknown as number } : result,
    ),
  },
  {
    fault: 'answers a conflict with -1 for an absent stream',
    caughtBy: 'expecting events in an absent stream',
    make: answering((result) =>
      result.kind === 'conflict' && result.actual === 0 ? { ...result, actual: -1 } : result,
    ),
  },
  {
    fault: 'throws on a conflict',
    caughtBy: 'a conflict fails only its own caller',
    make: answering((result) => {
      if (result.kind === 'conflict') throw new Error('conflict');
      return result;
    }),
  },
  {
    fault: 'writes a batch event by event',
    caughtBy: 'batches of racing writers are never mixed',
    make: appending((store) => async (stream, expected, events) => {
      let last = await store.append(stream, expected, events.slice(0, 1));
      if (last.kind === 'appended')
        for (const event of events.slice(1)) last = await appendSomewhere(store, stream, [event]);
      return last;
    }),
  },
  {
    fault: 'keeps the first half of a batch that fails',
    caughtBy: 'a batch with an event that cannot be written',
    make: appending((store) => (stream, expected, events) => appendOneByOne(store, stream, expected, events)),
  },
  {
    fault: 'does not check the version when there is nothing to append',
    caughtBy: 'appending no events checks the version',
    make: appending(
      (store) => async (stream, expected, events) =>
        events.length === 0
          ? { kind: 'appended', version: expected, position: 0 }
          : store.append(stream, expected, events),
    ),
  },
  {
    fault: 'answers before the event can be read',
    caughtBy: 'what was appended can be read as soon as',
    make: appending((store) => async (stream, expected, events) => {
      const { version } = await store.readStream(stream);
      const position = (await store.head()) + events.length;
      setImmediate(() => void store.append(stream, expected, events));
      return { kind: 'appended', version: version + events.length, position };
    }),
  },
  {
    fault: 'loses the cause of an event',
    caughtBy: 'every field of the envelope',
    make: reading((event) => ({ ...event, meta: { ...event.meta, causationId: event.meta.correlationId } })),
  },
  {
    fault: 'has no time of recording',
    caughtBy: 'every field of the envelope',
    make: reading((event) => ({ ...event, recordedAt: Number.NaN as Instant })),
  },
  {
    fault: 'keeps text in composed form only',
    caughtBy: 'data comes back as it was given',
    make: appending(
      (store) => (stream, expected, events) =>
        store.append(stream, expected, JSON.parse(JSON.stringify(events).normalize('NFC')) as EventToAppend[]),
    ),
  },
  {
    fault: 'takes stream names without regard to case',
    caughtBy: 'stream names are kept apart exactly',
    make: spoilt((store) => ({
      append: (stream, ...rest) => store.append(stream.toLowerCase(), ...rest),
      readStream: (stream, ...rest) => store.readStream(stream.toLowerCase(), ...rest),
    })),
  },
  {
    fault: 'hands out the events it keeps',
    caughtBy: 'what a reader does to an event',
    make: () => {
      const kept = new Map<string, RecordedEvent>();
      return reading((event) => {
        const own = kept.get(event.eventId) ?? (JSON.parse(JSON.stringify(event)) as RecordedEvent);
        kept.set(event.eventId, own);
        return own;
      })();
    },
  },
  {
    fault: 'tells the number of events read for the version of the stream',
    caughtBy: 'reads a stream forwards',
    make: spoilt((store) => ({
      readStream: async (...call) => {
        const { events } = await store.readStream(...call);
        return { version: events.length, events };
      },
    })),
  },
  {
    fault: 'reads from a version, not after it',
    caughtBy: 'reads a stream forwards',
    make: spoilt((store) => ({
      readStream: (stream, options = {}) =>
        store.readStream(stream, {
          ...options,
          ...(options.after !== undefined && options.direction !== 'backwards' && { after: options.after - 1 }),
        }),
    })),
  },
  {
    fault: 'does not read backwards',
    caughtBy: 'reads a stream backwards',
    make: spoilt((store) => ({
      readStream: (stream, options = {}) => store.readStream(stream, { ...options, direction: 'forwards' }),
    })),
  },
  {
    fault: 'reads at most a thousand events unless told otherwise',
    caughtBy: 'a stream is read whole by default',
    make: spoilt((store) => ({
      readStream: (stream, options = {}) => store.readStream(stream, { limit: 1_000, ...options }),
    })),
  },
  {
    fault: 'numbers positions within each stream',
    caughtBy: 'the log tells the events of all streams',
    make: reading((event) => ({ ...event, globalPosition: event.streamVersion })),
  },
  {
    fault: 'reads a page of the log from a position, not after it',
    caughtBy: 'a page says where to read on',
    make: spoilt((store) => ({ readAll: (after, limit) => store.readAll(Math.max(0, after - 1), limit) })),
  },
  {
    fault: 'begins a subscription anew where it should go on',
    caughtBy: 'a subscriber begins after the position it names',
    make: spoilt((store) => ({ subscribe: (_after, batchSize) => store.subscribe(0, batchSize) })),
  },
  {
    fault: 'leaves out one event and tells another twice',
    caughtBy: 'between what was there and what comes',
    make: delivering((batches) =>
      batches.pipe(map((batch) => batch.map((event, index) => (index === 1 ? (batch[0] ?? event) : event)))),
    ),
  },
  {
    fault: 'pays no regard to the size of batches',
    caughtBy: 'batches hold at least one event',
    make: spoilt((store) => ({ subscribe: (after) => store.subscribe(after, 1_000) })),
  },
  {
    fault: 'delivers the rest of a page after unsubscribing',
    caughtBy: 'after unsubscribing nothing comes',
    make: delivering(
      (batches) =>
        new Observable((subscriber) => {
          const next = subscriber.next.bind(subscriber);
          const { destination } = subscriber as unknown as { destination: { next(batch: unknown): void } };
          batches.subscribe((batch) => (subscriber.closed ? destination.next(batch) : next(batch)));
        }),
    ),
  },
  {
    fault: 'ends a subscription when it has caught up',
    caughtBy: 'a subscriber gets what is there, then what comes',
    make: spoilt((store) => ({
      subscribe: (after) =>
        from(store.readAll(after, 10_000)).pipe(concatMap(({ events }) => (events.length > 0 ? [events] : []))),
    })),
  },
  {
    fault: 'delivers inside subscribe',
    caughtBy: 'whoever unsubscribes at once gets nothing',
    make: () => {
      const store = sound();
      const seen: EventToAppend[] = [];
      return {
        ...store,
        append: (stream, expected, events) => {
          seen.push(...events);
          return store.append(stream, expected, events);
        },
        subscribe: () => from([seen as RecordedEvent[]]),
      };
    },
  },
];
