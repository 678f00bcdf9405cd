import { makeArgon2Hasher } from '../../src/adapters/crypto/argon2-hasher.js';
import { passwordHasherContract } from '../../src/adapters/testing/contracts/password-hasher.contract.js';
import { makeUnsafePlainHasher } from '../../src/adapters/testing/plain-hasher.js';
import { bindContract } from '../support/bind-contract.js';

bindContract(
  passwordHasherContract,
  'argon2id',
  () => ({
    subject: {
      hasher: makeArgon2Hasher(),
      crowded: makeArgon2Hasher({ running: 1, waiting: 1 }),
      weaker: makeArgon2Hasher({ costs: { memory: 4_096, passes: 1, lanes: 1 } }),
    },
    close: () => undefined,
  }),
  ['measurable cost', 'numbers to choose', 'bounded queue'],
);

bindContract(passwordHasherContract, 'unsafe plain hasher for tests', () => ({
  subject: { hasher: makeUnsafePlainHasher() },
  close: () => undefined,
}));
