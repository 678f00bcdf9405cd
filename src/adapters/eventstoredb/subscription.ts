import {
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  excludeSystemEvents,
  START,
  streamNameFilter,
} from '@eventstore/db-client';
import { Observable, type Subscriber } from 'rxjs';
import type { RecordedEvent } from '../../application/ports/event-store.port.js';
import { Unavailable } from '../../application/ports/unavailable.js';
import type { Connection } from './connection.js';
import { isUnanswered } from './failures.js';
import { fromStore, isOurs, safe } from './stored-event.js';

const BATCH = 500;

/** What is asked of the store besides its subscriptions. */
interface Log {
  head(): Promise<number>;
  /** What is ours of the next so many events of the database. */
  next(after: number, count: number): Promise<readonly RecordedEvent[]>;
}

/**
 * What is there already is read in whole batches, as long as it is ours; then the server's subscription, kept alive: one that breaks, ends, or
 * stays silent while the log goes on is opened again after the last event handed on, so that a subscriber sees no gap and
 * nothing twice. Reading first matters to who takes one batch a time: a subscription would begin with an event or two.
 */
export const followStore = (
  connection: Connection,
  log: Log,
  after: number,
  batchSize = BATCH,
): Observable<readonly RecordedEvent[]> =>
  new Observable((subscriber) => {
    const following = new Following(connection, log, subscriber, after, batchSize);
    void following.catchUp();
    return () => following.stop();
  });

class Following {
  private subscription: AllStreamSubscription | undefined;
  private wait: NodeJS.Timeout | undefined;
  private pulse: NodeJS.Timeout | undefined;
  private stopped = false;
  private batch: RecordedEvent[] = [];
  private waitMs: number;
  /** Since when every attempt has failed. */
  private goneSince: number | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly log: Log,
    private readonly subscriber: Subscriber<readonly RecordedEvent[]>,
    private position: number,
    private readonly batchSize: number,
  ) {
    this.waitMs = connection.subscriptions.firstWaitMs;
  }

  async catchUp(): Promise<void> {
    try {
      for (;;) {
        const events = await this.log.next(this.position, this.batchSize);
        if (this.stopped) return;
        this.heard();
        const last = events.at(-1);
        // Nothing there, or what others wrote: the server's filter passes over that better.
        if (last === undefined) return this.open();
        this.position = last.globalPosition;
        this.subscriber.next(events);
        if (this.stopped) return;
      }
    } catch (error) {
      if (!this.stopped) this.later(error);
    }
  }

  private open(): void {
    const { client, prefix } = this.connection;
    const at = BigInt(this.position);
    const subscription = client.subscribeToAll(
      {
        fromPosition: this.position > 0 ? { commit: at, prepare: at } : START,
        filter: prefix === '' ? excludeSystemEvents() : streamNameFilter({ prefixes: [prefix] }),
      },
      { highWaterMark: this.batchSize },
    );
    this.subscription = subscription;
    subscription.on('confirmation', () => this.heard());
    subscription.on('data', (resolved: AllStreamResolvedEvent) => this.take(subscription, resolved));
    subscription.once('error', (error: Error) => this.again(subscription, error));
    subscription.once('end', () => this.again(subscription));
    this.pulse = setInterval(() => void this.check(subscription), this.connection.subscriptions.silenceMs);
    this.pulse.unref();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.wait);
    this.drop();
  }

  private heard(): void {
    this.goneSince = undefined;
    this.waitMs = this.connection.subscriptions.firstWaitMs;
  }

  /** What came in one turn makes a batch; what a slow subscriber leaves waits at the server. */
  private take(subscription: AllStreamSubscription, { event }: AllStreamResolvedEvent): void {
    if (this.stopped || subscription !== this.subscription) return;
    this.heard();
    if (event === undefined || !isOurs(event, this.connection.prefix)) return;
    const { commit } = event.position;
    if (safe(commit) <= (this.batch.at(-1)?.globalPosition ?? this.position)) return;
    try {
      this.batch.push(fromStore(event, this.connection.prefix, commit));
    } catch (error) {
      return this.fail(error);
    }
    if (this.batch.length >= this.batchSize) this.handOn();
    else if (this.batch.length === 1) setImmediate(() => this.handOn());
  }

  private handOn(): void {
    const { batch } = this;
    if (this.stopped || batch.length === 0) return;
    this.batch = [];
    this.position = batch.at(-1)?.globalPosition ?? this.position;
    this.subscriber.next(batch);
  }

  /** Silent and behind: the connection is dead without saying so. */
  private async check(subscription: AllStreamSubscription): Promise<void> {
    const before = this.position;
    try {
      const behind = (await this.log.head()) > before;
      if (!this.stopped && subscription === this.subscription && behind && this.position === before)
        this.again(subscription);
      else this.goneSince = undefined;
    } catch (error) {
      if (!isUnanswered(error) && !(error instanceof Unavailable)) this.fail(error);
      else this.again(subscription, error);
    }
  }

  private again(subscription: AllStreamSubscription, error?: unknown): void {
    if (this.stopped || subscription !== this.subscription) return;
    this.drop();
    this.later(error);
  }

  private later(error: unknown): void {
    if (error !== undefined && !isUnanswered(error) && !(error instanceof Unavailable)) return this.fail(error);
    const { goneAfterMs, longestWaitMs } = this.connection.subscriptions;
    this.goneSince ??= performance.now();
    if (performance.now() - this.goneSince > goneAfterMs)
      return this.fail(new Unavailable('eventStore', longestWaitMs, { cause: error }));
    this.wait = setTimeout(() => void this.catchUp(), this.waitMs);
    this.wait.unref();
    this.waitMs = Math.min(this.waitMs * 2, longestWaitMs);
  }

  private drop(): void {
    clearInterval(this.pulse);
    const dropped = this.subscription;
    this.subscription = undefined;
    if (dropped === undefined) return;
    dropped.removeAllListeners('data');
    dropped.on('error', () => undefined);
    dropped.unsubscribe().catch(() => undefined);
  }

  private fail(error: unknown): void {
    this.stop();
    this.subscriber.error(error);
  }
}
