import { Subject } from 'rxjs';
import { MemoryOutbox } from '../../../src/adapters/memory/outbox.js';
import { OutboxDispatcher } from '../../../src/application/messaging/outbox-dispatcher.js';
import type { Delivery, DispatcherOptions } from '../../../src/application/messaging/outbox-dispatcher.js';
import { messageContent } from '../../../src/application/messaging/templates.js';
import type { Mail, SendResult, Sms } from '../../../src/application/ports/messaging.port.js';
import type { Outbox, OutboxContent, OutboxIntent } from '../../../src/application/ports/outbox.port.js';
import type { PersonalData } from '../../../src/application/ports/personal-data.port.js';
import { Unavailable } from '../../../src/application/ports/unavailable.js';
import { instant, milliseconds, minutes, plus, seconds } from '../../../src/domain/kernel/instant.js';
import { clear, erased } from '../../../src/domain/kernel/personal.js';
import type { SealedData } from '../../../src/domain/kernel/personal.js';

const accepted: SendResult = { kind: 'accepted', reference: 'r' };

/** A gateway that takes each message id once, and can be told how to answer each call. */
class CountingGateway {
  readonly calls: (Sms | Mail)[] = [];
  readonly taken = new Map<string, Sms | Mail>();
  answer: (message: Sms | Mail, call: number) => SendResult | Promise<SendResult> = () => accepted;

  async send(message: Sms | Mail): Promise<SendResult> {
    this.calls.push(message);
    const result = await this.answer(message, this.calls.length);
    if (result.kind === 'accepted') this.taken.set(message.messageId, message);
    return result;
  }
}

/** Seals by putting the clear text in the box; a subject named `erased` has lost its key, `broken` its integrity. */
const sealed = (subject: string, content: OutboxContent): SealedData<OutboxContent> => ({
  kind: 'sealed',
  subject,
  keyVersion: 1,
  eventId: 'e',
  box: JSON.stringify(content),
});
const personalData: PersonalData = {
  seal: () => Promise.reject(new Error('not needed here')),
  erase: () => Promise.reject(new Error('not needed here')),
  async open(personal) {
    if (personal.kind !== 'sealed') return personal;
    if (personal.subject === 'erased') return erased;
    if (personal.subject === 'broken') throw new Error('the seal is broken');
    if (personal.subject === 'locked') throw new Unavailable('subjectKeys');
    return clear(JSON.parse(personal.box));
  },
};

const login = (id: string, change: Partial<OutboxIntent> = {}, subject = 'account-1'): OutboxIntent => ({
  intentId: id,
  channel: 'sms',
  template: 'newLogin',
  subject,
  content: sealed(
    subject,
    messageContent('newLogin', '+84900000001', { account: '*********088', at: '0', link: 'https://portal.example/x' }),
  ),
  ...change,
});

function bench(options: Partial<DispatcherOptions> = {}, outbox: Outbox = new MemoryOutbox()) {
  const clock = { at: instant(1_790_000_000_000), now: () => clock.at };
  const sms = new CountingGateway();
  const mail = new CountingGateway();
  const heard: Delivery[] = [];
  const settings = { onDelivery: (delivery: Delivery) => void heard.push(delivery), ...options };
  const make = () => new OutboxDispatcher(outbox, sms, mail, personalData, clock, settings);
  const pass = (ms: number): void => {
    clock.at = plus(clock.at, milliseconds(ms));
  };
  return { outbox, clock, sms, mail, heard, make, dispatcher: make(), pass };
}
const outcomes = (deliveries: readonly Delivery[]): readonly string[] => deliveries.map(({ outcome }) => outcome);

