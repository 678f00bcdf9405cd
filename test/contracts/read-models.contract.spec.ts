import { createMemoryReadModels } from '../../src/adapters/memory/read-models.js';
import { openSqliteReadModels } from '../../src/adapters/sqlite/read-models.js';
import { readModelsContract } from '../../src/adapters/testing/contracts/read-models.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { temporaryFile } from '../support/temporary-file.js';

bindContract(readModelsContract, 'memory', () => ({ subject: createMemoryReadModels(), close: () => undefined }));

bindContract(readModelsContract, 'sqlite', () => {
  const file = temporaryFile('state.sqlite');
  const subject = openSqliteReadModels({ path: file.path });
  return {
    subject,
    close: () => {
      subject.close();
      file.remove();
    },
  };
});
