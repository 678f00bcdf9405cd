import {
  BehaviorSubject,
  defer,
  exhaustMap,
  filter,
  firstValueFrom,
  interval,
  map,
  merge,
  type Observable,
  race,
  retry,
  type Subscription,
  switchMap,
  timer,
} from 'rxjs';
import type { Duration } from '../../domain/kernel/instant.js';
import type { DomainEvent } from '../ports/event-codec.port.js';
import type { EventStore, RecordedEvent } from '../ports/event-store.port.js';
import type { JsonObject } from '../ports/json.js';
import type { ReadModelChange, ReadModels } from '../ports/read-models.port.js';
import type { Ledger } from '../ledger/ledger.js';
import { inOrder } from '../subscriptions/in-order.js';
import type { Projection } from './projection.js';

const BATCH = 500;
/** How often a reader that waits looks at how far another process is, in milliseconds. */
const LOOK_MS = 25;
/** How often it is looked whether the rows are still there, in milliseconds: nothing tells of a store that was emptied. */
const WATCH_MS = 1_000;

export interface RebuildProgress {
  readonly projection: string;
  readonly position: number;
  readonly head: number;
}

/** The event's name without its version: `Registered.v2` -> `Registered`. */
const nameOf = (storedType: string): string => storedType.slice(0, storedType.lastIndexOf('.'));

const rowKey = (collection: string, key: string, sort = ''): string => JSON.stringify([collection, key, sort]);
/** Whatever rows of the batch it finds: a trim is moved to the end. */
const changeKey = (change: ReadModelChange): string =>
  change.kind === 'trim'
    ? JSON.stringify([change.collection, change.key])
    : rowKey(change.collection, change.key, change.sort);

/**
 * Keeps one projection caught up with the log: a batch's rows and the checkpoint change in one step, from the checkpoint
 * it was read at, so a second projector of the same name can neither skip nor repeat. A store that lost its rows, and with
 * them the checkpoint, is filled again by itself, beside what readers see; until then they wait.
 */
