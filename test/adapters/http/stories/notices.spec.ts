import { createMemoryReadModels } from '../../../../src/adapters/memory/read-models.js';
import type { Ports } from '../../../../src/application/composition/ports.js';
import type { MailSender, SmsSender } from '../../../../src/application/ports/messaging.port.js';
import { Unavailable } from '../../../../src/application/ports/unavailable.js';
import { codeFor, password, register } from '../support/acts.js';
import { type House, makeHouse } from '../support/house.js';
import type { World } from '../support/world.js';
import { atVneid, linkTo, logInBy, press, redirectUri, storages } from './support.js';

const anHour = 3_600_000;
const fresh = 'Mùa-Xuân#2027-hoa-đào';
const mark = { ground: 'đơn của công dân', ticket: 'HS-2026-0009' };
const [phone, other] = ['+84950000001', '+84950000011'];
/** Given at registering, and in its place. */
const [first, address] = ['an@hopthu.example', 'an.moi@hopthu.example'];

/** Gateways that are counted, and lose the answer to every message's first sending: it arrived all the same. */
function forgetful() {
  const calls = new Map<string, number>();
  const losing = (ports: Ports): Partial<Ports> => {
    const send = async <Message extends { readonly messageId: string }, Result>(
      channel: string,
      message: Message,
      deliver: (message: Message) => Promise<Result>,
    ): Promise<Result> => {
      const id = `${channel} ${message.messageId}`;
      const result = await deliver(message);
      const isNotice = /:(sms|mail)$/.test(message.messageId);
      calls.set(id, (calls.get(id) ?? 0) + 1);
      if (isNotice && calls.get(id) === 1) throw new Unavailable(channel);
      return result;
    };
    const smsSender: SmsSender = { send: (sms) => send('smsSender', sms, (one) => ports.smsSender.send(one)) };
    const mailSender: MailSender = { send: (mail) => send('mailSender', mail, (one) => ports.mailSender.send(one)) };
    return { smsSender, mailSender };
  };
  return { calls, losing };
}

