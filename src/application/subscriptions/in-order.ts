import { concatMap, expand, map, take } from 'rxjs';
import type { Observable } from 'rxjs';
import type { EventStore, RecordedEvent } from '../ports/event-store.port.js';

/**
 * Hands the log to an asynchronous handler, batch after batch, and reads the next batch only when the handler is done
 * with the last: an Observable cannot wait for a promise, so each batch is a subscription of its own. Emits what the
 * handler returned; ends with the error of the handler or of the store.
 */
export const inOrder = <T>(
  store: Pick<EventStore, 'subscribe'>,
  after: number,
  handle: (batch: readonly RecordedEvent[]) => Promise<T>,
  batchSize?: number,
): Observable<T> => {
  const oneBatch = (from: number): Observable<{ readonly result: T; readonly next: number }> =>
    store.subscribe(from, batchSize).pipe(
      take(1),
      concatMap(async (batch) => ({ result: await handle(batch), next: batch.at(-1)?.globalPosition ?? from })),
    );
  return oneBatch(after).pipe(
    expand(({ next }) => oneBatch(next)),
    map(({ result }) => result),
  );
};
