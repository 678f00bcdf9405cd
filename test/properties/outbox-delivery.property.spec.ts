import fc from 'fast-check';
import { MemoryOutbox } from '../../src/adapters/memory/outbox.js';
import { OutboxDispatcher } from '../../src/application/messaging/outbox-dispatcher.js';
import { messageContent } from '../../src/application/messaging/templates.js';
import type { SendResult, Sms } from '../../src/application/ports/messaging.port.js';
import type { OutboxIntent } from '../../src/application/ports/outbox.port.js';
import type { PersonalData } from '../../src/application/ports/personal-data.port.js';
import { Unavailable } from '../../src/application/ports/unavailable.js';
import { instant, milliseconds, minutes, plus, seconds } from '../../src/domain/kernel/instant.js';
import { clear } from '../../src/domain/kernel/personal.js';
import { runs } from '../support/fc-runs.js';

/** What may happen to one call of the gateway. */
const fates = ['accept', 'acceptThenLoseAnswer', 'unavailable', 'acceptThenDie', 'die'] as const;
type Fate = (typeof fates)[number];

const step = fc.record({
  fate: fc.array(fc.constantFrom(...fates), { maxLength: 6 }),
  addAgain: fc.boolean(),
  passes: fc.integer({ min: 0, max: 90_000 }),
  workers: fc.integer({ min: 1, max: 3 }),
});

const intent = (id: string): OutboxIntent => ({
  intentId: id,
  channel: 'sms',
  template: 'newLogin',
  subject: 's',
  content: {
    kind: 'sealed',
    subject: 's',
    keyVersion: 1,
    eventId: id,
    box: JSON.stringify(
      messageContent('newLogin', '+84900000001', { account: '***', at: '0', link: 'https://portal.example/x' }),
    ),
  },
});
const personalData: PersonalData = {
  seal: () => Promise.reject(new Error('not needed here')),
  erase: () => Promise.reject(new Error('not needed here')),
  open: async (personal) => (personal.kind === 'sealed' ? clear(JSON.parse(personal.box)) : personal),
};

describe('delivery from the outbox', () => {
  it('whatever gateway, network and workers do, each intent is taken exactly once, and a replay adds nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.array(step, { maxLength: 8 }), async (count, steps) => {
        const ids = Array.from({ length: count }, (_, index) => `i${index}`);
        const clock = { at: instant(1_790_000_000_000), now: () => clock.at };
        const outbox = new MemoryOutbox();
        const taken: string[] = [];
        let queue: Fate[] = [];
        /** Each message id is taken once: the promise of the gateway. */
        const take = ({ messageId }: Sms): SendResult => {
          if (!taken.includes(messageId)) taken.push(messageId);
          return { kind: 'accepted', reference: messageId };
        };
        const dead = new Promise<never>(() => undefined);
        const send = async (sms: Sms): Promise<SendResult> => {
          switch (queue.shift() ?? 'accept') {
            case 'accept':
              return take(sms);
            case 'acceptThenLoseAnswer':
              take(sms);
              throw new Unavailable('sms');
            case 'unavailable':
              throw new Unavailable('sms');
            case 'acceptThenDie':
              take(sms);
              return dead;
            case 'die':
              return dead;
          }
        };
        const dispatcher = () =>
          new OutboxDispatcher(outbox, { send }, { send: () => dead }, personalData, clock, {
            batch: 2,
            lease: minutes(1),
            firstRetry: seconds(1),
            longestRetry: seconds(20),
          });
        /** A worker that died never answers; the others go on. */
        const aWhile = () => new Promise<void>((resolve) => setImmediate(resolve));

        await outbox.add(ids.map(intent), clock.now());
        for (const { fate, addAgain, passes, workers } of steps) {
          queue = [...fate];
          if (addAgain) await outbox.add(ids.map(intent), clock.now());
          for (let n = 0; n < workers; n += 1) void dispatcher().deliverDue();
          await aWhile();
          clock.at = plus(clock.at, milliseconds(passes));
        }
        queue = [];
        clock.at = plus(clock.at, minutes(2));
        await dispatcher().deliverDue();
        expect([...taken].sort()).toEqual(ids);
        expect(await outbox.pending()).toBe(0);
        await outbox.add(ids.map(intent), clock.now());
        expect(await dispatcher().deliverDue()).toEqual([]);
      }),
      { numRuns: runs },
    );
  });
});
