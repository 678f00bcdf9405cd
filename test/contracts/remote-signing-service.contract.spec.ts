import { remoteSigningServiceContract } from '../../src/adapters/testing/contracts/remote-signing-service.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { remoteSigningServiceSubject } from '../support/sandbox-subjects/signing.js';

bindContract(
  remoteSigningServiceContract,
  'sandbox',
  () => ({ subject: remoteSigningServiceSubject(), close: () => undefined }),
  ['lapse of time', 'outage'],
);
