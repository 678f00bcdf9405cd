import { makeBlindIndex } from '../../src/adapters/crypto/blind-index.js';
import { blindIndexContract } from '../../src/adapters/testing/contracts/blind-index.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { testKey } from '../support/secret-key.js';

const pepper = (version: string, fill: number) => ({ version, key: testKey(fill) });
const tagKey = testKey(9);

bindContract(blindIndexContract, 'HMAC-SHA-256, one pepper', () => ({
  subject: makeBlindIndex({ peppers: [pepper('p1', 1)], tagKey }),
  close: () => undefined,
}));

bindContract(blindIndexContract, 'HMAC-SHA-256, while a pepper is replaced', () => ({
  subject: makeBlindIndex({ peppers: [pepper('p2', 2), pepper('p1', 1)], tagKey }),
  close: () => undefined,
}));