describe('OutboxDispatcher', () => {
  it('sends each message once, by its channel, in its words, under the id of its intent', async () => {
    const { outbox, clock, sms, mail, dispatcher } = bench();
    const link = messageContent('activationLink', 'a@example.vn', {
      link: 'https://x.example/1',
      life: '60000',
      expiresAt: '1900000000000',
    });
    await outbox.add(
      [login('i1'), { ...login('i2'), channel: 'mail', template: 'activationLink', content: sealed('s', link) }],
      clock.now(),
    );
    expect(outcomes(await dispatcher.deliverDue())).toEqual(['sent', 'sent']);
    expect(sms.calls).toEqual([
      { messageId: 'i1', to: '+84900000001', text: expect.stringContaining('*********088') as string },
    ]);
    expect(mail.calls).toMatchObject([{ messageId: 'i2', to: 'a@example.vn' }]);
    expect(await outbox.pending()).toBe(0);
    expect(await dispatcher.deliverDue()).toEqual([]);
  });

  it('works through more than one batch', async () => {
    const { outbox, clock, sms, dispatcher } = bench({ batch: 4 });
    await outbox.add(
      Array.from({ length: 10 }, (_, index) => login(`i${index}`)),
      clock.now(),
    );
    expect(outcomes(await dispatcher.deliverDue())).toHaveLength(10);
    expect(sms.taken.size).toBe(10);
  });

  it('waits twice as long after each failure, up to the longest interval, and tries for ever', async () => {
    const { outbox, clock, sms, dispatcher, pass } = bench({ firstRetry: seconds(2), longestRetry: seconds(9) });
    sms.answer = () => Promise.reject(new Unavailable('sms'));
    await outbox.add([login('i1')], clock.now());
    for (const interval of [2_000, 4_000, 8_000, 9_000, 9_000]) {
      expect(outcomes(await dispatcher.deliverDue())).toEqual(['postponed']);
      pass(interval - 1);
      expect(await dispatcher.deliverDue()).toEqual([]);
      pass(1);
    }
    sms.answer = () => accepted;
    expect(await dispatcher.deliverDue()).toMatchObject([{ outcome: 'sent', attempt: 6 }]);
  });

  it('waits as long as the gateway asks, within the longest interval', async () => {
    const { outbox, clock, sms, dispatcher, pass } = bench({ firstRetry: seconds(1), longestRetry: minutes(1) });
    sms.answer = (_, call) => Promise.reject(new Unavailable('sms', call === 1 ? 30_000 : 3_600_000));
    await outbox.add([login('i1')], clock.now());
    await dispatcher.deliverDue();
    pass(29_999);
    expect(await dispatcher.deliverDue()).toEqual([]);
    pass(1);
    expect(outcomes(await dispatcher.deliverDue())).toEqual(['postponed']);
    pass(60_000);
    expect(outcomes(await dispatcher.deliverDue())).toEqual(['postponed']);
  });

  it('stops for this time when a whole batch was postponed: the gateway is down', async () => {
    const { outbox, clock, sms, dispatcher } = bench({ batch: 3 });
    sms.answer = () => Promise.reject(new Unavailable('sms'));
    await outbox.add(
      Array.from({ length: 9 }, (_, index) => login(`i${index}`)),
      clock.now(),
    );
    expect(await dispatcher.deliverDue()).toHaveLength(3);
  });

  it('does not try a refused destination again, and says so', async () => {
    const { outbox, clock, sms, heard, dispatcher, pass } = bench();
    sms.answer = () => ({ kind: 'refused', reason: 'unknownDestination' });
    await outbox.add([login('i1')], clock.now());
    await dispatcher.deliverDue();
    pass(3_600_000);
    await dispatcher.deliverDue();
    expect(sms.calls).toHaveLength(1);
    expect(heard).toEqual([{ intentId: 'i1', template: 'newLogin', attempt: 1, outcome: 'refused' }]);
    expect(await outbox.pending()).toBe(0);
  });

  it('drops the messages of an erased subject unsent', async () => {
    const { outbox, clock, sms, dispatcher } = bench();
    await outbox.add([login('i1', {}, 'erased')], clock.now());
    expect(outcomes(await dispatcher.deliverDue())).toEqual(['erased']);
    expect(sms.calls).toEqual([]);
    expect(await outbox.pending()).toBe(0);
  });

  it('drops a code that has run out meanwhile, unsent', async () => {
    const { outbox, clock, sms, dispatcher, pass } = bench({ firstRetry: minutes(3) });
    const params = { code: '042917', life: '180000', expiresAt: String(clock.at + 180_000) };
    const otp = login('i1', {
      template: 'otpLogin',
      content: sealed('s', messageContent('otpLogin', '+84900000001', params)),
    });
    await outbox.add([otp], clock.now());
    sms.answer = () => Promise.reject(new Unavailable('sms'));
    await dispatcher.deliverDue();
    pass(180_000);
    expect(outcomes(await dispatcher.deliverDue())).toEqual(['stale']);
    expect(sms.calls).toHaveLength(1);
    expect(await outbox.pending()).toBe(0);
  });

  it.each([
    ['a broken seal', login('i1', {}, 'broken')],
    ['an unknown template', login('i1', { template: 'unknown' })],
    ['a template without this channel', login('i1', { template: 'activationLink' })],
    ['a template without a mail', login('i1', { channel: 'mail', template: 'otpLogin' })],
  ])('keeps what it cannot read (%s) for the longest interval, and sends the rest', async (_, unreadable) => {
    const { outbox, clock, sms, mail, heard, dispatcher, pass } = bench({ longestRetry: minutes(5) });
    await outbox.add([unreadable, login('i2')], clock.now());
    expect(outcomes(await dispatcher.deliverDue())).toEqual(['broken', 'sent']);
    expect(heard.find(({ outcome }) => outcome === 'broken')?.error).toBeInstanceOf(Error);
    pass(299_999);
    expect(await dispatcher.deliverDue()).toEqual([]);
    pass(1);
    expect(outcomes(await dispatcher.deliverDue())).toEqual(['broken']);
    expect([...sms.taken.keys(), ...mail.taken.keys()]).toEqual(['i2']);
  });

  it('postpones when the key store does not answer', async () => {
    const { outbox, clock, dispatcher } = bench();
    await outbox.add([login('i1', {}, 'locked')], clock.now());
    expect(outcomes(await dispatcher.deliverDue())).toEqual(['postponed']);
    expect(await outbox.pending()).toBe(1);
  });

  it('a worker that died after the gateway accepted: sent again under the same id, taken once', async () => {
    const { outbox, clock, sms, make, pass } = bench({ lease: minutes(1) });
    await outbox.add([login('i1')], clock.now());
    const [leased] = await outbox.lease(1, minutes(1), clock.now());
    await sms.send({ messageId: leased?.intent.intentId ?? '', to: '+84900000001', text: 'as before' });
    // The worker dies here: neither `sent` nor `failed`.
    expect(await make().deliverDue()).toEqual([]);
    pass(60_000);
    expect(await make().deliverDue()).toMatchObject([{ outcome: 'sent', attempt: 2 }]);
    expect([...sms.taken.keys()]).toEqual(['i1']);
  });

  it('leaves a message to the next lease when its own ended before sending or before a retry was noted', async () => {
    const { outbox, clock, sms, dispatcher, pass } = bench({ lease: minutes(1), firstRetry: seconds(1) });
    sms.answer = () => {
      pass(60_000);
      return Promise.reject(new Unavailable('sms'));
    };
    await outbox.add([login('i1')], clock.now());
    expect(outcomes(await dispatcher.deliverDue())).toEqual(['unsettled']);
    sms.answer = () => accepted;
    expect(outcomes(await dispatcher.deliverDue())).toEqual(['sent']);
  });

  it('does not send under a lease that ended while the content was opened', async () => {
    const { outbox, clock, sms, pass } = bench();
    const slow: PersonalData = {
      ...personalData,
      open(personal) {
        pass(60_000);
        return personalData.open(personal);
      },
    };
    const dispatcher = new OutboxDispatcher(outbox, sms, sms, slow, clock, { lease: minutes(1) });
    await outbox.add([login('i1')], clock.now());
    expect(outcomes(await dispatcher.deliverDue())).toEqual(['unsettled']);
    expect(sms.calls).toEqual([]);
  });

  it('an outbox that does not take the result costs a second sending, which the gateway recognises', async () => {
    const memory = new MemoryOutbox();
    let down = true;
    const flaky: Outbox = {
      add: (intents, at) => memory.add(intents, at),
      lease: (limit, lease, at) => memory.lease(limit, lease, at),
      failed: (id, at) => memory.failed(id, at),
      drop: (subject) => memory.drop(subject),
      pending: () => memory.pending(),
      sent: (id) => (down ? Promise.reject(new Unavailable('state')) : memory.sent(id)),
    };
    const { clock, sms, dispatcher, pass } = bench({ lease: minutes(1) }, flaky);
    await memory.add([login('i1')], clock.now());
    expect(outcomes(await dispatcher.deliverDue())).toEqual(['unsettled']);
    down = false;
    pass(60_000);
    expect(outcomes(await dispatcher.deliverDue())).toEqual(['sent']);
    expect(sms.calls).toHaveLength(2);
    expect(sms.taken.size).toBe(1);
  });

  it('several dispatchers on one outbox send each message once', async () => {
    const { outbox, clock, sms, make } = bench({ batch: 3 });
    await outbox.add(
      Array.from({ length: 50 }, (_, index) => login(`i${index}`)),
      clock.now(),
    );
    await Promise.all([make(), make(), make(), make()].map((one) => one.deliverDue()));
    expect(sms.calls).toHaveLength(50);
    expect(sms.taken.size).toBe(50);
  });
});

