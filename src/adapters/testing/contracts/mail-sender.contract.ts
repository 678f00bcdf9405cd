import assert from 'node:assert/strict';
import type { MailSender } from '../../../application/ports/messaging.port.js';
import type { Contract } from '../contract.js';
import { outageCase, type MayFail } from './counterparty.js';

export interface MailSenderSubject extends MayFail {
  readonly sender: MailSender;
  /** An address that can be reached. */
  readonly to: string;
  /** No address at all, or none that the server takes. */
  readonly unreachable: string;
  /** For `delivery`: what arrived at an address, oldest first. */
  delivered(to: string): Promise<readonly { readonly subject: string; readonly text: string }[]>;
}

const mail = (messageId: string, to: string) => ({
  messageId,
  to,
  subject: `Kích hoạt tài khoản (${messageId})`,
  text: 'Mở liên kết: https://example.invalid/kich-hoat?ma=abc\n\nOpen the link.',
});

/** What every mail server must do. */
export const mailSenderContract: Contract<MailSenderSubject> = {
  port: 'mailSender',
  cases: [
    {
      title: 'accepts a mail and gives a reference of its own',
      async run({ sender, to }) {
        const one = await sender.send(mail('contract-1', to));
        const two = await sender.send(mail('contract-2', to));
        assert.ok(one.kind === 'accepted' && two.kind === 'accepted');
        assert.notEqual(one.reference, '');
        assert.notEqual(one.reference, two.reference);
      },
    },
    {
      title: 'refuses an address that it cannot reach: sending again is pointless',
      async run({ sender, unreachable }) {
        const result = await sender.send(mail('contract-3', unreachable));
        assert.deepEqual(result, { kind: 'refused', reason: 'unknownDestination' });
      },
    },
    {
      title: 'delivers subject and text as they were given, accents and lines included',
      needs: 'delivery',
      async run({ sender, to, delivered }) {
        await sender.send(mail('contract-4', to));
        const { subject, text } = mail('contract-4', to);
        assert.deepEqual(await delivered(to), [{ subject, text }]);
      },
    },
    {
      title: 'a message id that is sent again is accepted again and delivered once',
      needs: 'message ids',
      async run({ sender, to, delivered }) {
        const results = await Promise.all([1, 2, 3].map(() => sender.send(mail('contract-5', to))));
        for (const { kind } of results) assert.equal(kind, 'accepted');
        assert.equal((await delivered(to)).length, 1);
      },
    },
    outageCase('mailSender', ({ sender, to }) => sender.send(mail('contract-6', to))),
  ],
};
