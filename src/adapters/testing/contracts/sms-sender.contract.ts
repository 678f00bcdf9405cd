import assert from 'node:assert/strict';
import type { SmsSender } from '../../../application/ports/messaging.port.js';
import type { Contract } from '../contract.js';
import { outageCase, type MayFail } from './counterparty.js';

export interface SmsSenderSubject extends MayFail {
  readonly sender: SmsSender;
  /** A phone that can be reached, E.164. */
  readonly to: string;
  /** No phone at all, or none that the gateway reaches. */
  readonly unreachable: string;
  /** For `delivery`: the texts that arrived on a phone, oldest first. */
  delivered(to: string): Promise<readonly string[]>;
}

const message = (messageId: string, to: string) => ({ messageId, to, text: `Ma cua ban la 123456 (${messageId})` });

/** What every SMS gateway must do. */
export const smsSenderContract: Contract<SmsSenderSubject> = {
  port: 'smsSender',
  cases: [
    {
      title: 'accepts a message and gives a reference of its own',
      async run({ sender, to }) {
        const one = await sender.send(message('contract-1', to));
        const two = await sender.send(message('contract-2', to));
        assert.ok(one.kind === 'accepted' && two.kind === 'accepted');
        assert.notEqual(one.reference, '');
        assert.notEqual(one.reference, two.reference);
      },
    },
    {
      title: 'refuses a destination that it cannot reach: sending again is pointless',
      async run({ sender, unreachable }) {
        const result = await sender.send(message('contract-3', unreachable));
        assert.deepEqual(result, { kind: 'refused', reason: 'unknownDestination' });
      },
    },
    {
      title: 'delivers the text as it was given',
      needs: 'delivery',
      async run({ sender, to, delivered }) {
        await sender.send(message('contract-4', to));
        assert.deepEqual(await delivered(to), [message('contract-4', to).text]);
      },
    },
    {
      title: 'a message id that is sent again is accepted again and delivered once',
      needs: 'message ids',
      async run({ sender, to, delivered }) {
        const results = await Promise.all([1, 2, 3].map(() => sender.send(message('contract-5', to))));
        for (const { kind } of results) assert.equal(kind, 'accepted');
        assert.equal((await delivered(to)).length, 1);
      },
    },
    outageCase('smsSender', ({ sender, to }) => sender.send(message('contract-6', to))),
  ],
};
