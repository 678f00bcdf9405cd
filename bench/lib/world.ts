import { join } from 'node:path';
import { freshKeyringRecord, parseKeyring } from '../../src/adapters/crypto/keyring.js';
import { makeIds } from '../../src/adapters/crypto/ids.js';
import { makeLocalMasterKey } from '../../src/adapters/crypto/local-master-key.js';
import { makePersonalData } from '../../src/adapters/crypto/personal-data.js';
import { systemClock } from '../../src/adapters/crypto/system-clock.js';
import { makeEventCodec } from '../../src/adapters/event-codec/codec.js';
import { MemorySubjectKeys } from '../../src/adapters/memory/subject-keys.js';
import { openSqliteEventStore, type SqliteEventStore } from '../../src/adapters/sqlite/event-store.js';
import { openSqliteSnapshots, type SqliteSnapshots } from '../../src/adapters/sqlite/snapshots.js';
import { Accounts } from '../../src/application/ledger/accounts.js';
import { Ledger } from '../../src/application/ledger/ledger.js';
import type { EventCodec } from '../../src/application/ports/event-codec.port.js';
import type { Ids } from '../../src/application/ports/ids.port.js';
import type { PersonalData } from '../../src/application/ports/personal-data.port.js';

/** The embedded event store with a codec that seals for real; only the subject keys stay in memory, to fill logs fast. */
export interface World {
  readonly store: SqliteEventStore;
  readonly snapshots: SqliteSnapshots;
  readonly codec: EventCodec;
  readonly personalData: PersonalData;
  readonly ids: Ids;
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  close(): void;
}

export function openWorld(directory: string): World {
  const keyring = parseKeyring(JSON.stringify(freshKeyringRecord()));
  const store = openSqliteEventStore({ path: join(directory, 'events.sqlite'), clock: systemClock });
  const snapshots = openSqliteSnapshots({ path: join(directory, 'snapshots.sqlite') });
  const personalData = makePersonalData(new MemorySubjectKeys(), makeLocalMasterKey(keyring.masterKeys));
  const codec = makeEventCodec(personalData);
  const ids = makeIds();
  const ledger = new Ledger(store, codec, ids, systemClock);
  return {
    store,
    snapshots,
    codec,
    personalData,
    ids,
    ledger,
    accounts: new Accounts(ledger, snapshots),
    close() {
      store.close();
      snapshots.close();
    },
  };
}
