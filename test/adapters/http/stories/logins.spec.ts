import { codeFor, formOf, passwordStep, register, start, step } from '../support/acts.js';
import { startWorld, type World } from '../support/world.js';
import {
  aMinute,
  answerByToken,
  answerByVneid,
  eventually,
  linkTo,
  logInBy,
  press,
  redirectUri,
  registerByToken,
  registerByVneid,
  storages,
  told,
} from './support.js';

describe.each(storages)('item 5, logging in, over %s', (storage) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ storage });
    await register(world, 'an');
    await registerByToken(world, 'mayTrang', { subject: 'enterprise' });
  });
  afterAll(() => world.close());

  it('adds VNeID at its first login, when the owner agrees by a code', async () => {
    world.pass(aMinute);
    const first = await answerByVneid(world, 'an');
    expect(first.body).toMatchObject({
      kind: 'consentDue',
      opened: null,
      consent: { by: 'code', sentTo: '095****001' },
    });
    const { loginToken } = first.body.consent;
    expect((await world.post('/v1/logins/eid-consent/resend', { loginToken })).body.code).toBe('otp.tooManySends');
    const wrong = await world.post('/v1/logins/eid-consent/confirm', { loginToken, code: '000000' });
    expect(wrong.body.code).toBe('otp.wrong');
    const code = await codeFor(world, '0950000001');
    const opened = await world.post('/v1/logins/eid-consent/confirm', { loginToken, code });
    expect(opened.body).toMatchObject({ session: { method: 'vneid', level: 'IAL3' } });
    expect((await answerByVneid(world, 'an')).body.kind).toBe('loggedIn');
  });

  it('adds it in a session of the account where there is no phone', async () => {
    const as = { subject: 'enterprise' };
    const first = await answerByVneid(world, 'loan', as, 'mayTrang');
    expect(first.body).toMatchObject({ kind: 'consentDue', consent: { by: 'login' } });
    const { loginToken } = first.body.consent;
    const { token } = (await answerByToken(world, 'mayTrang', as)).body.opened;
    const opened = await world.post('/v1/me/eid-consent', { loginToken }, { token });
    expect(opened.body).toMatchObject({ session: { method: 'vneid' } });
  });

  it('asks a SIM, whose screen shows the same code, and takes no certificate that nobody has bound', async () => {
    const phone = formOf(world, 'son')['phone'] ?? '';
    const started = await world.post('/v1/logins/proofs', { method: 'simPki', phone });
    const { loginToken, due } = started.body;
    const poll = () => world.post('/v1/logins/proofs/answer', { loginToken, kind: 'poll' });
    expect((await poll()).body).toEqual({ kind: 'waiting', opened: null, consent: null });
    const { prompts } = (await world.get(`/sandbox/phone?phone=${phone}`)).body;
    expect(prompts).toMatchObject([{ prompt: due.verificationCode }]);
    await world.post('/sandbox/phone', { phone, reaction: 'accept' });
    expect((await poll()).body).toMatchObject({
      code: 'login.certificateUnbound',
      remedies: ['register', 'addMethod'],
    });
  });

  it('gives a session’s token out once', async () => {
    await registerByVneid(world, 'loan');
    const headers = { 'idempotency-key': 'one-login' };
    const { body } = await world.post('/v1/logins/proofs', { method: 'vneid', redirectUri });
    const { code, state } = (
      await world.post('/sandbox/vneid/authorize', { who: 'loan', authorizeUrl: body.due.authorizeUrl })
    ).body;
    const proof = { loginToken: body.loginToken, kind: 'authorizationCode', code, state };
    const first = await world.post('/v1/logins/proofs/answer', proof, { headers });
    expect(first.body.opened.token).toEqual(expect.any(String));
    const again = await world.post('/v1/logins/proofs/answer', proof, { headers });
    expect(again.body).toEqual({ ...first.body, opened: { ...first.body.opened, token: null } });
  });

  it('logs in through Vietnam Post by a code, and tells strangers nothing', async () => {
    const form = formOf(world, 'chi');
    const phone = form['phone'] ?? '';
    const started = await start(world, { method: 'vnpost', ...form, activation: 'sms' });
    await step(world, started, { kind: 'otp', code: await codeFor(world, phone) });
    await step(world, started, passwordStep);
    world.pass(aMinute);
    const before = (await world.get(`/sandbox/inbox?to=${phone}`)).body.messages.length;
    const first = await world.post('/v1/logins/postal', { personId: form['personId'] });
    const stranger = await world.post('/v1/logins/postal', { personId: '092192990005' });
    expect(Object.keys(stranger.body)).toEqual(Object.keys(first.body));
    const { loginToken } = first.body;
    expect((await world.post('/v1/logins/postal/resend', { loginToken })).body.code).toBe('otp.tooManySends');
    const code = await eventually(async () => {
      const { messages } = (await world.get(`/sandbox/inbox?to=${phone}`)).body;
      return messages.length > before && messages[0].code !== null ? (messages[0].code as string) : undefined;
    });
    const opened = await world.post('/v1/logins/postal/confirm', { loginToken, code });
    expect(opened.body).toMatchObject({ token: expect.any(String), session: { method: 'vnpost' } });
    expect(told(await world.post('/v1/logins/postal/follow', { token: 'none' }))).toEqual([401, 'login.expired']);
    expect((await world.get('/postal-login?token=none')).text).toContain('action="postal-login"');
  });

  it('disowns a login by the link of its notice, and the password opens nothing', async () => {
    await register(world, 'oanh');
    const { token } = (await logInBy(world, 'oanh')).body;
    const link = await linkTo(world, '0950000010', 'disavow-login');
    expect((await world.get(`/disavow-login?token=${link}`)).text).toContain('Không phải tôi');
    expect((await world.get('/v1/me', { token })).status).toBe(200);
    const pressed = await press(world, 'disavow-login', link);
    expect([pressed.status, pressed.text.includes('Mọi phiên đăng nhập đã kết thúc')]).toEqual([200, true]);
    expect((await world.get('/v1/me', { token })).status).toBe(401);
    expect((await logInBy(world, 'oanh')).status).not.toBe(201);
    expect(told(await world.post('/v1/disavowals', { token: link }))).toEqual([422, 'login.disavowLinkInvalid']);
  }, 30_000);
});
