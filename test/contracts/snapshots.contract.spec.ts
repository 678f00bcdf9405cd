import { createMemorySnapshots } from '../../src/adapters/memory/snapshots.js';
import { openSqliteSnapshots } from '../../src/adapters/sqlite/snapshots.js';
import { snapshotsContract } from '../../src/adapters/testing/contracts/snapshots.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { temporaryFile } from '../support/temporary-file.js';

bindContract(snapshotsContract, 'memory', () => ({ subject: createMemorySnapshots(), close: () => undefined }));

bindContract(snapshotsContract, 'sqlite', () => {
  const file = temporaryFile('state.sqlite');
  const subject = openSqliteSnapshots({ path: file.path });
  return {
    subject,
    close: () => {
      subject.close();
      file.remove();
    },
  };
});
