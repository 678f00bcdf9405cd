import {
  BehaviorSubject,
  defer,
  filter,
  firstValueFrom,
  map,
  type Observable,
  race,
  retry,
  type Subscription,
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
 * it was read at, so a second projector of the same name can neither skip nor repeat.
 */
export class Projector {
  private subscription: Subscription | undefined;
  /** The position up to which everything is applied, as far as this projector knows. */
  private readonly applied = new BehaviorSubject(0);
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
    }
    this.applied.next(await this.liveCheckpoint());
    this.subscription = defer(() => inOrder(this.store, this.applied.value, (batch) => this.work(batch), BATCH))
      .pipe(retry({ delay: (error: unknown) => this.pause(error, retryMs) }))
      .subscribe();
  }

  /** Resolves when the batch under way is applied, or has failed. */
  async stop(): Promise<void> {
    this.subscription?.unsubscribe();
    this.subscription = undefined;
    await this.working.catch(() => undefined);
  }

  /** How far the live generation is, and how far the log. */
  async progress(): Promise<RebuildProgress> {
    return { projection: this.name, position: await this.liveCheckpoint(), head: await this.store.head() };
  }

  /** Resolves once everything up to `position` is applied; false when that took longer than `limit`. */
  reached(position: number, limit: Duration): Promise<boolean> {
    const applied = this.applied.pipe(
      filter((upTo) => upTo >= position),
      map(() => true),
    );
    return firstValueFrom(race(applied, timer(limit).pipe(map(() => false))));
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

  private pause(error: unknown, ms: number): Observable<unknown> {
    this.onError(error);
    return timer(ms);
  }

  private work(batch: readonly RecordedEvent[]): Promise<void> {
    this.working = this.follow(batch);
    return this.working;
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
