import { createMemoryEventStore } from '../../../src/adapters/memory/event-store.js';
import type { ImportedEvent } from '../../../src/adapters/sqlite/event-import.js';
import { openSqliteEventStore, type SqliteEventStore } from '../../../src/adapters/sqlite/event-store.js';
import type { EventStore, RecordedEvent } from '../../../src/application/ports/event-store.port.js';
import { instant } from '../../../src/domain/kernel/instant.js';
import { realClock } from '../../support/real-clock.js';
import { simpleEvent } from '../../support/simple-event.js';
import { temporaryFile, type TemporaryFile } from '../../support/temporary-file.js';

let file: TemporaryFile;
let store: SqliteEventStore;
beforeEach(() => {
  file = temporaryFile('events.sqlite');
  store = openSqliteEventStore({ path: file.path, clock: realClock });
});
afterEach(() => {
  store.close();
  file.remove();
});

const imported = (stream: string, streamVersion: number, eventId = `${stream}-${streamVersion}`): ImportedEvent => ({
  ...simpleEvent(eventId),
  stream,
  streamVersion,
  recordedAt: instant(1_600_000_000_000 + streamVersion),
});

function* many(streams: number, versions: number): Generator<ImportedEvent> {
  for (let version = 1; version <= versions; version++)
    for (let stream = 0; stream < streams; stream++) yield imported(`s-${stream}`, version);
}

/** The log of another store, page after page. */
async function* logOf(source: EventStore): AsyncGenerator<RecordedEvent> {
  for (let after = 0; ;) {
    const { events, next } = await source.readAll(after, 7);
    if (events.length === 0) return;
    yield* events;
    after = next;
  }
}

describe('importing events', () => {
  it('copies another store: order, envelope and time of recording stay', async () => {
    const source = createMemoryEventStore({ clock: { now: () => instant(1_600_000_000_000) } });
    for (let index = 0; index < 30; index++)
      await source.append(`s-${index % 4}`, Math.floor(index / 4), [simpleEvent(`e-${index}`, { index })]);
    expect(await store.importEvents(logOf(source))).toEqual({ imported: 30, present: 0 });
    expect((await store.readAll(0, 100)).events).toEqual((await source.readAll(0, 100)).events);
    expect(await store.append('s-0', 8, [simpleEvent('more')])).toEqual({ kind: 'appended', version: 9, position: 31 });
  });

  it('writes many pages, and followers of the log are told', async () => {
    let told = 0;
    const allTold = new Promise<void>((resolve) => {
      const subscription = store.subscribe(0).subscribe((batch) => {
        told += batch.length;
        if (told < 2_500) return;
        subscription.unsubscribe();
        resolve();
      });
    });
    expect(await store.importEvents(many(250, 10))).toEqual({ imported: 2_500, present: 0 });
    await allTold;
    expect((await store.readStream('s-249')).version).toBe(10);
  });

  it('goes on where it was broken off, and passes over what is there', async () => {
    const half = function* (): Generator<ImportedEvent> {
      let count = 0;
      for (const event of many(100, 30)) {
        if (++count > 1_500) throw new Error('the connection to the source broke');
        yield event;
      }
    };
    await expect(store.importEvents(half())).rejects.toThrow('broke');
    expect(await store.head()).toBe(1_000);
    expect(await store.importEvents(many(100, 30))).toEqual({ imported: 2_000, present: 1_000 });
    expect(await store.importEvents(many(100, 30))).toEqual({ imported: 0, present: 3_000 });
    expect(await store.head()).toBe(3_000);
  });

  it.each([
    ['an absent stream that does not begin at 1', [imported('new', 2)]],
    ['a gap', [imported('a', 3), imported('a', 5)]],
    ['another event at a version that is taken', [imported('a', 2, 'not a-2')]],
  ])('refuses %s, and writes nothing of that page', async (_what, events) => {
    await store.importEvents([imported('a', 1), imported('a', 2)]);
    await expect(store.importEvents([imported('b', 1), ...events])).rejects.toThrow(RangeError);
    expect(await store.head()).toBe(2);
    expect((await store.readStream('b')).version).toBe(0);
  });

  it('and appends of the same process do not disturb each other', async () => {
    const importing = store.importEvents(many(300, 10));
    const appends = Array.from({ length: 50 }, (_, index) => store.append(`live-${index}`, 0, [simpleEvent('live')]));
    expect((await Promise.all(appends)).every(({ kind }) => kind === 'appended')).toBe(true);
    await importing;
    expect(await store.head()).toBe(3_050);
  });
});
