import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteEventStore } from '../../../src/adapters/sqlite/event-store.js';
import { Listener } from '../../../src/adapters/testing/contracts/event-store/listener.js';
import { runChild } from '../../support/child.js';
import { realClock } from '../../support/real-clock.js';
import { simpleEvent } from '../../support/simple-event.js';
import { temporaryFile, type TemporaryFile } from '../../support/temporary-file.js';
import type { RaceReport } from './children/append-in-race.js';

let file: TemporaryFile;
beforeEach(() => {
  file = temporaryFile('events.sqlite');
});
afterEach(() => file.remove());

/** Children that open one new file at once, and then append at once. */
async function race(names: readonly string[], count: number, streams: number): Promise<readonly RaceReport[]> {
  const children = names.map((name) =>
    runChild('test/adapters/sqlite/children/append-in-race.ts', [file.path, name, String(count), String(streams)]),
  );
  try {
    await Promise.all(children.map((child) => child.waitFor((line) => line === 'ready')));
    for (const child of children) child.tell('go');
    const ends = await Promise.all(children.map((child) => child.ended));
    expect(ends.map(({ code, errors }) => [code, errors])).toEqual(names.map(() => [0, '']));
    return children.map((child) => JSON.parse(child.lines.at(-1) ?? '') as RaceReport);
  } finally {
    for (const child of children) child.kill();
  }
}

describe('several processes on one file of events', () => {
  it('lose no event, report no conflict that was none, and agree on one order', async () => {
    const reports = await race(['p', 'q'], 300, 7);
    const store = openSqliteEventStore({ path: file.path, clock: realClock });
    const { events } = await store.readAll(0, Number.MAX_SAFE_INTEGER);
    store.close();

    expect(reports.flatMap(({ impossible }) => impossible)).toEqual([]);
    const told = reports.flatMap(({ appended }) => appended);
    expect(events).toHaveLength(told.length);
    for (const { appended } of reports) expect(appended.length).toBeGreaterThanOrEqual(300);
    expect(new Map(events.map((event) => [event.eventId, `${event.stream}@${event.streamVersion}`]))).toEqual(
      new Map(told.map(({ id, stream, version }) => [id, `${stream}@${version}`])),
    );
    const lastVersion = new Map<string, number>();
    for (const { stream, streamVersion } of events) {
      expect(streamVersion).toBe((lastVersion.get(stream) ?? 0) + 1);
      lastVersion.set(stream, streamVersion);
    }
  });

  it('a subscriber is told what another process appends, in order', async () => {
    const store = openSqliteEventStore({ path: file.path, clock: realClock });
    const listener = new Listener(store, 0, 50);
    const reports = await race(['p', 'q'], 120, 3);
    await listener.count(reports.reduce((sum, { appended }) => sum + appended.length, 0));
    listener.stop();
    expect(listener.events).toEqual((await store.readAll(0, Number.MAX_SAFE_INTEGER)).events);
    store.close();
  });

  it('can be backed up while one writes: the copy is the beginning of the log, and a store', async () => {
    const writer = runChild('test/adapters/sqlite/children/append-until-killed.ts', [file.path, 'r']);
    const copied = join(dirname(file.path), 'copy.sqlite');
    try {
      await writer.waitFor(() => true);
      const db = new DatabaseSync(file.path);
      db.prepare('VACUUM INTO ?').run(copied);
      db.close();
    } finally {
      writer.kill();
    }
    await writer.ended;
    const [store, copy] = [file.path, copied].map((path) => openSqliteEventStore({ path, clock: realClock }));
    const { events } = (await copy?.readAll(0, Number.MAX_SAFE_INTEGER)) ?? { events: [] };
    expect(events.length).toBeGreaterThanOrEqual(3);
    expect(events).toEqual((await store?.readAll(0, events.length))?.events);
    expect(await copy?.append('new', 0, [simpleEvent('in the copy')])).toMatchObject({ position: events.length + 1 });
    store?.close();
    copy?.close();
  });

  it('a process that only listens may end', async () => {
    const store = openSqliteEventStore({ path: file.path, clock: realClock });
    await store.append('a', 0, [simpleEvent('a')]);
    store.close();
    const child = runChild('test/adapters/sqlite/children/listen-and-leave.ts', [file.path]);
    expect(await child.ended).toEqual({ code: 0, signal: null, errors: '' });
    expect(child.lines).toEqual(['1 events']);
  });
});
