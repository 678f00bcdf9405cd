import type { Subscription } from 'rxjs';
import { concatMap, from } from 'rxjs';
import type { Duration } from '../../domain/kernel/instant.js';
import type { DomainEvent } from '../ports/event-codec.port.js';
import type { EventStore, RecordedEvent } from '../ports/event-store.port.js';
import type { JsonObject } from '../ports/json.js';
import type { ReadModelChange, ReadModels } from '../ports/read-models.port.js';
import type { Ledger } from '../ledger/ledger.js';
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

/**
 * Keeps one projection caught up with the log: a batch's rows and the checkpoint change in one step, from the checkpoint
 * it was read at, so a second projector of the same name can neither skip nor repeat.
 */
export class Projector {
  private subscription: Subscription | undefined;
  private position = 0;
  private waiting: { readonly position: number; readonly wake: () => void }[] = [];

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

  /** Catches up, then follows the log until stopped. A failure is reported and following starts again after a pause. */
  async start(retryMs = 1_000): Promise<void> {
    const generation = await this.readModels.liveGeneration(this.projection.name);
    this.position = await this.readModels.checkpoint(this.projection.name, generation);
    this.subscription = this.store
      .subscribe(this.position, BATCH)
      .pipe(concatMap((batch) => from(this.follow(batch))))
      .subscribe({
        error: (error: unknown) => {
          this.onError(error);
          this.restart(retryMs);
        },
      });
  }

  stop(): void {
    this.subscription?.unsubscribe();
    this.subscription = undefined;
  }

  /** Resolves once everything up to `position` is applied; false when that took longer than `limit`. */
  async reached(position: number, limit: Duration, sleep: (ms: number) => Promise<void>): Promise<boolean> {
    if (this.position >= position) return true;
    let wake: (() => void) | undefined;
    const woken = new Promise<boolean>((resolve) => {
      wake = () => {
        resolve(true);
      };
      this.waiting.push({ position, wake });
    });
    const result = await Promise.race([woken, sleep(limit).then(() => false)]);
    this.waiting = this.waiting.filter((one) => one.wake !== wake);
    return result;
  }

  /** Builds a new generation beside the live one and switches to it when it has caught up. */
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
  }

  private restart(retryMs: number): void {
    if (this.subscription === undefined) return;
    this.subscription = undefined;
    setTimeout(() => {
      this.start(retryMs).catch(this.onError);
    }, retryMs).unref();
  }

  private async follow(batch: readonly RecordedEvent[]): Promise<void> {
    const { name } = this.projection;
    const generation = await this.readModels.liveGeneration(name);
    const checkpoint = await this.readModels.checkpoint(name, generation);
    const fresh = batch.filter((event) => event.globalPosition > checkpoint);
    if (fresh.length > 0 && !(await this.applyBatch(generation, checkpoint, fresh))) return this.follow(batch);
    this.advance(batch.at(-1)?.globalPosition ?? this.position);
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
      for (const change of changes) pending.set(rowKey(change.collection, change.key, change.sort), change);
    }
    const to = events.at(-1)?.globalPosition ?? checkpoint;
    return this.readModels.apply(name, generation, checkpoint, to, [...pending.values()]);
  }

  private advance(position: number): void {
    this.position = Math.max(this.position, position);
    const due = this.waiting.filter((one) => one.position <= this.position);
    this.waiting = this.waiting.filter((one) => one.position > this.position);
    for (const { wake } of due) wake();
  }
}
