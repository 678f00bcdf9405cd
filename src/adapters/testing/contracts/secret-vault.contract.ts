import assert from 'node:assert/strict';
import type { SecretVault } from '../../../application/ports/secret-vault.port.js';
import type { Contract } from '../contract.js';

/** What every secret vault must do. */
export const secretVaultContract: Contract<SecretVault> = {
  port: 'secret-vault',
  cases: [
    {
      title: 'an unknown id has no secret',
      async run(vault) {
        assert.equal(await vault.find('nothing'), undefined);
      },
    },
    {
      title: 'gives back what was put',
      async run(vault) {
        await vault.put('a', 'owner', '$hash$with=signs,and$more');
        await vault.put('b', 'owner', '');
        assert.equal(await vault.find('a'), '$hash$with=signs,and$more');
        assert.equal(await vault.find('b'), '');
      },
    },
    {
      title: 'putting under the same id replaces, owner and all',
      async run(vault) {
        await vault.put('a', 'first', 'old');
        await vault.put('a', 'second', 'new');
        assert.equal(await vault.find('a'), 'new');
        await vault.deleteOwner('first');
        assert.equal(await vault.find('a'), 'new');
        await vault.deleteOwner('second');
        assert.equal(await vault.find('a'), undefined);
      },
    },
    {
      title: 'deletes one, and nothing when there is none',
      async run(vault) {
        await vault.put('a', 'owner', '1');
        await vault.put('b', 'owner', '2');
        await vault.delete('a');
        await vault.delete('a');
        await vault.delete('nothing');
        assert.equal(await vault.find('a'), undefined);
        assert.equal(await vault.find('b'), '2');
      },
    },
    {
      title: 'deletes everything of one owner, and of no other',
      async run(vault) {
        for (const [id, owner] of [
          ['a', 'x'],
          ['b', 'x'],
          ['c', 'xy'],
        ] as const)
          await vault.put(id, owner, id);
        await vault.deleteOwner('x');
        await vault.deleteOwner('stranger');
        assert.deepEqual(await Promise.all(['a', 'b', 'c'].map((id) => vault.find(id))), [undefined, undefined, 'c']);
      },
    },
    {
      title: 'an id may be used again after deletion',
      async run(vault) {
        await vault.put('a', 'owner', '1');
        await vault.delete('a');
        await vault.put('a', 'owner', '2');
        assert.equal(await vault.find('a'), '2');
      },
    },
  ],
};
