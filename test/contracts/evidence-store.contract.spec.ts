import { createMemoryEvidenceStore } from '../../src/adapters/memory/evidence-store.js';
import { openSqliteEvidenceStore } from '../../src/adapters/sqlite/evidence-store.js';
import { evidenceStoreContract } from '../../src/adapters/testing/contracts/evidence-store.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { temporaryFile } from '../support/temporary-file.js';

bindContract(evidenceStoreContract, 'memory', () => ({ subject: createMemoryEvidenceStore(), close: () => undefined }));

bindContract(evidenceStoreContract, 'sqlite', () => {
  const file = temporaryFile('evidence.sqlite');
  const store = openSqliteEvidenceStore({ path: file.path });
  return {
    subject: store,
    close: () => {
      store.close();
      file.remove();
    },
  };
});
