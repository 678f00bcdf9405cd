import { formOf, start, step } from '../support/acts.js';
import { startWorld, type World } from '../support/world.js';
import { aMinute, eventually, linkTo, press, redirectUri, storages, told } from './support.js';

describe.each(storages)('item 5, logging in by a mailed link and by SmartCA, over %s', (storage) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ storage });
  });
  afterAll(() => world.close());

  it('follows the link of Vietnam Post’s mail, once, and nobody else’s', async () => {
    const form = formOf(world, 'dung');
    const address = form['email'] ?? '';
    const started = await start(world, { method: 'vnpost', ...form, activation: 'email' });
    const activation = await linkTo(world, address, 'activate');
    const done = await world.post('/v1/activations', { token: activation });
    if (done.body.status !== 'registered') await step(world, started, { kind: 'holderConfirmation' });
    world.pass(aMinute);
    const first = await world.post('/v1/logins/postal', { personId: form['personId'] });
    expect(first.status).toBe(200);
    const token = await linkTo(world, address, 'postal-login');
    const opened = await world.post('/v1/logins/postal/follow', { token });
    expect(opened.body).toMatchObject({ token: expect.any(String), session: { method: 'vnpost', level: 'IAL2' } });
    expect((await world.get('/v1/me', { token: opened.body.token })).status).toBe(200);
    expect(told(await world.post('/v1/logins/postal/follow', { token }))).toEqual([401, 'login.expired']);
  });

  it('logs in on the page behind that link, by its button', async () => {
    world.pass(aMinute);
    const { personId, email = '' } = formOf(world, 'dung');
    const used = await linkTo(world, email, 'postal-login');
    await world.post('/v1/logins/postal', { personId });
    const token = await eventually(async () => {
      const newest = await linkTo(world, email, 'postal-login');
      return newest === used ? undefined : newest;
    });
    expect((await world.get(`/postal-login?token=${token}`)).status).toBe(200);
    const pressed = await press(world, 'postal-login', token);
    expect(pressed.status).toBe(200);
    const session = /<pre>([^<]+)<\/pre>/.exec(pressed.text)?.[1] ?? '';
    expect((await world.get('/v1/me', { token: session })).body).toMatchObject({ method: 'vnpost' });
    expect((await press(world, 'postal-login', token)).status).toBe(401);
  });

  it('asks SmartCA, whose app shows the same code, and opens a session when it has signed', async () => {
    const atSmartCa = async (authorizeUrl: string) => {
      const { code, state } = (await world.post('/sandbox/smartca/authorize', { who: 'uyen', authorizeUrl })).body;
      return { kind: 'authorizationCode', code, state };
    };
    const react = (reaction: string) => world.post('/sandbox/smartca/app', { who: 'uyen', reaction });
    const started = await start(world, { method: 'smartCa', redirectUri });
    await step(world, started, await atSmartCa(started.body.due.authorizeUrl));
    await react('accept');
    await step(world, started, { kind: 'poll' });
    const registered = await step(world, started, { kind: 'holderConfirmation' });
    expect(registered.body.status).toBe('registered');

    const ask = async () => {
      const { body } = await world.post('/v1/logins/proofs', { method: 'smartCa', redirectUri });
      const { loginToken } = body;
      const answer = (proof: object) => world.post('/v1/logins/proofs/answer', { loginToken, ...proof });
      return { answer, first: await answer(await atSmartCa(body.due.authorizeUrl)) };
    };
    const { answer, first } = await ask();
    expect(first.body).toMatchObject({ kind: 'waiting' });
    const { prompts } = (await world.get('/sandbox/smartca/app?who=uyen')).body;
    expect(prompts).toHaveLength(1);
    expect((await answer({ kind: 'poll' })).body.kind).toBe('waiting');
    expect((await react('accept')).body).toEqual({ reacted: true });
    const opened = await answer({ kind: 'poll' });
    expect(opened.body).toMatchObject({ kind: 'loggedIn', opened: { session: { method: 'smartCa', level: 'IAL3' } } });

    const refused = await ask();
    await react('refuse');
    expect(told(await refused.answer({ kind: 'poll' }))[1]).toBe('signing.userRefused');
  });
});