describe('OutboxDispatcher driven by ticks', () => {
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('delivers at each tick; ticks during a delivery count as one after it', async () => {
    const { outbox, clock, sms, dispatcher } = bench();
    const ticks = new Subject<void>();
    const running = dispatcher.run(ticks);
    let release: (() => void) | undefined;
    sms.answer = () => new Promise((resolve) => (release = () => resolve(accepted)));
    await outbox.add([login('i1')], clock.now());
    ticks.next();
    await settled();
    await outbox.add([login('i2')], clock.now());
    ticks.next();
    ticks.next();
    expect(sms.calls).toHaveLength(1);
    release?.();
    await settled();
    expect(sms.calls).toHaveLength(2);
    release?.();
    await running.stop();
    expect(await outbox.pending()).toBe(0);
  });

  it('stop waits for the delivery under way and takes no further batch', async () => {
    const { outbox, clock, sms, dispatcher } = bench({ batch: 1 });
    const ticks = new Subject<void>();
    const running = dispatcher.run(ticks);
    let release: (() => void) | undefined;
    sms.answer = () => new Promise((resolve) => (release = () => resolve(accepted)));
    await outbox.add([login('i1'), login('i2')], clock.now());
    ticks.next();
    await settled();
    let stopped = false;
    const stop = running.stop().then(() => (stopped = true));
    await settled();
    expect(stopped).toBe(false);
    release?.();
    await stop;
    expect(await outbox.pending()).toBe(1);
    expect(ticks.observed).toBe(false);
  });

  it('survives an outbox that does not answer, and tells', async () => {
    const memory = new MemoryOutbox();
    const errors: unknown[] = [];
    let down = true;
    const outbox = new Proxy(memory, {
      get(target, name: keyof MemoryOutbox) {
        if (name === 'lease' && down) return () => Promise.reject(new Unavailable('state'));
        return target[name].bind(target);
      },
    });
    const { clock, sms, dispatcher } = bench({ onFailure: (error) => void errors.push(error) }, outbox);
    const ticks = new Subject<void>();
    const running = dispatcher.run(ticks);
    await memory.add([login('i1')], clock.now());
    ticks.next();
    await settled();
    expect(errors).toMatchObject([{ code: 'unavailable' }]);
    down = false;
    ticks.next();
    await settled();
    expect(sms.taken.size).toBe(1);
    ticks.error(new Error('the clockwork broke'));
    expect(errors).toHaveLength(2);
    await running.stop();
  });
});
