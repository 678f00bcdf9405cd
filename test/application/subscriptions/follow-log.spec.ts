import { setImmediate } from 'node:timers/promises';
import type { FollowableLog } from '../../../src/application/subscriptions/follow-log.js';
import { followLog } from '../../../src/application/subscriptions/follow-log.js';
import type { RecordedEvent } from '../../../src/application/ports/event-store.port.js';
import { instant } from '../../../src/domain/kernel/instant.js';
import { simpleEvent } from '../../support/simple-event.js';

const event = (globalPosition: number): RecordedEvent => ({
  ...simpleEvent(`e-${globalPosition}`),
  stream: 's',
  streamVersion: globalPosition,
  globalPosition,
  recordedAt: instant(1),
});

/** A log of so many events that tells what was asked of it. */
function scriptedLog(length: number) {
  const listeners = new Set<() => void>();
  const reads: number[] = [];
  const scripted = {
    length,
    reads,
    listeners,
    failure: undefined as Error | undefined,
    grow(count: number): void {
      scripted.length += count;
      for (const listener of [...listeners]) listener();
    },
    log: {
      onCommit(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      turn: () => setImmediate(),
      async readAll(after, limit) {
        reads.push(after);
        if (scripted.failure !== undefined) throw scripted.failure;
        const count = Math.max(0, Math.min(limit, scripted.length - after));
        return { events: Array.from({ length: count }, (_, index) => event(after + index + 1)), next: after + count };
      },
    } satisfies FollowableLog,
  };
  return scripted;
}

const turns = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index++) await setImmediate();
};

describe('following a log', () => {
  it('reads a batch only when the observer has returned from the last one', async () => {
    const scripted = scriptedLog(10);
    const readsAtDelivery: number[] = [];
    const subscription = followLog(scripted.log, 0, 4).subscribe(() => readsAtDelivery.push(scripted.reads.length));
    await turns(20);
    subscription.unsubscribe();
    expect(scripted.reads).toEqual([0, 4, 8, 10]);
    expect(readsAtDelivery).toEqual([1, 2, 3]);
  });

  it('reads nothing while nothing comes, and once for many commits of one turn', async () => {
    const scripted = scriptedLog(2);
    const sizes: number[] = [];
    const subscription = followLog(scripted.log, 0).subscribe((batch) => sizes.push(batch.length));
    await turns(10);
    expect(scripted.reads).toEqual([0, 2]);
    for (let count = 0; count < 50; count++) scripted.grow(1);
    await turns(10);
    expect(scripted.reads).toEqual([0, 2, 2, 52]);
    expect(sizes).toEqual([2, 50]);
    subscription.unsubscribe();
  });

  it('misses no commit, whenever it comes', async () => {
    for (let wait = 0; wait < 12; wait++) {
      const scripted = scriptedLog(1);
      const ids: number[] = [];
      const subscription = followLog(scripted.log, 0, 2).subscribe((batch) =>
        ids.push(...batch.map(({ globalPosition }) => globalPosition)),
      );
      for (let count = 0; count < wait; count++) await Promise.resolve();
      scripted.grow(1);
      await turns(wait % 4);
      scripted.grow(3);
      await turns(12);
      expect(ids).toEqual([1, 2, 3, 4, 5]);
      subscription.unsubscribe();
    }
  });

  it('reads no more once nobody listens, not even the rest of the page', async () => {
    const scripted = scriptedLog(100);
    const subscription = followLog(scripted.log, 0, 10).subscribe(() => subscription.unsubscribe());
    await turns(10);
    expect(scripted.reads).toEqual([0]);
    expect(scripted.listeners.size).toBe(0);
    scripted.grow(1);
    await turns(5);
    expect(scripted.reads).toEqual([0]);
  });

  it('ends with the error of the log, and lets it go', async () => {
    const scripted = scriptedLog(3);
    let failure: unknown;
    followLog(scripted.log, 0).subscribe({ error: (error: unknown) => (failure = error) });
    await turns(5);
    scripted.failure = new Error('gone');
    scripted.grow(0);
    await turns(5);
    expect(failure).toBe(scripted.failure);
    expect(scripted.listeners.size).toBe(0);
  });
});
