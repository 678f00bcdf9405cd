import type { DatabaseSync } from 'node:sqlite';
import { Unavailable } from '../../application/ports/unavailable.js';
import type { Durability } from './database.js';
import { GroupCommit } from './group-commit.js';
import { transactionsOf } from './transaction.js';
import type { Transaction } from './transaction.js';
import { unavailableIfSqlite, whenFree } from './when-free.js';

/**
 * What a power loss may undo. `lasting`: nothing, it is on the disk when the promise resolves; for what withdraws a
 * right or promises an act. `soon`: perhaps, if the power fails within moments. A crash of the process undoes neither.
 */
export type Keeping = 'lasting' | 'soon';

interface Operation {
  readonly keeping: Keeping;
  readonly run: () => unknown;
}

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

const PORT = 'state';
const GROUP_LIMITS = { items: 500, weight: 500 };
const ONE = { items: 1, weight: 1 };

/**
 * Writes to the state file, those of one turn of the event loop as one transaction: a commit costs the same for one as
 * for a hundred. Callers are answered after the commit. An operation reads what it decides on inside `run`, may run
 * twice, and touches nothing but the database.
 */
export class StateWriter {
  readonly #transaction: Transaction;
  readonly #group: GroupCommit<Operation, Outcome>;
  #synchronous: Durability;

  constructor(
    private readonly db: DatabaseSync,
    /** What the file was opened with; under `full` every write is lasting. */
    private readonly durability: Durability,
  ) {
    this.#transaction = transactionsOf(db);
    this.#group = new GroupCommit<Operation, Outcome>(GROUP_LIMITS, (group) =>
      whenFree(PORT, () => this.#commit(group)),
    );
    this.#synchronous = durability;
  }

  async write<T>(keeping: Keeping, run: () => T): Promise<T> {
    if (!this.db.isOpen) throw new Unavailable(PORT);
    const outcome = await this.#group.add({ keeping, run }, ONE);
    if (!outcome.ok) throw outcome.error;
    return outcome.value as T;
  }

  /** Sees every write that was answered. */
  read<T>(run: () => T): Promise<T> {
    return whenFree(PORT, run);
  }

  /** Commits what is queued and closes the file. */
  close(): void {
    if (!this.db.isOpen) return;
    this.#group.flush((group) => {
      try {
        return this.#commit(group);
      } catch (error) {
        throw unavailableIfSqlite(PORT, error);
      }
    });
    this.db.close();
  }

  #commit(group: readonly Operation[]): readonly Outcome[] {
    this.#setSynchronous(group.some(({ keeping }) => keeping === 'lasting') ? 'full' : this.durability);
    let failed: Operation | undefined;
    try {
      return this.#transaction(() =>
        group.map((operation) => {
          failed = operation;
          const value = operation.run();
          failed = undefined;
          return { ok: true, value };
        }),
      );
    } catch (error) {
      if (failed === undefined) throw error;
      // One operation failed, not the commit: the others shall not fail with it.
      return group.map((operation) => this.#alone(operation));
    }
  }

  #alone({ run }: Operation): Outcome {
    try {
      return { ok: true, value: this.#transaction(run) };
    } catch (error) {
      return { ok: false, error: unavailableIfSqlite(PORT, error) };
    }
  }

  /** SQLite takes this between transactions only, and a commit under FULL also secures the earlier ones. */
  #setSynchronous(wanted: Durability): void {
    if (wanted === this.#synchronous) return;
    this.db.exec(`PRAGMA synchronous = ${wanted === 'full' ? 'FULL' : 'NORMAL'}`);
    this.#synchronous = wanted;
  }
}
