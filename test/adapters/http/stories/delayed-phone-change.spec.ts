import { hours } from '../../../../src/domain/kernel/instant.js';
import { sandboxEdition } from '../../../../src/domain/policy/editions/sandbox.js';
import { makePolicyBook, type PolicyBook } from '../../../../src/domain/policy/policy-book.js';
import { codeFor, register } from '../support/acts.js';
import { startWorld, type World } from '../support/world.js';
import { afterPassword, linkTo, logInBy, press, storages, told } from './support.js';

const address = 'an@hopthu.example';
const aDay = hours(24);

/** The edition of the sandbox, where a lost phone is replaced a day after it was asked for. */
function delayed(): PolicyBook {
  const book = makePolicyBook([{ ...sandboxEdition, phoneChangeDelay: aDay }]);
  if (!book.ok) throw new Error(book.refusal.code);
  return book.value;
}

describe.each(storages)('item 1, a lost OTP phone that is replaced a day later, over %s', (storage) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld({ storage, policy: delayed() });
    await register(world, 'an');
    const { token } = (await logInBy(world, 'an')).body;
    await world.post('/v1/me/contact/email-link', undefined, { token });
    await press(world, 'verify-email', await linkTo(world, address, 'verify-email'));
  });
  afterEach(() => world.close());

  /** Somebody with the password asks for a new phone. */
  const request = async () => {
    const { loginToken } = (await afterPassword(world, 'an')).body;
    await world.post('/v1/logins/lost-phone', { loginToken, phone: '0950000011' });
    const code = await codeFor(world, '0950000011');
    return world.post('/v1/logins/lost-phone/confirm', { loginToken, code });
  };
  const sentTo = async () => (await afterPassword(world, 'an')).body.sentTo as string;

  it('leaves the old phone in place until then, and takes it away by itself', async () => {
    const asked = await request();
    expect(asked.body).toMatchObject({ status: 'requested', masked: '095****011' });
    expect(Date.parse(asked.body.effectiveFrom) - world.now()).toBeGreaterThan(aDay - 60_000);
    expect(await sentTo()).toBe('095****001');
    world.pass(aDay);
    expect(await sentTo()).toBe('095****011');
  });

  it('is called off in a session, which the old phone still opens', async () => {
    const { changeId } = (await request()).body;
    const { token } = (await logInBy(world, 'an')).body;
    const pending = await world.get('/v1/me/phone-change', { token });
    expect(pending.body.change).toMatchObject({ changeId, masked: '095****011' });
    expect(told(await world.delete('/v1/me/phone-change/another', { token }))[1]).toBe('phone.noChangePending');
    const cancelled = await world.delete(`/v1/me/phone-change/${changeId}`, { token });
    expect([cancelled.status, cancelled.body.changeId]).toEqual([200, changeId]);
    expect((await world.get('/v1/me/phone-change', { token })).body).toEqual({ change: null });
    world.pass(aDay);
    expect(await sentTo()).toBe('095****001');
  });

  it('is called off by the link that went to the verified address, and to no phone', async () => {
    const { changeId } = (await request()).body;
    const link = await linkTo(world, address, 'cancel-phone-change');
    const { messages } = (await world.get('/sandbox/inbox')).body;
    const carriers = messages.filter(({ text }: { text: string }) => text.includes('/cancel-phone-change?'));
    expect(carriers.map(({ channel, to }: { channel: string; to: string }) => `${channel} ${to}`)).toEqual([
      `mail ${address}`,
    ]);
    const cancelled = await world.post('/v1/phone-change-cancellations', { token: link });
    expect([cancelled.status, cancelled.body.changeId]).toEqual([200, changeId]);
    const again = await world.post('/v1/phone-change-cancellations', { token: link });
    expect(told(again)).toEqual([422, 'phone.cancelLinkInvalid']);
    world.pass(aDay);
    expect(await sentTo()).toBe('095****001');
  });

  it('is called off on the page behind that link, by its button', async () => {
    await request();
    const link = await linkTo(world, address, 'cancel-phone-change');
    expect((await world.get(`/cancel-phone-change?token=${link}`)).status).toBe(200);
    const { token } = (await logInBy(world, 'an')).body;
    expect((await world.get('/v1/me/phone-change', { token })).body.change).not.toBeNull();
    const pressed = await press(world, 'cancel-phone-change', link);
    expect([pressed.status, pressed.text.includes('đã được hủy')]).toEqual([200, true]);
    expect((await world.get('/v1/me/phone-change', { token })).body.change).toBeNull();
  });
});
