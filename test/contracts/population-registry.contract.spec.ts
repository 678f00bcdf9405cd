import { populationRegistryContract } from '../../src/adapters/testing/contracts/population-registry.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { populationRegistrySubject } from '../support/sandbox-subjects/registries.js';

bindContract(
  populationRegistryContract,
  'sandbox',
  () => ({ subject: populationRegistrySubject(), close: () => undefined }),
  ['year-only births', 'shared old numbers', 'outage'],
);
