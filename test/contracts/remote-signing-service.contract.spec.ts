import { remoteSigningServiceContract } from '../../src/adapters/testing/contracts/remote-signing-service.contract.js';
import { minutes } from '../../src/domain/kernel/instant.js';
import { bindContract } from '../support/bind-contract.js';
import { testSandbox } from '../support/test-sandbox.js';

bindContract(
  remoteSigningServiceContract,
  'sandbox',
  () => {
    const { sandbox, pass, now } = testSandbox();
    const { controls, remoteSigningService: service, signatureVerifier } = sandbox;
    return {
      subject: {
        service,
        redirectUri: 'https://portal.example/smartca',
        logIn: async (pageUrl) => {
          const login = service.logIn('uyen', pageUrl);
          if (login.kind === 'refused') throw new Error(login.reason);
          return login.code;
        },
        react: async (reaction) => {
          if (!service.react('uyen', reaction)) throw new Error('the app shows nothing');
        },
        shown: async () => service.prompts('uyen').map(({ prompt }) => prompt),
        isOver: async (signature, challenge) => {
          const result = await signatureVerifier.verify({ challenge, signature, anchors: 'public', at: now() });
          return result.kind === 'verified';
        },
        expire: () => pass(minutes(10)),
        takeDown: () => controls.down('remoteSigningService'),
      },
      close: () => undefined,
    };
  },
  ['lapse of time', 'outage'],
);
