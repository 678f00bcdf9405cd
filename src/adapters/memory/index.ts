export { createMemoryEventStore } from './event-store.js';
export { createMemoryReadModels } from './read-models.js';
export { createMemorySnapshots } from './snapshots.js';
export { createMemoryState, type MemoryState } from './state.js';
export { createMemorySecretVault } from './secret-vault.js';
export { createMemorySubjectKeys } from './subject-keys.js';
