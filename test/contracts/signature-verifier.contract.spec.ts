import { signatureVerifierContract } from '../../src/adapters/testing/contracts/signature-verifier.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { signatureVerifierSubject } from '../support/sandbox-subjects/signing.js';

bindContract(
  signatureVerifierContract,
  'sandbox',
  () => ({ subject: signatureVerifierSubject(), close: () => undefined }),
  ['outage', 'web-eid'],
);
