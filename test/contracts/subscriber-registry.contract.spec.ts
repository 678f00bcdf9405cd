import { subscriberRegistryContract } from '../../src/adapters/testing/contracts/subscriber-registry.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { subscriberRegistrySubject } from '../support/sandbox-subjects/registries.js';

bindContract(
  subscriberRegistryContract,
  'sandbox',
  () => ({ subject: subscriberRegistrySubject(), close: () => undefined }),
  ['missing attributes', 'unaccented names', 'tone placement', 'outage'],
);
