import { mailSenderContract } from '../../src/adapters/testing/contracts/mail-sender.contract.js';
import { bindContract } from '../support/bind-contract.js';
import { testSandbox } from '../support/test-sandbox.js';

bindContract(
  mailSenderContract,
  'sandbox',
  () => {
    const { cast, controls, inbox, mailSender } = testSandbox().sandbox;
    return {
      subject: {
        sender: mailSender,
        to: cast.an.email!,
        unreachable: 'nobody',
        delivered: async (to) =>
          inbox
            .list(to)
            .map(({ subject = '', text }) => ({ subject, text }))
            .reverse(),
        takeDown: () => controls.down('mailSender'),
      },
      close: () => undefined,
    };
  },
  ['delivery', 'message ids', 'outage'],
);
