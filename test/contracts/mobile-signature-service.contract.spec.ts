import { mobileSignatureServiceContract } from '../../src/adapters/testing/contracts/mobile-signature-service.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { mobileSignatureServiceSubject } from '../support/sandbox-subjects/signing.js';

bindContract(
  mobileSignatureServiceContract,
  'sandbox',
  () => ({ subject: mobileSignatureServiceSubject(), close: () => undefined }),
  ['lapse of time', 'outage'],
);
