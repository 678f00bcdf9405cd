export type { Contract, ContractCase } from './contract.js';
export { eventStoreContract } from './contracts/event-store.contract.js';
export { readModelsContract } from './contracts/read-models.contract.js';
export { snapshotsContract } from './contracts/snapshots.contract.js';
