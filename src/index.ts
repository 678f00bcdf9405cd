/**
 * The core: everything that needs neither a store nor a framework. It loads no Node module; stores, Nest and the
 * sandbox are entries of their own (`dinhdanh/sqlite`, `dinhdanh/memory`, `dinhdanh/nest`, `dinhdanh/sandbox`).
 */
export type { CatalogueEntry, ErrorKind, Remedy } from './application/errors/catalogue-entry.js';
export type { Brand } from './domain/kernel/brand.js';
export { accepted, fold, rejected } from './domain/kernel/decider.js';
export type { Decider, Decision } from './domain/kernel/decider.js';
export type { Duration, Instant } from './domain/kernel/instant.js';
export { instant } from './domain/kernel/instant.js';
export type { Fact, Facts, Parsed, Refusal } from './domain/kernel/refusal.js';
