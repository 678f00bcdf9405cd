import { mobileSignatureServiceContract } from '../../src/adapters/testing/contracts/mobile-signature-service.contract.js';
import { minutes } from '../../src/domain/kernel/instant.js';
import { bindContract } from '../support/bind-contract.js';
import { testSandbox } from '../support/test-sandbox.js';

bindContract(
  mobileSignatureServiceContract,
  'sandbox',
  () => {
    const { sandbox, pass, now } = testSandbox();
    const { cast, controls, mobileSignatureService: service, signatureVerifier } = sandbox;
    return {
      subject: {
        service,
        phone: cast.son.phones[0]!,
        otherPhone: cast.mayTrang.phone!,
        plainPhone: cast.an.phones[0]!,
        react: async (phone, reaction) => {
          if (!service.react(phone, reaction)) throw new Error('the phone shows nothing');
        },
        shown: async (phone) => service.screen(phone)?.prompt,
        isOver: async (signature, challenge) => {
          const result = await signatureVerifier.verify({ challenge, signature, anchors: 'public', at: now() });
          return result.kind === 'verified';
        },
        expire: () => pass(minutes(10)),
        takeDown: () => controls.down('mobileSignatureService'),
      },
      close: () => undefined,
    };
  },
  ['lapse of time', 'outage'],
);
