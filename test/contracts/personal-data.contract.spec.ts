import type { SubjectKeys } from '../../src/application/ports/subject-keys.port.js';
import { makeLocalMasterKey } from '../../src/adapters/crypto/local-master-key.js';
import { DATA_KEY_MAX_AGE_MS, makePersonalData } from '../../src/adapters/crypto/personal-data.js';
import { MemorySubjectKeys } from '../../src/adapters/memory/subject-keys.js';
import { openSqliteSubjectKeys } from '../../src/adapters/sqlite/subject-keys.js';
import {
  personalDataContract,
  type PersonalDataSubject,
} from '../../src/adapters/testing/contracts/personal-data.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { testKey } from '../support/secret-key.js';
import { temporaryFile } from '../support/temporary-file.js';

function twoProcesses(here: SubjectKeys, elsewhere: SubjectKeys): PersonalDataSubject {
  let now = 0;
  const masterKey = makeLocalMasterKey({ keys: new Map([['m1', testKey(1)]]), currentId: 'm1' });
  return {
    here: makePersonalData(here, masterKey, { now: () => now }),
    elsewhere: makePersonalData(elsewhere, masterKey, { now: () => now }),
    letBoundPass: () => {
      now += DATA_KEY_MAX_AGE_MS;
    },
  };
}

bindContract(personalDataContract, 'AES-256-GCM over keys in memory', () => {
  const keys = new MemorySubjectKeys();
  return { subject: twoProcesses(keys, keys), close: () => undefined };
});

bindContract(personalDataContract, 'AES-256-GCM over keys in SQLite', () => {
  const file = temporaryFile('keys.sqlite');
  const opened = [openSqliteSubjectKeys({ path: file.path }), openSqliteSubjectKeys({ path: file.path })] as const;
  return {
    subject: twoProcesses(...opened),
    close: () => {
      for (const keys of opened) keys.close();
      file.remove();
    },
  };
});
