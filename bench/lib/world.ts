import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { SqliteEventStore } from '../../src/adapters/sqlite/event-store.js';
import type { StoragePorts } from '../../src/application/composition/ports.js';
import { Ledger } from '../../src/application/ledger/ledger.js';
import { openEmbedded } from '../../src/infrastructure/embedded.js';

/** The embedded stores, each in its file and sealing for real, without the use cases. */
export interface World {
  readonly storage: StoragePorts;
  readonly store: SqliteEventStore;
  readonly ledger: Ledger;
  /** The stored text of events, page by page as it lies in the file: what any reader has to parse. */
  texts(pageSize: number): Generator<readonly StoredText[]>;
  close(): void;
}

export type StoredText = readonly [data: string, meta: string];

export function openWorld(directory: string): World {
  const opened = openEmbedded({ directory });
  const { storage } = opened;
  return {
    storage,
    store: storage.eventStore as SqliteEventStore,
    ledger: new Ledger(storage.eventStore, storage.codec, storage.ids, storage.clock),
    *texts(pageSize) {
      const db = new DatabaseSync(join(directory, 'events.sqlite'), { readOnly: true });
      const page = db.prepare('SELECT data, meta FROM events WHERE position > ? ORDER BY position LIMIT ?');
      page.setReturnArrays(true);
      try {
        for (let after = 0; ; after += pageSize) {
          const rows = page.all(after, pageSize) as unknown as StoredText[];
          if (rows.length === 0) return;
          yield rows;
        }
      } finally {
        db.close();
      }
    },
    close: () => opened.close(),
  };
}

export function parseAll(texts: readonly StoredText[]): void {
  for (const [data, meta] of texts) {
    JSON.parse(data);
    JSON.parse(meta);
  }
}
