import { socialInsuranceRegistryContract } from '../../src/adapters/testing/contracts/social-insurance-registry.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { socialInsuranceRegistrySubject } from '../support/sandbox-subjects/registries.js';

bindContract(
  socialInsuranceRegistryContract,
  'sandbox',
  () => ({ subject: socialInsuranceRegistrySubject(), close: () => undefined }),
  ['old numbers', 'outage'],
);
