import { setTimeout as sleep } from 'node:timers/promises';
import { firstValueFrom } from 'rxjs';
import {
  createEventStoreDbEventStore,
  type EventStoreDbEventStore,
} from '../../../src/adapters/eventstoredb/event-store.js';
import type { EventToAppend, RecordedEvent } from '../../../src/application/ports/event-store.port.js';
import { sampleEvent as event } from '../../support/eventstoredb/sample-event.js';
import { EventStoreDbStandIn } from '../../support/eventstoredb/stand-in.js';

describe('EventStoreDB when things break', () => {
  let server: EventStoreDbStandIn;
  let store: EventStoreDbEventStore;

  beforeEach(async () => {
    server = await EventStoreDbStandIn.start();
    store = createEventStoreDbEventStore({
      connectionString: server.connectionString,
      deadlineMs: 1_000,
      subscriptions: { firstWaitMs: 10, longestWaitMs: 50, silenceMs: 200, goneAfterMs: 1_500 },
    });
  });

  afterEach(async () => {
    await store.close();
    await server.stop();
  });

  /** As every caller of the port does: read again after an unknown outcome, and write what is missing. */
  async function insist(stream: string, one: EventToAppend): Promise<void> {
    for (let attempt = 0; attempt < 200; attempt++) {
      try {
        const { version, events } = await store.readStream(stream);
        if (events.some(({ eventId }) => eventId === one.eventId)) return;
        if ((await store.append(stream, version, [one])).kind === 'appended') return;
      } catch (error) {
        expect(error).toMatchObject({ code: 'unavailable', port: 'eventStore' });
        await sleep(10);
      }
    }
    throw new Error(`${one.eventId} never got in`);
  }

  it('an append whose answer is lost is unknown, not refused, and stands once it is read again', async () => {
    server.faults = { after: () => 'cut' };
    await expect(store.append('account-1', 0, [event('a')])).rejects.toMatchObject({ code: 'unavailable' });
    server.faults = {};
    expect((await store.readStream('account-1')).version).toBe(1);
    expect(await store.append('account-1', 0, [event('a')])).toEqual({ kind: 'conflict', expected: 0, actual: 1 });
  });

  it('an append that is never answered ends at its deadline', async () => {
    server.faults = { after: () => 'hang' };
    await expect(store.append('account-1', 0, [event('a')])).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('a connection cut in the middle of many appends loses nothing and doubles nothing', async () => {
    let appends = 0;
    let cuts = 0;
    server.faults = {
      before: () => (++appends % 31 === 7 && cuts++ < 6 ? 'cut' : undefined),
      after: () => (appends % 37 === 11 && cuts++ < 6 ? 'cut' : undefined),
    };
    const names = Array.from({ length: 200 }, (_, index) => `e-${index}`);
    await Promise.all(names.map((name, index) => insist(`account-${index % 20}`, event(name))));
    const { events } = await store.readAll(0, 1_000);
    expect(cuts).toBeGreaterThan(3);
    expect(events.map(({ eventId }) => eventId).sort()).toEqual([...names].sort());
  });

  it('a subscriber sees everything once while the server is killed and started again under load', async () => {
    const seen: RecordedEvent[] = [];
    const failures: unknown[] = [];
    const following = store.subscribe(0, 10).subscribe({
      next: (batch) => seen.push(...batch),
      error: (error: unknown) => failures.push(error),
    });
    const names = Array.from({ length: 150 }, (_, index) => `e-${index}`);
    const writing = (async () => {
      for (const [index, name] of names.entries()) await insist(`account-${index % 5}`, event(name));
    })();
    for (let round = 0; round < 3; round++) {
      await sleep(60);
      await server.stop();
      await sleep(60);
      await server.open();
    }
    await writing;
    for (let waited = 0; seen.length < names.length && waited < 500; waited++) await sleep(20);
    following.unsubscribe();
    expect(failures).toEqual([]);
    expect(seen.map(({ eventId }) => eventId)).toEqual(names);
  });

  it('a subscription that dies without a word is opened again', async () => {
    const seen: string[] = [];
    server.silence(true);
    const following = store.subscribe(0).subscribe((batch) => seen.push(...batch.map(({ eventId }) => eventId)));
    await sleep(100);
    await store.append('account-1', 0, [event('a')]);
    await sleep(100);
    expect(seen).toEqual([]);
    server.silence(false);
    for (let waited = 0; seen.length === 0 && waited < 200; waited++) await sleep(20);
    following.unsubscribe();
    expect(seen).toEqual(['a']);
  });

  it('whoever takes one batch a time gets whole batches of what is there', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `e-${index}`);
    await store.append('account-1', 0, names.map(event));
    const batches: number[] = [];
    for (let after = 0; after < (await store.head());) {
      const batch = await firstValueFrom(store.subscribe(after, 12));
      batches.push(batch.length);
      after = batch.at(-1)?.globalPosition ?? 0;
    }
    expect(batches).toEqual([12, 12, 6]);
  });

  it('a store that stays away is gone for a subscriber, and a caller is told at once', async () => {
    const gone = new Promise((resolve) => {
      store.subscribe(0).subscribe({ error: resolve });
    });
    await store.append('account-1', 0, [event('a')]);
    await server.stop();
    await expect(store.append('account-1', 1, [event('b')])).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store.ready()).rejects.toMatchObject({ code: 'unavailable' });
    expect(await gone).toMatchObject({ code: 'unavailable', port: 'eventStore' });
  });

  it('an event that is not ours is said to be none, never skipped', async () => {
    server.log.append('account-1', 'none', [
      {
        id: 'x',
        type: 'Strange',
        contentType: 'application/json',
        data: Buffer.from('{}'),
        metadata: Buffer.from('{}'),
      },
    ]);
    await expect(store.readStream('account-1')).rejects.toMatchObject({ code: 'corruptHistory' });
  });

  it.each(['http://127.0.0.1', 'esdb:127.0.0.1', ''])('refuses the connection string "%s"', (connectionString) => {
    expect(() => createEventStoreDbEventStore({ connectionString })).toThrow(
      expect.objectContaining({ code: 'eventStoreDb.misconfigured' }),
    );
  });

  it('never repeats a password that stands in a connection string', () => {
    const make = () => createEventStoreDbEventStore({ connectionString: 'esdb://admin:s3cret@[bad' });
    expect(make).toThrow(expect.not.objectContaining({ message: expect.stringContaining('s3cret') }));
  });
});
