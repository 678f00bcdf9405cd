import assert from 'node:assert/strict';
import type { MasterKey } from '../../../application/ports/master-key.port.js';
import type { Contract } from '../contract.js';

export interface MasterKeySubject {
  readonly masterKey: MasterKey;
  /** The master key before a rotation, whose wraps `masterKey` must still read; absent where there is no rotation. */
  readonly before?: MasterKey;
}

const plain = Uint8Array.from({ length: 32 }, (_, n) => n * 7);

/** What every master key must do. */
export const masterKeyContract: Contract<MasterKeySubject> = {
  port: 'master-key',
  cases: [
    {
      title: 'unwraps what it wrapped, under the current key',
      async run({ masterKey }) {
        const { masterKeyId, wrapped } = await masterKey.wrap(plain, 'context');
        assert.equal(masterKeyId, masterKey.currentId);
        assert.deepEqual([...(await masterKey.unwrap(masterKeyId, wrapped, 'context'))], [...plain]);
      },
    },
    {
      title: 'the wrapped bytes do not show the key',
      async run({ masterKey }) {
        const { wrapped } = await masterKey.wrap(plain, 'context');
        assert.ok(!Buffer.from(wrapped).includes(Buffer.from(plain).subarray(0, 8)));
      },
    },
    {
      title: 'rejects another context',
      async run({ masterKey }) {
        const { masterKeyId, wrapped } = await masterKey.wrap(plain, 'context');
        await assert.rejects(masterKey.unwrap(masterKeyId, wrapped, 'context '));
        await assert.rejects(masterKey.unwrap(masterKeyId, wrapped, ''));
      },
    },
    {
      title: 'rejects changed bytes, wherever the change is',
      async run({ masterKey }) {
        const { masterKeyId, wrapped } = await masterKey.wrap(plain, 'context');
        for (let at = 0; at < wrapped.length; at += 1) {
          const changed = Buffer.from(wrapped);
          changed.writeUInt8(changed.readUInt8(at) ^ 0x80, at);
          await assert.rejects(masterKey.unwrap(masterKeyId, changed, 'context'), `byte ${at}`);
        }
        await assert.rejects(masterKey.unwrap(masterKeyId, wrapped.subarray(1), 'context'));
        await assert.rejects(masterKey.unwrap(masterKeyId, new Uint8Array(0), 'context'));
      },
    },
    {
      title: 'rejects an unknown key id',
      async run({ masterKey }) {
        const { wrapped } = await masterKey.wrap(plain, 'context');
        await assert.rejects(masterKey.unwrap('no such key', wrapped, 'context'));
      },
    },
    {
      title: 'after a rotation, older wraps are still read and new ones use the new key',
      needs: 'key rotation',
      async run({ masterKey, before }) {
        assert.ok(before !== undefined);
        const { masterKeyId, wrapped } = await before.wrap(plain, 'context');
        assert.notEqual(masterKeyId, masterKey.currentId);
        assert.deepEqual([...(await masterKey.unwrap(masterKeyId, wrapped, 'context'))], [...plain]);
        await assert.rejects(masterKey.unwrap(masterKey.currentId, wrapped, 'context'));
      },
    },
  ],
};
