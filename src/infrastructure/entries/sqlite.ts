/**
 * Everything the core keeps, in one directory of SQLite files (`openEmbedded`), or store by store. Needs Node 24 or newer,
 * for `node:sqlite`.
 */
export { captchaOff } from '../../adapters/crypto/captcha-off.js';
export type { Durability } from '../../adapters/sqlite/database.js';
export type { ImportedEvent, ImportResult } from '../../adapters/sqlite/event-import.js';
export {
  openSqliteEventStore,
  type SqliteEventStore,
  type SqliteEventStoreOptions,
} from '../../adapters/sqlite/event-store.js';
export {
  openSqliteEvidenceStore,
  type SqliteEvidenceStore,
  type SqliteEvidenceStoreOptions,
} from '../../adapters/sqlite/evidence-store.js';
export {
  openSqliteReadModels,
  type SqliteReadModels,
  type SqliteReadModelsOptions,
} from '../../adapters/sqlite/read-models.js';
export {
  openSqliteSecretVault,
  type SqliteSecretVault,
  type SqliteSecretVaultOptions,
} from '../../adapters/sqlite/secret-vault.js';
export {
  openSqliteSnapshots,
  type SqliteSnapshots,
  type SqliteSnapshotsOptions,
} from '../../adapters/sqlite/snapshots.js';
export { openSqliteState, type SqliteState, type SqliteStateOptions } from '../../adapters/sqlite/state.js';
export {
  openSqliteSubjectKeys,
  type SqliteSubjectKeys,
  type SqliteSubjectKeysOptions,
} from '../../adapters/sqlite/subject-keys.js';
export { openEmbedded, type EmbeddedOptions } from '../embedded.js';
export type { OpenedStorage } from '../storage.js';
