/** The same ports with nothing behind them but the process: for tests, demos and trying things out. */
export { captchaOff } from '../../adapters/crypto/captcha-off.js';
export { createMemoryEvidenceStore } from '../../adapters/memory/evidence-store.js';
export { createMemoryEventStore } from '../../adapters/memory/event-store.js';
export { createMemoryReadModels } from '../../adapters/memory/read-models.js';
export { createMemorySecretVault } from '../../adapters/memory/secret-vault.js';
export { createMemorySnapshots } from '../../adapters/memory/snapshots.js';
export { createMemoryState, type MemoryState } from '../../adapters/memory/state.js';
export { createMemorySubjectKeys } from '../../adapters/memory/subject-keys.js';
export { openInMemory, type InMemoryOptions } from '../in-memory.js';
export type { OpenedStorage } from '../storage.js';
