import type { DatabaseSync } from 'node:sqlite';
import { Unavailable } from '../../application/ports/unavailable.js';
import { GroupCommit } from './group-commit.js';
import { transactionsOf } from './transaction.js';
import { unavailableIfSqlite, whenFree } from './when-free.js';

const GROUP_LIMITS = { items: 500, weight: 500 };
const ONE = { items: 1, weight: 1 };

/** Writes of one kind, those of one turn of the event loop as one transaction; callers are answered after its commit. */
export class GroupedWrites<Item, Result> {
  readonly #writeAll: (items: readonly Item[]) => readonly Result[];
  readonly #group: GroupCommit<Item, Result>;

  /** `write` decides on what it reads itself, and may run twice. */
  constructor(
    private readonly db: DatabaseSync,
    private readonly port: string,
    write: (item: Item) => Result,
  ) {
    const transaction = transactionsOf(db);
    this.#writeAll = (items) => transaction(() => items.map(write));
    this.#group = new GroupCommit(GROUP_LIMITS, (items) => whenFree(port, () => this.#writeAll(items)));
  }

  async add(item: Item): Promise<Result> {
    if (!this.db.isOpen) throw new Unavailable(this.port);
    return this.#group.add(item, ONE);
  }

  /** Commits what is queued and closes the file. */
  close(): void {
    if (!this.db.isOpen) return;
    this.#group.flush((items) => {
      try {
        return this.#writeAll(items);
      } catch (error) {
        throw unavailableIfSqlite(this.port, error);
      }
    });
    this.db.close();
  }
}
