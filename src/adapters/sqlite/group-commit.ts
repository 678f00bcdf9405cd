import { nextTick } from 'node:process';
import { setImmediate } from 'node:timers';

export interface GroupLimits {
  readonly items: number;
  readonly weight: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly size: { readonly items: number; readonly weight: number };
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** Commits of a lone caller between two turns of the event loop; more would keep timers and sockets waiting. */
const EARLY_COMMITS = 8;

/**
 * Many callers, one commit. What is added in one turn of the event loop is handed over together, and every caller is
 * answered when the whole group is durable: the disk is waited for once a group instead of once a caller.
 *
 * A caller that was alone in its turn need not wait for the next one: some commits begin as soon as the code that runs
 * now, with all it had promised, is done.
 */
export class GroupCommit<Item, Result> {
  readonly #queue: Waiting<Item, Result>[] = [];
  #isScheduled = false;
  #early = 0;

  constructor(
    private readonly limits: GroupLimits,
    /** One result an item, in order. When it fails, all callers of the group are rejected. */
    private readonly commit: (items: readonly Item[]) => readonly Result[] | Promise<readonly Result[]>,
  ) {}

  add(item: Item, size: { readonly items: number; readonly weight: number }): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ item, size, resolve, reject });
      if (!this.#isScheduled) this.#schedule();
    });
  }

  /** Hands over what is queued, group after group, without waiting for the next turn. */
  flush(commitNow: (items: readonly Item[]) => readonly Result[]): void {
    while (this.#queue.length > 0) {
      const group = this.#takeGroup();
      try {
        answer(group, commitNow(group.map(({ item }) => item)));
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
  }

  #schedule(): void {
    this.#isScheduled = true;
    if (this.#early > 0) {
      this.#early -= 1;
      nextTick(() => void this.#run());
    } else {
      setImmediate(() => {
        this.#early = this.#queue.length === 1 ? EARLY_COMMITS : 0;
        void this.#run();
      });
    }
  }

  async #run(): Promise<void> {
    if (this.#queue.length > 0) await this.#commitGroup(this.#takeGroup());
    // The answered callers go first: what they add now belongs to the next group.
    this.#isScheduled = false;
    if (this.#queue.length > 0) this.#schedule();
  }

  async #commitGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const committed = this.commit(group.map(({ item }) => item));
      answer(group, committed instanceof Promise ? await committed : committed);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  /** As many as the limits allow, but always one. */
  #takeGroup(): Waiting<Item, Result>[] {
    let items = 0;
    let weight = 0;
    let count = 0;
    for (const { size } of this.#queue) {
      items += size.items;
      weight += size.weight;
      if (count > 0 && (items > this.limits.items || weight > this.limits.weight)) break;
      count += 1;
    }
    return this.#queue.splice(0, count);
  }
}

function answer<Item, Result>(group: readonly Waiting<Item, Result>[], results: readonly Result[]): void {
  group.forEach(({ resolve }, index) => resolve(results[index] as Result));
}
