export type { Durability } from './database.js';
export type { ImportedEvent, ImportResult } from './event-import.js';
export { openSqliteEventStore, type SqliteEventStore, type SqliteEventStoreOptions } from './event-store.js';
export { openSqliteReadModels, type SqliteReadModels, type SqliteReadModelsOptions } from './read-models.js';
export { openSqliteSnapshots, type SqliteSnapshots, type SqliteSnapshotsOptions } from './snapshots.js';
export { openSqliteState, type SqliteState, type SqliteStateOptions } from './state.js';
export { openSqliteSecretVault, type SqliteSecretVault, type SqliteSecretVaultOptions } from './secret-vault.js';
export { openSqliteSubjectKeys, type SqliteSubjectKeys, type SqliteSubjectKeysOptions } from './subject-keys.js';