describe.each(storages)('item 9, notices of security-relevant acts, over %s', (storage) => {
  let house: House;
  let world: World;
  let accountId: string;
  const gateway = forgetful();
  beforeAll(() => {
    house = makeHouse(storage);
  });
  afterAll(() => house.remove());

  /** Everything that arrived and is no code, oldest first: `sms +84… new phone`. */
  const notices = (): readonly string[] =>
    house.sandbox.inbox
      .list()
      .toReversed()
      .filter(({ text }) => !/(?<!\d)\d{6}(?!\d)/.test(text))
      .map(({ channel, to, text }) => `${channel} ${to}${/https?:/.test(text) ? ' with a link' : ''}`);

  /** What an act makes arrive: nothing before every notice was sent, nothing more after. */
  const toldOf = async (act: () => Promise<unknown>): Promise<readonly string[]> => {
    await house.told();
    const before = notices().length;
    await act();
    await house.told();
    return notices().slice(before).toSorted();
  };
  const officer = (act: string) =>
    world.post(`/v1/staff/accounts/${accountId}/${act}`, mark, { token: 'sandbox-supervisor-minh' });

  it('are sent by the next process where the one that acted died before it told anybody', async () => {
    world = await house.openToDie();
    accountId = (await register(world, 'an')).body.account.accountId;
    expect((await logInBy(world, 'an')).status).toBe(201);
    await world.close();
    expect(notices()).toEqual([]);
    world = await house.open({ ports: gateway.losing });
    await house.told();
    expect(notices().toSorted()).toEqual([`mail ${first}`, `sms ${phone}`, `sms ${phone} with a link`]);
  });

  it('are sent once each, though the answer to every first sending is lost', async () => {
    const logIn = async (secret = password): Promise<string> => {
      world.pass(anHour);
      return (await logInBy(world, 'an', { secret })).body.token as string;
    };
    let token = '';
    expect(await toldOf(async () => (token = await logIn()))).toEqual([`sms ${phone} with a link`]);
    // An address that nobody has verified gets the notice, and no link but the one that verifies it.
    const changed = await toldOf(() => world.post('/v1/me/contact', { email: address }, { token }));
    expect(changed).toEqual([`mail ${address}`, `mail ${address} with a link`, `mail ${first}`, `sms ${phone}`]);
    const link = await linkTo(world, address, 'verify-email');
    expect(await toldOf(() => press(world, 'verify-email', link))).toEqual([]);

    token = await logIn();
    const added = await toldOf(async () => {
      const { body } = await world.post('/v1/me/phones', { phone: other }, { token });
      const code = await codeFor(world, other);
      await world.post(`/v1/me/phones/${body.phoneId}/confirm`, { code }, { token });
    });
    expect(added).toEqual([`mail ${address}`, `sms ${phone}`, `sms ${other}`]);

    const { phones } = (await world.get('/v1/me/phones', { token })).body;
    const second = phones.find(({ isDefault }: { isDefault: boolean }) => !isDefault).phoneId;
    const removed = await toldOf(() => world.delete(`/v1/me/phones/${second}`, { token }));
    expect(removed).toEqual([`mail ${address}`, `sms ${phone}`, `sms ${other}`]);

    token = await logIn();
    const method = await toldOf(async () => {
      const { body } = await world.post('/v1/me/methods', { method: 'vneid', redirectUri }, { token });
      const proof = await atVneid(world, 'an', body.due.authorizeUrl);
      await world.post(`/v1/me/methods/additions/${body.additionId}/proof`, proof, { token });
    });
    expect(method).toEqual([`mail ${address}`, `sms ${phone}`]);
  }, 30_000);

  it('tell of passwords, locks and what staff did', async () => {
    world.pass(anHour);
    const started = await world.post('/v1/logins/proofs', { method: 'vneid', redirectUri });
    const proof = await atVneid(world, 'an', started.body.due.authorizeUrl);
    const opened = await world.post('/v1/logins/proofs/answer', { loginToken: started.body.loginToken, ...proof });
    const { token } = opened.body.opened;
    const both = [`mail ${address}`, `sms ${phone}`];
    const form = { current: password, password: fresh, confirmation: fresh };
    expect(await toldOf(() => world.post('/v1/me/password', form, { token }))).toEqual(both);
    expect(await toldOf(() => officer('suspend'))).toEqual(both);
    expect(await toldOf(() => officer('reinstate'))).toEqual(both);
    const locked = await toldOf(async () => {
      const guess = { personId: '001090990001', password: 'Sai-Mật-Khẩu#1' };
      for (let tries = 0; tries < 12; tries += 1) await world.post('/v1/logins', guess);
      await world.core.locks.settled();
    });
    expect(locked).toEqual(both);
    expect(await toldOf(() => officer('unlock'))).toEqual(both);
    expect(await toldOf(() => officer('close'))).toEqual(both);
  }, 30_000);

  it('were each sent twice and arrived once', async () => {
    await house.told();
    const ids = house.sandbox.inbox.list().map(({ channel, messageId }) => `${channel} ${messageId}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...gateway.calls.values()].filter((count) => count > 1).length).toBeGreaterThan(20);
    await world.close();
  });

  it('are not sent again by a process that goes on, nor by one that reads everything anew', async () => {
    let sent = 0;
    const count = async (): Promise<never> => {
      sent += 1;
      throw new Error('nothing is to be sent');
    };
    const counting = { smsSender: { send: count }, mailSender: { send: count } };
    const before = notices();
    world = await house.open({ ports: () => counting });
    await house.told();
    await world.close();

    const readModels = createMemoryReadModels();
    world = await house.open({ ports: () => ({ ...counting, readModels }) });
    for (const projector of world.core.projectors) await projector.rebuild(() => undefined);
    const history = `/v1/staff/accounts/${accountId}/history?ground=x&ticket=y`;
    const replayed = await world.get(history, { token: 'sandbox-auditor-viet' });
    expect(replayed.body.events.length).toBeGreaterThan(10);
    const head = (await world.core.projectors[0]?.progress())?.head ?? 0;
    for (let tries = 0; tries < 500 && (await readModels.checkpoint('notices', 0)) < head; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await readModels.checkpoint('notices', 0)).toBe(head);
    // Twenty looks at the outbox, which would have found whatever was added.
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect([sent, notices()]).toEqual([0, before]);
    await world.close();
  });
});
