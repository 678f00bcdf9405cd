/**
 * Every store where a configuration puts it (`openProduction`), for hosts with counterparties of their own. Loads a server's
 * client only where a store is on it.
 */
export { openCounterparties, type OpenedCounterparties, type RealCounterparties } from '../counterparties.js';
export { type CounterpartiesConfig, type CounterpartiesRead, readCounterparties } from '../counterparties-config.js';
export { MasterKeyMismatch } from '../deployment-keys.js';
export { PepperMismatch } from '../pepper-checks.js';
export { openProduction, type OpenedProduction, type ProductionOptions } from '../production.js';
export { StoresUnusable } from '../production-servers.js';
export { type ConfigProblem, describeProblems } from '../settings.js';
export type { StoreChoice } from '../store-choices.js';
export { type MasterKeyPlace, readStoresConfig, type StoresConfig, type StoresConfigRead } from '../stores-config.js';
