import { formOf, start, step } from './support/acts.js';
import { startWorld, type World } from './support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const confirm = { kind: 'holderConfirmation' };

describe('registering by certificate', () => {
  it('signs with a USB token and confirms what the certificate says', async () => {
    const started = await start(world, { method: 'usbToken' });
    const { challenge } = started.body.due;
    const { signature } = (await world.post('/sandbox/usb-token', { who: 'thao', challenge })).body;
    const shown = await step(world, started, { kind: 'signature', signature });
    expect(shown.body.due).toMatchObject({
      step: 'holderConfirmation',
      name: 'Phạm Thị Thảo',
      certificate: { issuer: 'SANDBOX Mây Xanh Token CA' },
    });
    const done = await step(world, started, confirm);
    expect(done.body).toMatchObject({ status: 'registered', account: { level: 'IAL3' } });
  });

  it('tells a signature that is none', async () => {
    const started = await start(world, { method: 'usbToken' });
    const answer = await step(world, started, { kind: 'signature', signature: 'nonsense' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body.code).toMatch(/^(signature|certificate)\./);
  });

  it('has no certificate for somebody without one', async () => {
    const answer = await world.post('/sandbox/usb-token', { who: 'an', challenge: 'anything' });
    expect(answer.status).toBe(404);
    expect(answer.body.code).toBe('sandbox.noCertificate');
  });

  it('waits for the SIM, whose screen shows the same code', async () => {
    const { phone = '' } = formOf(world, 'son');
    const started = await start(world, { method: 'simPki', phone });
    expect((await step(world, started, { kind: 'poll' })).body.due.step).toBe('signature');
    const { prompts } = (await world.get(`/sandbox/phone?phone=${phone}`)).body;
    expect(prompts).toMatchObject([{ prompt: started.body.due.verificationCode }]);
    expect((await world.post('/sandbox/phone', { phone, reaction: 'accept' })).body).toEqual({ reacted: true });
    expect((await step(world, started, { kind: 'poll' })).body.due.step).toBe('holderConfirmation');
    expect((await step(world, started, confirm)).body.status).toBe('registered');
  });

  it('sends to SmartCA and back, and waits for the app', async () => {
    const redirectUri = 'http://localhost:4000/back';
    const started = await start(world, { method: 'smartCa', redirectUri });
    const { authorizeUrl, verificationCode } = started.body.due;
    const page = await world.get(new URL(authorizeUrl).pathname + new URL(authorizeUrl).search);
    expect(page.text).toContain('SmartCA');
    const login = await world.post('/sandbox/smartca/authorize', { who: 'uyen', authorizeUrl });
    expect(login.body.redirectTo).toMatch(/^http:\/\/localhost:4000\/back\?code=/);
    const { code, state } = login.body;
    await step(world, started, { kind: 'authorizationCode', code, state });
    expect((await world.get('/sandbox/smartca/app?who=uyen')).body.prompts).toMatchObject([
      { prompt: verificationCode },
    ]);
    await world.post('/sandbox/smartca/app', { who: 'uyen', reaction: 'accept' });
    expect((await step(world, started, { kind: 'poll' })).body.due.step).toBe('holderConfirmation');
    expect((await step(world, started, confirm)).body.status).toBe('registered');
  });

  it('registers an enterprise, which must give an e-mail address', async () => {
    const started = await start(world, { subject: 'enterprise', method: 'usbToken' });
    const { challenge } = started.body.due;
    const { signature } = (await world.post('/sandbox/usb-token', { who: 'mayTrang', challenge })).body;
    await step(world, started, { kind: 'signature', signature });
    expect((await step(world, started, confirm)).body.code).toBe('email.missing');
    const done = await step(world, started, { ...confirm, email: 'vanthu@maytrang.example' });
    expect(done.body.status).toBe('registered');
  });

  it('registers an agency found in the directory', async () => {
    const started = await start(world, { subject: 'agency', method: 'usbToken' });
    const { challenge } = started.body.due;
    const { signature } = (await world.post('/sandbox/usb-token', { who: 'soSaoMai', challenge })).body;
    const shown = await step(world, started, { kind: 'signature', signature });
    expect(shown.body.due.step).toBe('holderConfirmation');
    expect((await step(world, started, confirm)).body.status).toBe('registered');
  });
});

describe('registering by VNeID', () => {
  const redirectUri = 'http://localhost:4000/back';

  it('gives the level that the VNeID account is worth', async () => {
    const started = await start(world, { method: 'vneid', redirectUri });
    const { authorizeUrl } = started.body.due;
    const { code, state } = (await world.post('/sandbox/vneid/authorize', { who: 'lam', authorizeUrl })).body;
    const done = await step(world, started, { kind: 'authorizationCode', code, state });
    expect(done.body).toMatchObject({ status: 'registered', account: { level: 'IAL2' } });
  });

  it('serves a login page that sends a browser back with the code', async () => {
    const started = await start(world, { method: 'vneid', redirectUri });
    const { pathname, search } = new URL(started.body.due.authorizeUrl);
    const page = await world.get(pathname + search);
    const authorizeUrl = /name="authorizeUrl" value="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const pressed = await world.post('/sandbox/vneid/authorize', undefined, {
      raw: new URLSearchParams({ who: 'an', authorizeUrl, onBehalfOf: '' }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(pressed.status).toBe(303);
    const { searchParams } = new URL(pressed.headers['location'] ?? '');
    const input = { kind: 'authorizationCode', code: searchParams.get('code'), state: searchParams.get('state') };
    expect((await step(world, started, input)).body).toMatchObject({
      status: 'registered',
      account: { level: 'IAL3' },
    });
  });

  it('knows nobody without an account there', async () => {
    const started = await start(world, { method: 'vneid', redirectUri });
    const answer = await world.post('/sandbox/vneid/authorize', {
      who: 'nobody',
      authorizeUrl: started.body.due.authorizeUrl,
    });
    expect(answer.body).toMatchObject({ code: 'sandbox.loginRefused', facts: { reason: 'noAccount' } });
  });

  it('shows what came back on a page of its own', async () => {
    expect((await world.get('/sandbox/callback?code=c&state=s')).body).toEqual({ code: 'c', state: 's' });
    const page = await world.get('/sandbox/callback?code=%3Cb&state=s', { headers: { accept: 'text/html' } });
    expect(page.text).toContain('&lt;b');
  });
});

describe('registering at a counter', () => {
  it('is for officers alone', async () => {
    const form = { method: 'inPerson', ...formOf(world, 'nga') };
    expect((await start(world, form)).body.code).toBe('registration.officerOnly');
    const officer = { authorization: 'Bearer sandbox-officer-hang' };
    for (const token of ['sandbox-auditor-viet', 'sandbox-protection-thu', 'somebody'])
      expect((await start(world, form, { authorization: `Bearer ${token}` })).body.code).toBe(
        'registration.officerOnly',
      );
    const started = await start(world, form, officer);
    expect(started.body.due.step).toBe('counterProof');
    const proof = { kind: 'counterProof', documentReference: 'HS-1' };
    expect((await step(world, started, proof)).body.code).toBe('registration.officerOnly');
    const url = `/v1/registrations/${started.body.registrationId}/steps`;
    expect((await world.post(url, proof, { headers: officer })).body.due.step).toBe('smsOtp');
  });
});
