import { makeIds } from '../../src/adapters/crypto/ids.js';
import { idsContract } from '../../src/adapters/testing/contracts/ids.contract.js';
import { bindContract } from '../support/bind-contract.js';

bindContract(idsContract, 'operating system randomness', () => ({ subject: makeIds(), close: () => undefined }));
