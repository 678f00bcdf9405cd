import { codeFor, register } from '../support/acts.js';
import { startWorld, type World } from '../support/world.js';
import { afterPassword, logInBy, storages, told } from './support.js';

/** Long enough for the budget of codes to one phone. */
const anHour = 3_600_000;

describe.each(storages)('item 1, a lost OTP phone, over %s', (storage) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ storage });
    await register(world, 'an');
  });
  afterAll(() => world.close());

  const lose = async (phone: string) => {
    const { body } = await afterPassword(world, 'an');
    const started = await world.post('/v1/logins/lost-phone', { loginToken: body.loginToken, phone });
    return { loginToken: body.loginToken as string, started };
  };
  const confirm = async (loginToken: string, phone: string) =>
    world.post('/v1/logins/lost-phone/confirm', { loginToken, code: await codeFor(world, phone) });

  it('is not replaced by a phone in another name, nor by one that no carrier knows', async () => {
    for (const [phone, code] of [
      ['0950000015', 'phone.subscriberMismatch'],
      ['0950000035', 'phone.subscriberNotAvailable'],
    ] as const) {
      const { loginToken, started } = await lose(phone);
      expect(started.body).toMatchObject({ sentTo: expect.stringMatching(/^095\*{4}/) });
      const answer = await confirm(loginToken, phone);
      expect(told(answer)).toEqual([422, code]);
      expect(answer.body.remedies).toEqual(['checkSubscription', 'counter']);
    }
  });

  it('asks for a password first, and for a phone that is one', async () => {
    const nobody = await world.post('/v1/logins/lost-phone', { loginToken: 'none', phone: '0950000011' });
    expect(told(nobody)).toEqual([401, 'login.expired']);
    const { started } = await lose('12');
    expect(told(started)).toEqual([400, 'identifier.phone.format']);
    expect(told((await lose('0950000001')).started)).toEqual([409, 'phone.alreadyAdded']);
  });

  it('is replaced by the owner’s other phone, and every session is over', async () => {
    world.pass(anHour);
    const { token } = (await logInBy(world, 'an')).body;
    const { loginToken } = await lose('0950000011');
    const resent = await world.post('/v1/logins/lost-phone/resend', { loginToken });
    expect(told(resent)).toEqual([429, 'otp.tooManySends']);
    const changed = await confirm(loginToken, '0950000011');
    expect(changed.body).toMatchObject({
      status: 'changed',
      masked: '095****011',
      next: 'logIn',
      position: expect.any(Number),
    });
    expect((await world.get('/v1/me', { token })).status).toBe(401);
    const login = await logInBy(world, 'an', { phone: '0950000011' });
    expect(login.status).toBe(201);
    const own = await world.get('/v1/me/phone-change', { token: login.body.token });
    expect(own.body).toEqual({ change: null });
    const none = await world.delete('/v1/me/phone-change/none', { token: login.body.token });
    expect(none.body.code).toBe('phone.noChangePending');
  });

  it('tells a link to cancel that is none, to programs and to people', async () => {
    const answer = await world.post('/v1/phone-change-cancellations', { token: 'none' });
    expect(told(answer)).toEqual([422, 'phone.cancelLinkInvalid']);
    const page = await world.get('/cancel-phone-change?token=none');
    expect(page.text).toContain('<form method="post" action="cancel-phone-change">');
  });
});
