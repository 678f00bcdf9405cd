import assert from 'node:assert/strict';
import { filter, firstValueFrom, scan } from 'rxjs';
import type { EventStore, RecordedEvent } from '../../../../application/ports/event-store.port.js';
import { assertSame } from '../assert-same.js';
import type { ContractCase } from '../../contract.js';
import { Listener, settle } from './listener.js';
import { idsOf, insist, logOf, put, sample, samples, together, turn } from './samples.js';

/** The ids `e0` … in the order of their appends, each to one of three streams. */
async function append(store: EventStore, from: number, to: number): Promise<void> {
  for (let index = from; index < to; index++)
    await put(store, `account-${index % 3}`, Math.floor(index / 3), [sample(`e${index}`)]);
}

const ids = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, index) => `e${from + index}`);

export const subscribeCases: readonly ContractCase<EventStore>[] = [
  {
    title: 'a subscriber gets what is there, then what comes',
    async run(store) {
      await append(store, 0, 5);
      const listener = new Listener(store, 0);
      await listener.count(5);
      await append(store, 5, 8);
      await listener.count(8);
      await append(store, 8, 9);
      await listener.count(9);
      listener.stop();
      assertSame(idsOf(listener.events), ids(0, 9));
      assertSame(listener.events, await logOf(store), 'as the log tells it');
    },
  },
  {
    title: 'a subscriber of an empty log gets the first event',
    async run(store) {
      const listener = new Listener(store, 0);
      await settle();
      assertSame(listener.batches, []);
      await append(store, 0, 1);
      await listener.count(1);
      listener.stop();
      assertSame(idsOf(listener.events), ['e0']);
    },
  },
  {
    title: 'a subscriber begins after the position it names, also at the head',
    async run(store) {
      await append(store, 0, 6);
      const log = await logOf(store);
      const late = new Listener(store, log[3]?.globalPosition ?? 0);
      const atHead = new Listener(store, await store.head());
      await late.count(2);
      await append(store, 6, 8);
      await Promise.all([late.count(4), atHead.count(2)]);
      late.stop();
      atHead.stop();
      assertSame(idsOf(late.events), ids(4, 8));
      assertSame(idsOf(atHead.events), ids(6, 8));
    },
  },
  {
    title: 'batches hold at least one event and at most as many as asked for',
    async run(store) {
      await append(store, 0, 10);
      const listener = new Listener(store, 0, 4);
      await listener.count(10);
      await append(store, 10, 21);
      await listener.count(21);
      listener.stop();
      assertSame(idsOf(listener.events), ids(0, 21));
      for (const batch of listener.batches) assert.ok(batch.length >= 1 && batch.length <= 4, `${batch.length}`);
    },
  },
  {
    title: 'between what was there and what comes nothing is left out or told twice, while many write',
    async run(store) {
      await together(20, (index) => insist(store, `account-${index % 4}`, 0, samples(`before${index}`, 3)));
      const writing = together(60, async (index) => {
        for (let wait = 0; wait < index % 7; wait++) await turn();
        await insist(store, `account-${index % 5}`, 0, samples(`during${index}`, 2));
      });
      const listeners: Listener[] = [];
      for (let index = 0; index < 6; index++) {
        listeners.push(new Listener(store, 0, 3 + index * 5));
        await turn();
      }
      await writing;
      await Promise.all(listeners.map((listener) => listener.count(180)));
      const log = await logOf(store);
      for (const listener of listeners) {
        listener.stop();
        assertSame(listener.events, log);
      }
    },
  },
  {
    title: 'subscribers do not disturb each other',
    async run(store) {
      await append(store, 0, 4);
      const first = new Listener(store, 0, 2);
      const second = new Listener(store, 0);
      await Promise.all([first.count(4), second.count(4)]);
      first.stop();
      await append(store, 4, 7);
      await second.count(7);
      const third = new Listener(store, 0, 1);
      await third.count(7);
      second.stop();
      third.stop();
      assertSame(idsOf(first.events), ids(0, 4));
      assertSame(idsOf(second.events), ids(0, 7));
      assertSame(idsOf(third.events), ids(0, 7));
    },
  },
  {
    title: 'one Observable can be subscribed to again, from its beginning',
    async run(store) {
      await append(store, 0, 3);
      const log = store.subscribe(0);
      const first = async (count: number) =>
        idsOf(
          await firstValueFrom(
            log.pipe(
              scan((all: readonly RecordedEvent[], batch) => [...all, ...batch], []),
              filter((all) => all.length >= count),
            ),
          ),
        );
      assertSame(await first(3), ids(0, 3));
      await append(store, 3, 5);
      assertSame(await first(5), ids(0, 5));
    },
  },
  {
    title: 'after unsubscribing nothing comes, not even the rest of what was there',
    async run(store) {
      await append(store, 0, 20);
      const listener: Listener = new Listener(store, 0, 3, () => {
        if (listener.events.length > 3) listener.subscription.unsubscribe();
      });
      await listener.count(4);
      await append(store, 20, 24);
      await settle();
      // How much comes at once, up to a batch, is the store's own affair.
      const { length } = listener.events;
      assertSame(length <= 6, true, 'the batch in which it unsubscribed was the last');
      assertSame(idsOf(listener.events), ids(0, length));
    },
  },
  {
    title: 'whoever unsubscribes at once gets nothing',
    async run(store) {
      await append(store, 0, 3);
      const listener = new Listener(store, 0);
      assertSame(listener.batches, [], 'nothing is delivered before subscribe has returned');
      listener.stop();
      await append(store, 3, 6);
      await settle();
      assertSame(listener.batches, []);
    },
  },
  {
    title: 'a slow subscriber is waited for: no batch while it is in the last, and writers go on',
    async run(store) {
      await append(store, 0, 12);
      let inside = 0;
      const writes: Promise<unknown>[] = [];
      const listener = new Listener(store, 0, 4, (batch) => {
        inside += 1;
        assert.equal(inside, 1, 'a batch came inside another');
        if (writes.length < 30) writes.push(insist(store, 'from inside', 0, samples(batch[0]?.eventId ?? '', 2)));
        const until = performance.now() + 2;
        while (performance.now() < until);
        inside -= 1;
      });
      await listener.count(12 + 30 * 2);
      await Promise.all(writes);
      listener.stop();
      assertSame(listener.events, await logOf(store));
    },
  },
  {
    title: 'whoever takes one batch at a time is given the next when it asks, and misses nothing',
    async run(store) {
      const writing = together(40, async (index) => {
        for (let wait = 0; wait < index; wait++) await turn();
        await insist(store, `account-${index % 4}`, 0, samples(`e${index}`, 2));
      });
      const taken: RecordedEvent[] = [];
      while (taken.length < 80) {
        const batch = await firstValueFrom(store.subscribe(taken.at(-1)?.globalPosition ?? 0, 5));
        assert.ok(batch.length <= 5);
        taken.push(...batch);
        await turn();
      }
      await writing;
      assertSame(taken, await logOf(store));
    },
  },
  {
    title: 'appends that are refused bring nothing',
    async run(store) {
      await append(store, 0, 3);
      const listener = new Listener(store, 0);
      await listener.count(3);
      await store.append('account-0', 0, samples('refused', 2));
      await store.append('account-0', 1, []);
      await settle();
      listener.stop();
      assertSame(idsOf(listener.events), ids(0, 3));
    },
  },
];
