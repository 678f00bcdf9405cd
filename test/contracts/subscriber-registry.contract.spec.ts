import { personQuery, type SandboxPerson } from '../../src/adapters/sandbox/index.js';
import { subscriberRegistryContract } from '../../src/adapters/testing/contracts/subscriber-registry.contract.js';
import type { Phone } from '../../src/domain/values/phone.js';
import { bindContract } from '../support/bind-contract.js';
import { testSandbox } from '../support/test-sandbox.js';

const subscriber = (person: SandboxPerson) => ({ phone: person.phones[0]!, person: personQuery(person) });

bindContract(
  subscriberRegistryContract,
  'sandbox',
  () => {
    const { cast, controls, subscriberRegistry } = testSandbox().sandbox;
    return {
      subject: {
        registry: subscriberRegistry,
        known: subscriber(cast.an),
        other: personQuery(cast.chi),
        unknownPhone: '+84950000999' as Phone,
        withoutBirthDate: subscriber(cast.phuc),
        unaccented: subscriber(cast.oanh),
        otherTonePlace: subscriber(cast.hoa),
        takeDown: () => controls.down('subscriberRegistry'),
      },
      close: () => undefined,
    };
  },
  ['missing attributes', 'unaccented names', 'tone placement', 'outage'],
);
