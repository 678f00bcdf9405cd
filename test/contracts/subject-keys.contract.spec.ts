import { createMemorySubjectKeys } from '../../src/adapters/memory/subject-keys.js';
import { openSqliteSubjectKeys } from '../../src/adapters/sqlite/subject-keys.js';
import { subjectKeysContract } from '../../src/adapters/testing/contracts/subject-keys.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { temporaryFile } from '../support/temporary-file.js';

bindContract(subjectKeysContract, 'memory', () => ({ subject: createMemorySubjectKeys(), close: () => undefined }));

bindContract(subjectKeysContract, 'sqlite', () => {
  const file = temporaryFile('keys.sqlite');
  const keys = openSqliteSubjectKeys({ path: file.path });
  return {
    subject: keys,
    close: () => {
      keys.close();
      file.remove();
    },
  };
});
