/** Secrets, keys, evidence, the outbox and leases in PostgreSQL. Needs `pg`. */
export { connectPostgres, PostgresDatabase } from '../../adapters/postgres/database.js';
export { openPostgresEvidenceStore } from '../../adapters/postgres/evidence-store.js';
export { PostgresRefused } from '../../adapters/postgres/failures.js';
export { openPostgresLeases } from '../../adapters/postgres/leases.js';
export { PostgresMisconfigured, type PostgresOptions } from '../../adapters/postgres/options.js';
export { openPostgresOutbox } from '../../adapters/postgres/outbox.js';
export { rewrapPostgresSubjectKeys } from '../../adapters/postgres/rewrap-keys.js';
export { openPostgresSecretVault } from '../../adapters/postgres/secret-vault.js';
export { openPostgresSubjectKeys } from '../../adapters/postgres/subject-keys.js';
