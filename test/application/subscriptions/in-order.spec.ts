import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { createMemoryEventStore } from '../../../src/adapters/memory/event-store.js';
import { inOrder } from '../../../src/application/subscriptions/in-order.js';
import type { EventStore, RecordedEvent } from '../../../src/application/ports/event-store.port.js';
import { realClock } from '../../support/real-clock.js';
import { simpleEvent } from '../../support/simple-event.js';

async function storeOf(count: number): Promise<EventStore> {
  const store = createMemoryEventStore({ clock: realClock });
  await store.append(
    's',
    0,
    Array.from({ length: count }, (_, index) => simpleEvent(`e-${index}`)),
  );
  return store;
}

const idsOf = (batch: readonly RecordedEvent[]): readonly string[] => batch.map(({ eventId }) => eventId);

describe('handling the log in order', () => {
  it('gives an asynchronous handler one batch at a time, and reads none ahead', async () => {
    const store = await storeOf(10);
    let inHand = 0;
    let largest = 0;
    let reads = 0;
    const counting: EventStore = {
      ...store,
      subscribe: (...call) => {
        reads += 1;
        return store.subscribe(...call);
      },
    };
    const handled: string[] = [];
    const allHandled = new Promise<void>((resolve) => {
      const subscription = inOrder(
        counting,
        0,
        async (batch) => {
          inHand += 1;
          largest = Math.max(largest, inHand);
          const readsBefore = reads;
          await sleep(3);
          expect(reads).toBe(readsBefore);
          handled.push(...idsOf(batch));
          inHand -= 1;
          return handled.length;
        },
        3,
      ).subscribe((count) => {
        if (count < 12) return;
        subscription.unsubscribe();
        resolve();
      });
    });
    await sleep(10);
    await store.append('s', 10, [simpleEvent('e-10'), simpleEvent('e-11')]);
    await allHandled;
    expect(handled).toEqual(Array.from({ length: 12 }, (_, index) => `e-${index}`));
    expect(largest).toBe(1);
  });

  it('ends with the error of the handler, and hands over nothing after it', async () => {
    const store = await storeOf(10);
    const handled: string[] = [];
    const failure = await new Promise((resolve) => {
      inOrder(
        store,
        0,
        async (batch) => {
          handled.push(...idsOf(batch));
          if (handled.length === 4) throw new Error('cannot apply');
        },
        2,
      ).subscribe({ error: resolve });
    });
    expect(failure).toEqual(new Error('cannot apply'));
    await sleep(5);
    expect(handled).toHaveLength(4);
  });

  it('takes together what comes in quick succession', async () => {
    const store = await storeOf(1);
    let batches = 0;
    let handled = 0;
    await new Promise<void>((resolve) => {
      const subscription = inOrder(store, 0, async (batch) => {
        batches += 1;
        handled += batch.length;
        return handled;
      }).subscribe((count) => {
        if (count < 201) return;
        subscription.unsubscribe();
        resolve();
      });
      void (async () => {
        for (let version = 1; version <= 200; version += 1) {
          await store.append('s', version, [simpleEvent(`e-${version}`)]);
          await setImmediate();
        }
      })();
    });
    expect(batches).toBeLessThan(100);
  });

  it('stops when nobody listens any more', async () => {
    const store = await storeOf(10);
    let batches = 0;
    const subscription = inOrder(store, 0, async () => (batches += 1), 2).subscribe((count) => {
      if (count === 2) subscription.unsubscribe();
    });
    await sleep(20);
    expect(batches).toBe(2);
  });
});
