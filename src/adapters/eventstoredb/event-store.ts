import {
  type AppendExpectedRevision,
  BACKWARDS,
  END,
  type EventStoreDBClient,
  FORWARDS,
  NO_STREAM,
  START,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type {
  AppendResult,
  EventStore,
  EventToAppend,
  LogSlice,
  ReadStreamOptions,
  RecordedEvent,
  StreamSlice,
} from '../../application/ports/event-store.port.js';
import { connect, type Connection, EventStoreDbMisconfigured, type EventStoreDbOptions } from './connection.js';
import { appending, isRemembered, isStreamNotFound, misconfigurationOf, reading } from './failures.js';
import { fromStore, isOurs, safe, toStore } from './stored-event.js';
import { followStore } from './subscription.js';

/** Events asked for at once; each page has a deadline of its own, so that a long stream has none. */
const PAGE = 1_000;

export interface EventStoreDbEventStore extends EventStore {
  /** Resolves once the store has answered; rejects with `Unavailable`, or `EventStoreDbMisconfigured` where it refuses us. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The event store on an EventStoreDB / KurrentDB server or cluster (20.6 or newer). Durable when `append` resolves, as
 * the cluster's quorum says. Reads that decide go to the leader. Needs a `MaxAppendSize` above the largest append.
 */
export function createEventStoreDbEventStore(options: EventStoreDbOptions): EventStoreDbEventStore {
  return new Store(connect(options));
}

class Store implements EventStoreDbEventStore {
  /** Up to here the database holds nothing of ours: what others wrote before us is walked through once. */
  private barren = 0;

  constructor(private readonly connection: Connection) {}

  async append(stream: string, expected: number, events: readonly EventToAppend[]): Promise<AppendResult> {
    if (events.length === 0) return this.checkOnly(stream, expected);
    const stored = events.map(toStore);
    const { deadlineMs: deadline } = this.connection;
    const expectedRevision: AppendExpectedRevision = expected === 0 ? NO_STREAM : BigInt(expected - 1);
    const options = { expectedRevision, deadline, requiresLeader: true };
    try {
      const done = await appending(
        () => this.asked((client) => client.appendToStream(this.named(stream), stored, options)),
        deadline,
      );
      const { nextExpectedRevision, position, success } = done;
      if (!success) return await this.conflict(stream, expected, nextExpectedRevision);
      return {
        kind: 'appended',
        version: Number(nextExpectedRevision) + 1,
        position: position === undefined ? await this.head() : safe(position.commit),
      };
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error;
      return this.conflict(stream, expected, error.actualVersion);
    }
  }

  async readStream(
    stream: string,
    { direction = 'forwards', after, limit = Number.POSITIVE_INFINITY }: ReadStreamOptions = {},
  ): Promise<StreamSlice> {
    if (direction === 'forwards' && limit === Number.POSITIVE_INFINITY) {
      // Read to its end, a stream tells its version itself: one call where most reads need no second.
      const events = await this.forwards(stream, Math.max(0, after ?? 0), limit);
      const last = events.at(-1);
      if (last !== undefined || (after ?? 0) <= 0) return { version: last?.streamVersion ?? 0, events };
    }
    const tail = await this.tail(stream);
    if (tail === undefined) return { version: 0, events: [] };
    const events =
      direction === 'forwards'
        ? await this.forwards(stream, Math.max(0, after ?? 0), limit)
        : await this.backwards(stream, Math.min(after ?? Infinity, tail.streamVersion + 1), limit);
    const newest = direction === 'forwards' ? events.at(-1) : events[0];
    return { version: Math.max(tail.streamVersion, newest?.streamVersion ?? 0), events };
  }

  async readAll(after: number, limit: number): Promise<LogSlice> {
    const events: RecordedEvent[] = [];
    let seen = Math.max(after, this.barren);
    let from: bigint | undefined = seen > 0 ? BigInt(seen) : undefined;
    while (events.length < limit) {
      const count = Math.min(PAGE, limit - events.length + 1);
      const page = await this.page(from, count, FORWARDS);
      for (const { event, position } of page) {
        if (safe(position) <= seen) continue;
        seen = safe(position);
        if (events.length < limit && isOurs(event, this.connection.prefix))
          events.push(fromStore(event, this.connection.prefix, position));
      }
      if (after <= this.barren && events.length === 0) this.barren = seen;
      const last = page.at(-1)?.position;
      if (page.length < count || last === undefined || last === from) break;
      from = last;
    }
    return { events, next: events.at(-1)?.globalPosition ?? after };
  }

  async head(): Promise<number> {
    let from: bigint | undefined;
    for (;;) {
      const page = await this.page(from, from === undefined ? 32 : PAGE, BACKWARDS);
      const newest = page.find(({ event }) => isOurs(event, this.connection.prefix));
      if (newest !== undefined) return safe(newest.position);
      const last = page.at(-1)?.position;
      if (last === undefined || last === from || safe(last) <= this.barren) return 0;
      from = last;
    }
  }

  subscribe(after: number, batchSize?: number): ReturnType<EventStore['subscribe']> {
    return followStore(this.connection, { head: () => this.head(), next: this.next }, after, batchSize);
  }

  async ready(): Promise<void> {
    try {
      await this.page(undefined, 1, BACKWARDS);
    } catch (error) {
      const reason = misconfigurationOf(error);
      throw reason === undefined ? error : new EventStoreDbMisconfigured(reason);
    }
  }

  close(): Promise<void> {
    return this.connection.client.dispose();
  }

  private async asked<T>(ask: (client: EventStoreDBClient) => Promise<T>): Promise<T> {
    const { client } = this.connection;
    try {
      return await ask(client);
    } catch (error) {
      if (isRemembered(error)) this.connection.renew(client);
      throw error;
    }
  }

  private readonly next = async (after: number, count: number): Promise<readonly RecordedEvent[]> => {
    const { prefix } = this.connection;
    const page = await this.page(after > 0 ? BigInt(after) : undefined, count + 1, FORWARDS);
    return page
      .filter(({ event, position }) => safe(position) > after && isOurs(event, prefix))
      .slice(0, count)
      .map(({ event, position }) => fromStore(event, prefix, position));
  };

  private readonly named = (stream: string): string => `${this.connection.prefix}${stream}`;

  private async checkOnly(stream: string, expected: number): Promise<AppendResult> {
    const tail = await this.tail(stream);
    const actual = tail?.streamVersion ?? 0;
    if (actual !== expected) return { kind: 'conflict', expected, actual };
    return { kind: 'appended', version: actual, position: tail?.globalPosition ?? 0 };
  }

  private async conflict(stream: string, expected: number, actual: unknown): Promise<AppendResult> {
    if (typeof actual === 'bigint') return { kind: 'conflict', expected, actual: Number(actual) + 1 };
    if (actual === NO_STREAM) return { kind: 'conflict', expected, actual: 0 };
    return { kind: 'conflict', expected, actual: (await this.tail(stream))?.streamVersion ?? 0 };
  }

  private async tail(stream: string): Promise<RecordedEvent | undefined> {
    const [last] = await this.streamPage(stream, END, 1, BACKWARDS);
    return last;
  }

  private async forwards(stream: string, after: number, limit: number): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    while (events.length < limit) {
      const count = Math.min(PAGE, limit - events.length);
      const page = await this.streamPage(stream, BigInt(after + events.length), count, FORWARDS);
      events.push(...page);
      if (page.length < count) break;
    }
    return events;
  }

  private async backwards(stream: string, before: number, limit: number): Promise<readonly RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for (let next = before - 1; next > 0 && events.length < limit; next = (events.at(-1)?.streamVersion ?? 1) - 1) {
      const count = Math.min(PAGE, limit - events.length);
      const page = await this.streamPage(stream, BigInt(next - 1), count, BACKWARDS);
      if (page.length === 0) break;
      events.push(...page);
    }
    return events;
  }

  private streamPage(
    stream: string,
    fromRevision: bigint | typeof END,
    maxCount: number,
    direction: typeof FORWARDS | typeof BACKWARDS,
  ): Promise<readonly RecordedEvent[]> {
    const { prefix, deadlineMs: deadline } = this.connection;
    return reading(async () => {
      const { client } = this.connection;
      const events: RecordedEvent[] = [];
      try {
        const options = { fromRevision, maxCount, direction, deadline, requiresLeader: true };
        for await (const { event, commitPosition } of client.readStream(this.named(stream), options)) {
          if (event === undefined) continue;
          const position = event.position?.commit ?? commitPosition;
          if (position === undefined) throw new Error('The server does not tell positions: it is older than 22.6');
          events.push(fromStore(event, prefix, position));
        }
      } catch (error) {
        if (!isStreamNotFound(error)) throw error;
      }
      return events;
    }, deadline);
  }

  /** A page of the whole database, from a position on, which it includes; all but links, which we do not write. */
  private page(from: bigint | undefined, maxCount: number, direction: typeof FORWARDS | typeof BACKWARDS) {
    const { deadlineMs: deadline } = this.connection;
    const start = direction === FORWARDS ? START : END;
    const fromPosition = from === undefined ? start : { commit: from, prepare: from };
    return reading(async () => {
      const { client } = this.connection;
      const page = [];
      for await (const { event } of client.readAll({
        fromPosition,
        maxCount,
        direction,
        deadline,
        requiresLeader: true,
      }))
        if (event !== undefined) page.push({ event, position: event.position.commit });
      return page;
    }, deadline);
  }
}
