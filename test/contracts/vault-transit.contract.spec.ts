import { masterKeyContract } from '../../src/adapters/testing/contracts/master-key.contract.js';
import { openVaultTransitMasterKey } from '../../src/adapters/vault-transit/master-key.js';
import { bindContract } from '../support/bind-contract.js';
import { TOKEN, VaultTransitStandIn } from '../support/vault-transit/stand-in.js';

bindContract(
  masterKeyContract,
  'Vault transit, over a stand-in made from its published interface',
  async () => {
    const standIn = await VaultTransitStandIn.start();
    const open = () => openVaultTransitMasterKey({ address: standIn.address, key: 'people', token: () => TOKEN });
    const before = await open();
    standIn.rotate();
    const masterKey = await open();
    return {
      subject: { masterKey, before },
      close: async () => {
        for (const one of [masterKey, before]) one.close();
        await standIn.stop();
      },
    };
  },
  ['key rotation'],
);
