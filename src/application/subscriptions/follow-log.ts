import { Observable } from 'rxjs';
import type { LogSlice, RecordedEvent } from '../ports/event-store.port.js';

/** What a store offers so that its log can be followed. */
export interface FollowableLog {
  readAll(after: number, limit: number): Promise<LogSlice>;
  /** Calls back after every commit that may have added events, or when the store is gone; returns how to stop. */
  onCommit(listener: () => void): () => void;
  /** Lets the other work of the process go first. */
  turn(): Promise<void>;
}

/** Rows read at a time: large enough to be fast, small enough not to hold the thread. */
export const DEFAULT_BATCH_SIZE = 500;

/**
 * The log from `after` on, then live. The next batch is read only when the observer has returned from the last one, so
 * that at most one batch is in memory; nothing is delivered inside `subscribe()` itself, nor after unsubscribing.
 */
export const followLog = (
  log: FollowableLog,
  after: number,
  batchSize: number = DEFAULT_BATCH_SIZE,
): Observable<readonly RecordedEvent[]> =>
  new Observable((subscriber) => {
    let position = after;
    let mayHaveMore = true;
    let isReading = false;

    const read = async (): Promise<void> => {
      if (isReading) return;
      isReading = true;
      try {
        while (mayHaveMore) {
          await log.turn();
          if (subscriber.closed) return;
          mayHaveMore = false;
          const { events, next } = await log.readAll(position, batchSize);
          if (subscriber.closed) return;
          if (events.length === 0) continue;
          mayHaveMore = true;
          position = next;
          subscriber.next(events);
        }
      } catch (error) {
        subscriber.error(error);
      } finally {
        isReading = false;
      }
    };

    const stop = log.onCommit(() => {
      mayHaveMore = true;
      void read();
    });
    void read();
    return stop;
  });
