import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Subscription } from 'rxjs';
import type { EventStore, RecordedEvent } from '../../../../application/ports/event-store.port.js';
import { turn } from './samples.js';

const PATIENCE_MS = 10_000;

/** A subscriber that keeps what it gets. */
export class Listener {
  readonly batches: (readonly RecordedEvent[])[] = [];
  readonly subscription: Subscription;
  #failure: unknown;

  constructor(
    store: EventStore,
    after: number,
    batchSize?: number,
    onBatch: (batch: readonly RecordedEvent[]) => void = () => undefined,
  ) {
    this.subscription = store.subscribe(after, batchSize).subscribe({
      next: (batch) => {
        this.batches.push(batch);
        onBatch(batch);
      },
      error: (error: unknown) => (this.#failure = error ?? new Error('the subscription failed')),
      complete: () => (this.#failure = new Error('a subscription never completes by itself')),
    });
  }

  get events(): readonly RecordedEvent[] {
    return this.batches.flat();
  }

  /** Waits until at least so many events came. */
  async count(count: number): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (this.events.length < count) {
      if (this.#failure !== undefined) throw this.#failure as Error;
      assert.ok(performance.now() < deadline, `${this.events.length} of ${count} events came`);
      await sleep(1);
    }
  }

  stop(): void {
    this.subscription.unsubscribe();
    if (this.#failure !== undefined) throw this.#failure as Error;
  }
}

/** Long enough for a batch that should not come to come all the same. */
export async function settle(): Promise<void> {
  for (let index = 0; index < 5; index++) await turn();
  await sleep(20);
}
