import { codeFor, register } from '../support/acts.js';
import { startWorld, type World } from '../support/world.js';
import {
  aMinute,
  answerByToken,
  atVneid,
  logInBy,
  redirectUri,
  registerByToken,
  sign,
  storages,
  told,
} from './support.js';

describe.each(storages)('item 2, phones and methods of one’s own, over %s', (storage) => {
  let world: World;
  let token: string;
  beforeAll(async () => {
    world = await startWorld({ storage });
    await register(world, 'an');
    await register(world, 'thao');
    await registerByToken(world, 'mayTrang', { subject: 'enterprise' });
  });
  beforeEach(async () => {
    ({ token } = (await logInBy(world, 'an')).body);
  });
  afterAll(() => world.close());

  const add = async (method: string, more: object = {}) => world.post('/v1/me/methods', { method, ...more }, { token });

  it('adds a phone by a code to it, makes it the default, and removes the other', async () => {
    const added = await world.post('/v1/me/phones', { phone: '095 000 0011' }, { token });
    expect(added).toMatchObject({ status: 201, body: { sentTo: '095****011' } });
    const { phoneId } = added.body;
    const wrong = await world.post(`/v1/me/phones/${phoneId}/confirm`, { code: '000000' }, { token });
    expect(wrong.body.code).toBe('otp.wrong');
    world.pass(aMinute);
    expect((await world.post(`/v1/me/phones/${phoneId}/resend`, undefined, { token })).status).toBe(200);
    const code = await codeFor(world, '0950000011');
    const confirmed = await world.post(`/v1/me/phones/${phoneId}/confirm`, { code }, { token });
    expect(confirmed.body.phones).toHaveLength(2);
    const first = confirmed.body.phones.find(({ isDefault }: { isDefault: boolean }) => isDefault);
    const early = await world.delete(`/v1/me/phones/${first.phoneId}`, { token });
    expect(told(early)).toEqual([422, 'phone.isDefault']);
    await world.post(`/v1/me/phones/${phoneId}/default`, undefined, { token });
    const left = await world.delete(`/v1/me/phones/${first.phoneId}`, { token });
    expect(left.body).toMatchObject({
      phones: [{ phoneId, masked: '095****011', isDefault: true }],
      position: expect.any(Number),
    });
    expect((await world.get('/v1/me/phones', { token })).body.phones).toEqual(left.body.phones);
    // Back to the phone that the other stories read.
    const again = await world.post('/v1/me/phones', { phone: '0950000001' }, { token });
    const back = { code: await codeFor(world, '0950000001') };
    await world.post(`/v1/me/phones/${again.body.phoneId}/confirm`, back, { token });
    await world.post(`/v1/me/phones/${again.body.phoneId}/default`, undefined, { token });
  });

  it('changes nothing in a session that is not fresh', async () => {
    world.pass(6 * 60_000);
    const answer = await world.post('/v1/me/phones', { phone: '0950000011' }, { token });
    expect(told(answer)).toEqual([403, 'session.tooOld']);
    expect(answer.body.remedies).toEqual(['logInAgain']);
  });

  it('takes no certificate of somebody else', async () => {
    const { additionId, due } = (await add('usbToken')).body;
    const proof = await sign(world, 'thao', due.challenge);
    const answer = await world.post(`/v1/me/methods/additions/${additionId}/proof`, proof, { token });
    expect(told(answer)).toEqual([422, 'method.certificateOfAnother']);
  });

  it('adds VNeID, which raises the level, and takes another kind of proof for none', async () => {
    const { additionId, due } = (await add('vneid', { redirectUri })).body;
    const proof = `/v1/me/methods/additions/${additionId}/proof`;
    expect((await world.post(proof, { kind: 'poll' }, { token })).body.code).toBe('proof.wrongInput');
    const missing = await world.post(proof, { kind: 'authorizationCode', code: 'c' }, { token });
    expect(missing.body).toMatchObject({ code: 'request.invalid', facts: { fields: ['state'] } });
    const added = await world.post(proof, await atVneid(world, 'an', due.authorizeUrl), { token });
    expect(added.body).toMatchObject({ kind: 'added', added: { method: 'vneid', level: 'IAL3' } });
    const { methods } = (await world.get('/v1/me/methods', { token })).body;
    expect(methods.map(({ method }: { method: string }) => method)).toEqual(['mobileSubscriber', 'vneid']);
    const weak = await world.delete(`/v1/me/methods/${methods[0].methodId}`, { token });
    expect(told(weak)).toEqual([403, 'session.tooWeak']);
  });

  it('logs in by the certificate that a duplicate added with the owner’s consent', async () => {
    const unbound = await answerByToken(world, 'thao');
    expect(unbound.body).toMatchObject({ code: 'login.certificateUnbound', remedies: ['addMethod'] });
    const started = await world.post('/v1/method-consents', { method: 'usbToken', subject: 'citizen' });
    const { consentToken, due } = started.body;
    world.pass(aMinute);
    const proof = { consentToken, ...(await sign(world, 'thao', due.challenge)) };
    const asked = await world.post('/v1/method-consents/proof', proof);
    expect(asked.body).toMatchObject({ kind: 'codeSent', sentTo: '095****025' });
    expect(told(await world.post('/v1/method-consents/resend', { consentToken }))).toEqual([429, 'otp.tooManySends']);
    const code = await codeFor(world, '0950000025');
    const confirmed = await world.post('/v1/method-consents/confirm', { consentToken, code });
    expect(confirmed.body).toMatchObject({ kind: 'added', added: { method: 'usbToken', level: 'IAL3' } });
    const opened = await answerByToken(world, 'thao');
    expect(opened.body).toMatchObject({ kind: 'loggedIn', opened: { session: { level: 'IAL3' } } });
    const own = (await world.get('/v1/me/methods', { token: opened.body.opened.token })).body.methods;
    const gone = await world.delete(`/v1/me/methods/${own[1].methodId}`, { token: opened.body.opened.token });
    expect(gone.body.methods).toHaveLength(1);
    expect((await answerByToken(world, 'thao')).body.code).toBe('login.certificateUnbound');
  });

  it('logs an enterprise in by its certificate', async () => {
    const opened = await answerByToken(world, 'mayTrang', { subject: 'enterprise' });
    expect(opened.body).toMatchObject({ kind: 'loggedIn', opened: { session: { method: 'usbToken' } } });
  });
});
