import { concatMap, expand, map, switchMap, take, timer } from 'rxjs';
import type { Observable } from 'rxjs';
import type { EventStore, RecordedEvent } from '../ports/event-store.port.js';
import { DEFAULT_BATCH_SIZE } from './follow-log.js';

/**
 * Milliseconds between the end of a batch that was not full and the next one: what comes meanwhile is handled together,
 * since a batch costs about the same for one event as for ten. The first event after a pause is handled at once.
 */
const GATHER_MS = 20;

/**
 * Hands the log to an asynchronous handler, batch after batch, and reads the next batch only when the handler is done
 * with the last: an Observable cannot wait for a promise, so each batch is a subscription of its own. Emits what the
 * handler returned; ends with the error of the handler or of the store.
 */
export const inOrder = <T>(
  store: Pick<EventStore, 'subscribe'>,
  after: number,
  handle: (batch: readonly RecordedEvent[]) => Promise<T>,
  batchSize = DEFAULT_BATCH_SIZE,
): Observable<T> => {
  const oneBatch = (from: number) =>
    store.subscribe(from, batchSize).pipe(
      take(1),
      concatMap(async (batch) => ({
        result: await handle(batch),
        next: batch.at(-1)?.globalPosition ?? from,
        isFull: batch.length >= batchSize,
      })),
    );
  return oneBatch(after).pipe(
    expand(({ next, isFull }) => (isFull ? oneBatch(next) : timer(GATHER_MS).pipe(switchMap(() => oneBatch(next))))),
    map(({ result }) => result),
  );
};
