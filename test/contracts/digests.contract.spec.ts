import { makeDigests } from '../../src/adapters/crypto/digests.js';
import { digestsContract } from '../../src/adapters/testing/contracts/digests.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { testKey } from '../support/secret-key.js';

bindContract(digestsContract, 'SHA-256', () => ({ subject: makeDigests(testKey(3)), close: () => undefined }));
