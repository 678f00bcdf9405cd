/** Where each port may keep what it keeps; the first is what it does when nothing is said. */
export const storeChoices = {
  eventStore: ['sqlite', 'memory', 'eventstoredb'],
  snapshots: ['sqlite', 'memory', 'redis'],
  readModels: ['sqlite', 'memory', 'redis'],
  challenges: ['sqlite', 'memory', 'redis'],
  rateLimits: ['sqlite', 'memory', 'redis'],
  sessions: ['sqlite', 'memory', 'redis'],
  idempotency: ['sqlite', 'memory', 'redis'],
  outbox: ['sqlite', 'memory', 'postgres'],
  leases: ['none', 'sqlite', 'memory', 'redis', 'postgres'],
  secretVault: ['sqlite', 'postgres'],
  subjectKeys: ['sqlite', 'postgres'],
  evidenceStore: ['sqlite', 'postgres'],
} as const;

export type StorePort = keyof typeof storeChoices;
export type StoreChoice = { readonly [Port in StorePort]: (typeof storeChoices)[Port][number] };

export const storePorts = Object.keys(storeChoices) as readonly StorePort[];
