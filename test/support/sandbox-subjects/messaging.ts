import type { MailSenderSubject } from '../../../src/adapters/testing/contracts/mail-sender.contract.js';
import type { SmsSenderSubject } from '../../../src/adapters/testing/contracts/sms-sender.contract.js';
import { testSandbox } from '../test-sandbox.js';

const oldestFirst = <T>(messages: readonly T[]): readonly T[] => [...messages].reverse();

export function smsSenderSubject(): SmsSenderSubject {
  const { cast, controls, inbox, smsSender } = testSandbox().sandbox;
  return {
    sender: smsSender,
    to: cast.an.phones[0]!,
    unreachable: '+8424123',
    delivered: async (to) => oldestFirst(inbox.list(to)).map(({ text }) => text),
    takeDown: () => controls.down('smsSender'),
  };
}

export function mailSenderSubject(): MailSenderSubject {
  const { cast, controls, inbox, mailSender } = testSandbox().sandbox;
  return {
    sender: mailSender,
    to: cast.an.email!,
    unreachable: 'nobody',
    delivered: async (to) => oldestFirst(inbox.list(to)).map(({ subject = '', text }) => ({ subject, text })),
    takeDown: () => controls.down('mailSender'),
  };
}
