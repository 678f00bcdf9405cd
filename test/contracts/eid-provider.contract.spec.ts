import { eidProviderContract } from '../../src/adapters/testing/contracts/eid-provider.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { eidProviderSubject } from '../support/sandbox-subjects/signing.js';

bindContract(eidProviderContract, 'sandbox', () => ({ subject: eidProviderSubject(), close: () => undefined }), [
  'lapse of time',
  'locked accounts',
  'organisations',
  'outage',
]);