export class Projector {
  private subscription: Subscription | undefined;
  /** The position up to which everything is applied, as far as this projector knows. */
  private readonly applied = new BehaviorSubject(0);
  /** The furthest position that a reader here has seen applied: none sees less afterwards. */
  private seen = 0;
  private isFollowing = false;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly projection: Projection,
    private readonly store: EventStore,
    private readonly ledger: Ledger,
    private readonly readModels: ReadModels,
    private readonly onError: (error: unknown) => void,
  ) {}

  get name(): string {
    return this.projection.name;
  }

  /**
   * Catches up, then follows the log until stopped. A failure is reported and following starts again after a pause. A
   * checkpoint beyond the end of the log (an older backup of the log came back) has the projection rebuilt first.
   */
  async start(retryMs = 1_000): Promise<void> {
    const { name } = this.projection;
    const head = await this.store.head();
    if ((await this.liveCheckpoint()) > head) {
      this.onError(new Error(`Projection ${name} is ahead of the log, as after a restored backup; it is rebuilt`));
      await this.rebuild(() => undefined);
      this.seen = 0;
    }
    this.applied.next(await this.liveCheckpoint());
    this.isFollowing = true;
    const following = defer(() => this.inTurn(() => this.begin())).pipe(
      switchMap((from) => inOrder(this.store, from, (batch) => this.inTurn(() => this.follow(batch)), BATCH)),
    );
    const watching = interval(WATCH_MS).pipe(exhaustMap(() => this.inTurn(() => this.watch())));
    this.subscription = merge(following, watching)
      .pipe(retry({ delay: (error: unknown) => this.pause(error, retryMs) }))
      .subscribe();
  }

  /** Resolves when the batch under way is applied, or has failed. */
  async stop(): Promise<void> {
    this.isFollowing = false;
    this.subscription?.unsubscribe();
    this.subscription = undefined;
    await this.working;
  }

  /** How far the live generation is, and how far the log. */
  async progress(): Promise<RebuildProgress> {
    return { projection: this.name, position: await this.liveCheckpoint(), head: await this.store.head() };
  }

  /**
   * Resolves once everything up to `position` is applied, here or elsewhere, and all that a reader here has seen before;
   * false when that took longer than `limit`. What was never filled, over a log with events, is not there to be read.
   * Rejects when the store does not answer.
   */
  reached(position: number, limit: Duration): Promise<boolean> {
    const looks = merge(this.applied, interval(LOOK_MS)).pipe(exhaustMap(() => this.isAt(position)));
    return firstValueFrom(race(looks.pipe(filter(Boolean)), timer(limit).pipe(map(() => false))));
  }

  /**
   * Builds a new generation beside the live one, switches to it when it has caught up, and then reads what came in
   * between: whoever follows the log applied that to the generation before.
   */
  async rebuild(onProgress: (progress: RebuildProgress) => void): Promise<void> {
    const { name } = this.projection;
    const live = await this.readModels.liveGeneration(name);
    const generation = live + 1;
    await this.readModels.drop(name, generation);
    let position = 0;
    for (;;) {
      const head = await this.store.head();
      const slice = await this.store.readAll(position, BATCH);
      if (slice.events.length === 0) break;
      if (!(await this.applyBatch(generation, position, slice.events)))
        throw new Error(`Another rebuild of ${name} is running`);
      position = slice.next;
      onProgress({ projection: name, position, head: Math.max(head, position) });
    }
    await this.readModels.goLive(name, generation);
    await this.applyUpTo(await this.store.head());
  }

  private async isAt(position: number): Promise<boolean> {
    const at = await this.liveCheckpoint();
    if (at < Math.max(position, this.seen) || (at === 0 && (await this.store.head()) > 0)) return false;
    this.seen = Math.max(at, this.seen);
    return true;
  }

  private pause(error: unknown, ms: number): Observable<unknown> {
    this.onError(error);
    return timer(ms);
  }

  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.working.then(act);
    this.working = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  /** Where following begins. */
  private async begin(): Promise<number> {
    if (this.applied.value === 0) await this.fill();
    this.applied.next(await this.liveCheckpoint());
    return this.applied.value;
  }

  /**
   * Builds the rows of a long log beside an empty live generation, together with whoever else does so, and makes them
   * live: nobody reads a part of them. False where a batch is all there is, or following ended.
   */
  private async fill(): Promise<boolean> {
    const { name } = this.projection;
    if ((await this.store.readAll(0, BATCH)).events.length < BATCH) return false;
    const live = await this.readModels.liveGeneration(name);
    while (this.isFollowing) {
      if ((await this.liveCheckpoint()) > 0) return true;
      const from = await this.readModels.checkpoint(name, live + 1);
      const { events } = await this.store.readAll(from, BATCH);
      if (events.length > 0) await this.applyBatch(live + 1, from, events);
      else await this.readModels.goLive(name, live + 1);
    }
    return false;
  }

  private async watch(): Promise<void> {
    const { value } = this.applied;
    if ((await this.liveCheckpoint()) < value) await this.applyUpTo(value);
  }

  private async follow(batch: readonly RecordedEvent[]): Promise<void> {
    const end = batch.at(-1)?.globalPosition ?? this.applied.value;
    await this.applyUpTo(end, batch);
    this.applied.next(Math.max(end, this.applied.value));
  }

  /**
   * Applies a batch from where the live generation stands. That is where the last batch ended, unless a rebuilt
   * generation went live meanwhile: what it has not seen is then read again.
   */
  private async applyUpTo(end: number, batch?: readonly RecordedEvent[]): Promise<void> {
    for (;;) {
      const generation = await this.readModels.liveGeneration(this.projection.name);
      const checkpoint = await this.readModels.checkpoint(this.projection.name, generation);
      if (checkpoint >= end) return;
      if (checkpoint === 0 && (await this.fill())) continue;
      if (checkpoint === 0 && !this.isFollowing) return;
      const isNext = batch !== undefined && checkpoint === this.applied.value;
      await this.applyBatch(
        generation,
        checkpoint,
        isNext ? batch : (await this.store.readAll(checkpoint, BATCH)).events,
      );
    }
  }

  private async liveCheckpoint(): Promise<number> {
    const { name } = this.projection;
    return this.readModels.checkpoint(name, await this.readModels.liveGeneration(name));
  }

  private async applyBatch(generation: number, checkpoint: number, events: readonly RecordedEvent[]): Promise<boolean> {
    const { name, handles } = this.projection;
    const pending = new Map<string, ReadModelChange>();
    const read = async (collection: string, key: string, sort?: string): Promise<JsonObject | undefined> => {
      const change = pending.get(rowKey(collection, key, sort));
      if (change !== undefined) return change.kind === 'put' ? change.document : undefined;
      return this.readModels.getIn(name, generation, collection, key, sort);
    };
    for (const recorded of events) {
      if (!handles.has(nameOf(recorded.type) as DomainEvent['type'])) continue;
      const changes = await this.projection.apply(this.ledger.entry(recorded), read);
      for (const change of changes) {
        pending.delete(changeKey(change));
        pending.set(changeKey(change), change);
      }
    }
    const to = events.at(-1)?.globalPosition ?? checkpoint;
    return this.readModels.apply(name, generation, checkpoint, to, [...pending.values()]);
  }
}
