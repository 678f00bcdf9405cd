import { setImmediate } from 'node:timers/promises';
import { Unavailable } from '../../application/ports/unavailable.js';
import type { AppendResult, EventStore } from '../../application/ports/event-store.port.js';
import type { Clock } from '../../application/ports/clock.port.js';
import { followLog } from '../../application/subscriptions/follow-log.js';
import { CommitWatch } from './commit-watch.js';
import { openDatabase } from './database.js';
import type { Durability } from './database.js';
import { importPage, importPages } from './event-import.js';
import type { ImportedEvent, ImportResult } from './event-import.js';
import { EventReader } from './event-reader.js';
import { encodeEvent, storableText } from './event-rows.js';
import { eventTables } from './event-tables.js';
import { EventWriter } from './event-writer.js';
import type { PendingAppend } from './event-writer.js';
import { GroupCommit } from './group-commit.js';
import { transactionsOf } from './transaction.js';
import { unavailableIfSqlite, whenFree } from './when-free.js';

export interface SqliteEventStoreOptions {
  /** A file of its own for events, or `:memory:`. Several processes may open the same file. */
  readonly path: string;
  readonly clock: Clock;
  /** Default `full`: what was acknowledged survives a power failure. */
  readonly durability?: Durability;
}

export interface SqliteEventStore extends EventStore {
  /**
   * Copies events of another store or a backup, 1,000 a transaction, each stream in its order. What is there already
   * (same id at the same version) is passed over, so that a broken import can be run again; anything else that does
   * not continue its stream rejects with a RangeError, and its page is not written.
   */
  importEvents(events: Iterable<ImportedEvent> | AsyncIterable<ImportedEvent>): Promise<ImportResult>;
  /** Commits what is queued and closes the file. Live subscriptions end with `Unavailable`. */
  close(): void;
}

const PORT = 'eventStore';
const GROUP_LIMITS = { items: 1_000, weight: 1_000_000 };

/**
 * The event store on one SQLite file. Appends of one turn of the event loop are committed together and answered after
 * COMMIT; a conflict fails only its own caller. When the file cannot be written, or another process holds it for more
 * than ten seconds, calls reject with `Unavailable`.
 */
export function openSqliteEventStore({ path, clock, durability = 'full' }: SqliteEventStoreOptions): SqliteEventStore {
  const db = openDatabase({ path, durability, busyTimeoutMs: 0, component: 'events', migrations: eventTables });
  const transaction = transactionsOf(db);
  const reader = new EventReader(db);
  const writer = new EventWriter(db, reader, clock);
  const watch = new CommitWatch(db);

  const commitNow = (group: readonly PendingAppend[]): readonly AppendResult[] =>
    transaction(() => writer.appendGroup(group));
  const group = new GroupCommit<PendingAppend, AppendResult>(GROUP_LIMITS, async (appends) => {
    const results = await whenFree(PORT, () => commitNow(appends));
    watch.notify();
    return results;
  });

  const readAll = (after: number, limit: number) => whenFree(PORT, () => reader.readAll(after, limit));
  const log = {
    readAll,
    onCommit: (listener: () => void) => watch.onCommit(listener),
    turn: () => setImmediate(),
  };

  return {
    async append(stream, expected, events) {
      if (!db.isOpen) throw new Unavailable(PORT);
      const append = { stream: storableText('stream', stream), expected, events: events.map(encodeEvent) };
      return group.add(append, { items: events.length, weight: weightOf(append) });
    },
    readStream: (stream, options = {}) => whenFree(PORT, () => reader.readStream(stream, options)),
    readAll,
    head: () => whenFree(PORT, () => reader.head()),
    subscribe: (after, batchSize) => followLog(log, after, batchSize),

    async importEvents(events) {
      let imported = 0;
      let present = 0;
      for await (const page of importPages(events)) {
        const result = await whenFree(PORT, () => transaction(() => importPage(writer, reader, page)));
        imported += result.imported;
        present += result.present;
        watch.notify();
        await setImmediate();
      }
      return { imported, present };
    },

    close() {
      if (!db.isOpen) return;
      group.flush((appends) => {
        try {
          return commitNow(appends);
        } catch (error) {
          throw unavailableIfSqlite(PORT, error);
        }
      });
      db.close();
      watch.end();
    },
  };
}

const weightOf = ({ events }: PendingAppend): number =>
  events.reduce((sum, { data, meta }) => sum + data.length + meta.length, 0);
