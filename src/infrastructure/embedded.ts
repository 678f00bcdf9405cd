import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeAltchaCaptcha } from '../adapters/crypto/altcha-captcha.js';
import { openKeyringFile } from '../adapters/crypto/keyring-file.js';
import { systemClock } from '../adapters/crypto/system-clock.js';
import type { Durability } from '../adapters/sqlite/database.js';
import { openSqliteEvidenceStore } from '../adapters/sqlite/evidence-store.js';
import { openSqliteEventStore } from '../adapters/sqlite/event-store.js';
import { openSqliteReadModels } from '../adapters/sqlite/read-models.js';
import { openSqliteSecretVault } from '../adapters/sqlite/secret-vault.js';
import { openSqliteSnapshots } from '../adapters/sqlite/snapshots.js';
import { openSqliteState } from '../adapters/sqlite/state.js';
import { openSqliteSubjectKeys } from '../adapters/sqlite/subject-keys.js';
import type { Clock } from '../application/ports/clock.port.js';
import type { PasswordHasher } from '../application/ports/password-hasher.port.js';
import { holdPeppersToClaims } from './pepper-checks.js';
import { type OpenedStorage, storageOver } from './storage.js';

export interface EmbeddedOptions {
  /** Where the files lie; made if absent. Several processes may share it. */
  readonly directory: string;
  readonly clock?: Clock;
  /** Of the event store. `full` (default) survives a power failure; `normal` may lose the last commits to one. */
  readonly durability?: Durability;
  /** Default: argon2id. */
  readonly passwordHasher?: PasswordHasher;
}

/**
 * Everything the core keeps, in one directory and without a server: `events.sqlite`, `projections.sqlite`,
 * `snapshots.sqlite`, `evidence.sqlite`, `state.sqlite`, and apart from them, to be backed up apart, `keys.sqlite` (subject keys),
 * `secrets.sqlite` (password hashes) and `keyring.json` (peppers, challenge key and master keys, mode 0600).
 */
export function openEmbedded({
  directory,
  clock = systemClock,
  durability,
  passwordHasher,
}: EmbeddedOptions): OpenedStorage {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = (name: string): string => join(directory, name);
  const keyring = openKeyringFile(file('keyring.json'), {
    dataFiles: [file('events.sqlite'), file('keys.sqlite'), file('secrets.sqlite')],
  });
  holdPeppersToClaims(file('pepper-checks.json'), keyring);
  const opened: { close(): void }[] = [];
  const open = <T extends { close(): void }>(store: T): T => {
    opened.unshift(store);
    return store;
  };
  const close = (): void => {
    for (const store of opened.splice(0)) store.close();
  };
  try {
    const eventStore = open(
      openSqliteEventStore({ path: file('events.sqlite'), clock, ...(durability && { durability }) }),
    );
    const state = open(openSqliteState({ path: file('state.sqlite') }));
    const stores = {
      eventStore,
      snapshots: open(openSqliteSnapshots({ path: file('snapshots.sqlite') })),
      readModels: open(openSqliteReadModels({ path: file('projections.sqlite') })),
      vault: open(openSqliteSecretVault({ path: file('secrets.sqlite') })),
      evidenceStore: open(openSqliteEvidenceStore({ path: file('evidence.sqlite') })),
      challenges: state.challenges,
      rateLimits: state.rateLimits,
      sessions: state.sessions,
      idempotency: state.idempotency,
      outbox: state.outbox,
    };
    const subjectKeys = open(openSqliteSubjectKeys({ path: file('keys.sqlite') }));
    return {
      storage: storageOver(stores, { subjectKeys, keyring, clock, passwordHasher }),
      captcha: () => makeAltchaCaptcha({ key: keyring.captchaKey, rateLimits: stores.rateLimits, clock }),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
