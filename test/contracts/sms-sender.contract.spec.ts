import { smsSenderContract } from '../../src/adapters/testing/contracts/sms-sender.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { testSandbox } from '../support/test-sandbox.js';

bindContract(
  smsSenderContract,
  'sandbox',
  () => {
    const { cast, controls, inbox, smsSender } = testSandbox().sandbox;
    return {
      subject: {
        sender: smsSender,
        to: cast.an.phones[0]!,
        unreachable: '+8424123',
        delivered: async (to) =>
          inbox
            .list(to)
            .map(({ text }) => text)
            .reverse(),
        takeDown: () => controls.down('smsSender'),
      },
      close: () => undefined,
    };
  },
  ['delivery', 'message ids', 'outage'],
);
