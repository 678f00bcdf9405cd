import { mailSenderContract } from '../../src/adapters/testing/contracts/mail-sender.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { mailSenderSubject } from '../support/sandbox-subjects/messaging.js';

bindContract(mailSenderContract, 'sandbox', () => ({ subject: mailSenderSubject(), close: () => undefined }), [
  'delivery',
  'message ids',
  'outage',
]);
