import { createMemorySecretVault } from '../../src/adapters/memory/secret-vault.js';
import { openSqliteSecretVault } from '../../src/adapters/sqlite/secret-vault.js';
import { secretVaultContract } from '../../src/adapters/testing/contracts/secret-vault.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { temporaryFile } from '../support/temporary-file.js';

bindContract(secretVaultContract, 'memory', () => ({ subject: createMemorySecretVault(), close: () => undefined }));

bindContract(secretVaultContract, 'sqlite', () => {
  const file = temporaryFile('secrets.sqlite');
  const vault = openSqliteSecretVault({ path: file.path });
  return {
    subject: vault,
    close: () => {
      vault.close();
      file.remove();
    },
  };
});
