import type { Observable } from 'rxjs';
import type { Instant } from '../../domain/kernel/instant.js';
import type { JsonObject } from './json.js';

/** Who acted: `system` for a process manager, `subject` for the account's owner, `officer` for staff. */
export interface Actor {
  readonly kind: 'system' | 'subject' | 'anonymous' | 'officer';
  readonly id: string;
}

/** The fixed envelope of every event, never inside its data. */
export interface EventMeta {
  readonly occurredAt: Instant;
  readonly actor: Actor;
  /** Where the command came in: web, mobile, counter, import, system. */
  readonly channel: string;
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
  /** The policy edition the command was decided under; empty where none applies. */
  readonly policyEdition: string;
}

export interface EventToAppend {
  readonly eventId: string;
  /** Stored name with version, e.g. `Registered.v1`. */
  readonly type: string;
  readonly data: JsonObject;
  readonly meta: EventMeta;
}

export interface RecordedEvent extends EventToAppend {
  readonly stream: string;
  /** 1 for the first event of a stream; the number of events up to and with this one. */
  readonly streamVersion: number;
  /** Strictly growing over the whole store; gaps are allowed. */
  readonly globalPosition: number;
  /** The store's own time of recording. */
  readonly recordedAt: Instant;
}

export type AppendResult =
  | { readonly kind: 'appended'; readonly version: number; readonly position: number }
  | { readonly kind: 'conflict'; readonly expected: number; readonly actual: number };

export interface StreamSlice {
  /** Number of events in the whole stream at the time of reading; 0 = absent. */
  readonly version: number;
  readonly events: readonly RecordedEvent[];
}

export interface ReadStreamOptions {
  readonly direction?: 'forwards' | 'backwards';
  /** Forwards: only events with a greater streamVersion. Backwards: only events with a smaller one. */
  readonly after?: number;
  readonly limit?: number;
}

export interface LogSlice {
  readonly events: readonly RecordedEvent[];
  /** Where to read on: the position of the last event, or `after` when there was none. */
  readonly next: number;
}

/**
 * An append-only store of events whose transactions span one stream. Nothing is ever updated or deleted.
 *
 * - `append` is atomic (all events or none), durable when it resolves (as far as the adapter's named durability mode
 *   says), and conditional: `expected` is the number of events the caller saw. A stale expectation is a value
 *   (`conflict` with the true version), also on an absent stream; exactly one of two racing writers wins.
 *   Appending no events changes nothing and checks the condition all the same; its position is at least that of the
 *   stream's last event.
 * - A reader sees a stream as a prefix of every later reading; the global order agrees with each stream's order, and an
 *   event at a position lower than one already read never appears later.
 * - A failure to reach the store rejects with `Unavailable`; whether the append happened is then unknown, and the
 *   caller reads again.
 */
export interface EventStore {
  append(stream: string, expected: number, events: readonly EventToAppend[]): Promise<AppendResult>;
  readStream(stream: string, options?: ReadStreamOptions): Promise<StreamSlice>;
  /**
   * Events of all streams after a position, oldest first, at most `limit`. A position is 0 or one that the store has
   * told; what lies between two of them is none, and a store need not know it.
   */
  readAll(after: number, limit: number): Promise<LogSlice>;
  /** Position of the newest event; 0 when empty. */
  head(): Promise<number>;
  /**
   * Batches from `after` on, then live, without gap or repetition, until unsubscribed. Never completes by itself; an
   * error means the store is gone. A slow subscriber is waited for: the next batch is read when `next` has returned from
   * the last. A subscriber that works asynchronously takes one batch a subscription (`inOrder` does).
   */
  subscribe(after: number, batchSize?: number): Observable<readonly RecordedEvent[]>;
}
