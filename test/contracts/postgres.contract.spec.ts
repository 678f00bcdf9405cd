import { connectPostgres, type PostgresDatabase } from '../../src/adapters/postgres/database.js';
import { openPostgresEvidenceStore } from '../../src/adapters/postgres/evidence-store.js';
import { openPostgresSecretVault } from '../../src/adapters/postgres/secret-vault.js';
import { openPostgresSubjectKeys } from '../../src/adapters/postgres/subject-keys.js';
import type { Contract } from '../../src/adapters/testing/contract.js';
import { evidenceStoreContract } from '../../src/adapters/testing/contracts/evidence-store.contract.js';
import { secretVaultContract } from '../../src/adapters/testing/contracts/secret-vault.contract.js';
import { subjectKeysContract } from '../../src/adapters/testing/contracts/subject-keys.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { freshSchema, withPostgres } from '../support/postgres/with-server.js';

withPostgres('stores in PostgreSQL', (server) => {
  const bind = <T>(contract: Contract<T>, open: (database: PostgresDatabase) => Promise<T>): void =>
    bindContract(contract, 'postgres', async () => {
      const database = connectPostgres({ connectionString: server().urlOf(), schema: freshSchema() });
      return { subject: await open(database), close: () => database.close() };
    });

  bind(secretVaultContract, openPostgresSecretVault);
  bind(subjectKeysContract, openPostgresSubjectKeys);
  bind(evidenceStoreContract, openPostgresEvidenceStore);
});
