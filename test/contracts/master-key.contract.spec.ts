import { makeLocalMasterKey } from '../../src/adapters/crypto/local-master-key.js';
import { masterKeyContract } from '../../src/adapters/testing/contracts/master-key.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { testKey } from '../support/secret-key.js';

const old = ['m1', testKey(1)] as const;
const current = ['m2', testKey(2)] as const;

bindContract(
  masterKeyContract,
  'local AES-256-GCM',
  () => ({
    subject: {
      masterKey: makeLocalMasterKey({ keys: new Map([current, old]), currentId: 'm2' }),
      before: makeLocalMasterKey({ keys: new Map([old]), currentId: 'm1' }),
    },
    close: () => undefined,
  }),
  ['key rotation'],
);
