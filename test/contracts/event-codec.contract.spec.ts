import { makeLocalMasterKey } from '../../src/adapters/crypto/local-master-key.js';
import { makePersonalData } from '../../src/adapters/crypto/personal-data.js';
import { makeEventCodec } from '../../src/adapters/event-codec/codec.js';
import { MemorySubjectKeys } from '../../src/adapters/memory/subject-keys.js';
import { eventCodecContract } from '../../src/adapters/testing/contracts/event-codec.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { testKey } from '../support/secret-key.js';

bindContract(eventCodecContract, 'stored-type registry', () => {
  const masterKey = makeLocalMasterKey({ keys: new Map([['m1', testKey(1)]]), currentId: 'm1' });
  const personalData = makePersonalData(new MemorySubjectKeys(), masterKey);
  return { subject: { codec: makeEventCodec(personalData), personalData }, close: () => undefined };
});
