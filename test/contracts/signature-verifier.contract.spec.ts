import { certificateOn, issueCertificate, signFor, signWith } from '../../src/adapters/sandbox/index.js';
import { signatureVerifierContract } from '../../src/adapters/testing/contracts/signature-verifier.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { testSandbox } from '../support/test-sandbox.js';

/** Another character in the middle of the signature inside. */
function tamper(signature: string): string {
  const signed = JSON.parse(Buffer.from(signature, 'base64url').toString('utf8')) as { signature: string };
  const bytes = Buffer.from(signed.signature, 'base64url');
  bytes[20]! ^= 1;
  return Buffer.from(JSON.stringify({ ...signed, signature: bytes.toString('base64url') })).toString('base64url');
}

bindContract(
  signatureVerifierContract,
  'sandbox',
  () => {
    const { sandbox, now } = testSandbox();
    const { cast, controls, signatureVerifier } = sandbox;
    const { body } = certificateOn(cast.thao, 'usb')!;
    return {
      subject: {
        verifier: signatureVerifier,
        at: now(),
        known: {
          name: body.holder,
          personIds: [cast.thao.personalNumber],
          taxCodes: [],
          budgetCodes: [],
          validFrom: body.validFrom,
          validUntil: body.validUntil,
        },
        sign: async (challenge) => signFor(cast.thao, challenge),
        signRenewed: async (challenge) => signWith(issueCertificate({ ...body, serial: '0b' }), challenge),
        tamper,
        signExpired: async (challenge) => signFor(cast.xuan, challenge),
        signRevoked: async (challenge) => signFor(cast.yen, challenge),
        signNotYetValid: async (challenge) => signFor(cast.sang, challenge),
        signUntrusted: async (challenge) => signFor(cast.tam, challenge),
        signGovernment: async (challenge) => signFor(cast.soSaoMai, challenge),
        takeDown: () => controls.down('signatureVerifier'),
      },
      close: () => undefined,
    };
  },
  ['outage'],
);
