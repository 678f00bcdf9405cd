import { smsSenderContract } from '../../src/adapters/testing/contracts/sms-sender.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { smsSenderSubject } from '../support/sandbox-subjects/messaging.js';

bindContract(smsSenderContract, 'sandbox', () => ({ subject: smsSenderSubject(), close: () => undefined }), [
  'delivery',
  'message ids',
  'outage',
]);
