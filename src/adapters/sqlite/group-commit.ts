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

/**
 * Many callers, one commit. What is added in one turn of the event loop is handed over together, and every caller is
 * answered when the whole group is durable: the disk is waited for once a group instead of once a caller.
 */
export class GroupCommit<Item, Result> {
  readonly #queue: Waiting<Item, Result>[] = [];
  #isRunning = false;

  constructor(
    private readonly limits: GroupLimits,
    /** One result an item, in order. When it rejects, all callers of the group are rejected. */
    private readonly commit: (items: readonly Item[]) => Promise<readonly Result[]>,
  ) {}

  add(item: Item, size: { readonly items: number; readonly weight: number }): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ item, size, resolve, reject });
      if (this.#isRunning) return;
      this.#isRunning = true;
      setImmediate(() => void this.#run());
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

  async #run(): Promise<void> {
    if (this.#queue.length === 0) {
      this.#isRunning = false;
      return;
    }
    const group = this.#takeGroup();
    try {
      answer(group, await this.commit(group.map(({ item }) => item)));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    // The answered callers go first: what they add now belongs to the next group.
    setImmediate(() => void this.#run());
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
