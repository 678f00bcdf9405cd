import {
  remoteSigningServiceContract,
  type RemoteSigningServiceSubject,
} from '../../src/adapters/testing/contracts/remote-signing-service.contract.js';
import { minutes } from '../../src/domain/kernel/instant.js';
import { isOver } from '../adapters/mssp/support/is-over.js';
import { redirectUri, rsspWorld } from '../adapters/smart-ca/support/rssp-world.js';
import { bindContract, type Subject } from '../support/bind-contract.js';

async function subject(): Promise<Subject<RemoteSigningServiceSubject>> {
  let down = false;
  const world = await rsspWorld({ provider: { isDown: () => down } });
  return {
    subject: {
      service: world.service,
      redirectUri,
      async logIn(pageUrl) {
        const login = world.rssp.logIn('song', pageUrl);
        if (login.kind === 'refused') throw new Error(login.reason);
        return login.code;
      },
      async react(reaction) {
        if (!(await world.rssp.apps.react('song', reaction))) throw new Error('the app shows nothing');
      },
      shown: async () => world.rssp.apps.prompts('song').map(({ text }) => text),
      isOver: async (signature, challenge) => isOver(signature, challenge),
      expire: () => world.clock.pass(minutes(6)),
      takeDown() {
        down = true;
      },
    },
    close: () => world.close(),
  };
}

bindContract(remoteSigningServiceContract, 'SmartCA', subject, ['lapse of time', 'outage']);
