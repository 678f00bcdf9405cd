import { personQuery } from '../../src/adapters/sandbox/index.js';
import { postalAccountsContract } from '../../src/adapters/testing/contracts/postal-accounts.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { testSandbox } from '../support/test-sandbox.js';

bindContract(
  postalAccountsContract,
  'sandbox',
  () => {
    const { cast, controls, postalAccounts } = testSandbox().sandbox;
    return {
      subject: {
        accounts: postalAccounts,
        bySms: { query: personQuery(cast.chi), phone: cast.chi.phones[0]! },
        byMail: { query: personQuery(cast.dung), email: cast.dung.email! },
        civilServant: personQuery(cast.khanh),
        stranger: personQuery(cast.an),
        takeDown: () => controls.down('postalAccounts'),
      },
      close: () => undefined,
    };
  },
  ['outage'],
);
