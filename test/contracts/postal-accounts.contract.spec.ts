import { postalAccountsContract } from '../../src/adapters/testing/contracts/postal-accounts.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { postalAccountsSubject } from '../support/sandbox-subjects/registries.js';

bindContract(postalAccountsContract, 'sandbox', () => ({ subject: postalAccountsSubject(), close: () => undefined }), [
  'outage',
]);
