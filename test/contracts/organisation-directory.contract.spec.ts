import { organisationDirectoryContract } from '../../src/adapters/testing/contracts/organisation-directory.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { organisationDirectorySubject } from '../support/sandbox-subjects/registries.js';

bindContract(
  organisationDirectoryContract,
  'sandbox',
  () => ({ subject: organisationDirectorySubject(), close: () => undefined }),
  ['outage'],
);
