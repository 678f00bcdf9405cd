import { createHash } from 'node:crypto';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { Unavailable } from '../../../src/application/ports/unavailable.js';
import { startWorld, type World } from './support/world.js';

describe('before registering', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ captcha: 'on' });
  });
  afterAll(() => world.close());

  it('shows the terms whose digest the consent carries', async () => {
    const { body, headers } = await world.get('/v1/terms');
    expect(createHash('sha256').update(body.text).digest('hex')).toBe(body.digest);
    expect(body.edition).toBe('sandbox-2026-11');
    const known = await world.get('/v1/terms', { headers: { 'if-none-match': headers['etag'] ?? '' } });
    expect([known.status, known.text]).toEqual([304, '']);
  });

  it('tells which methods are open to whom, with fields and steps', async () => {
    const { body } = await world.get('/v1/methods');
    expect(body.subject).toBe('citizen');
    const mobile = body.methods.find(({ method }: { method: string }) => method === 'mobileSubscriber');
    expect(mobile).toMatchObject({
      register: { level: 'IAL2', fields: ['personId', 'name', 'birthDate', 'phone'], captcha: true },
      add: null,
      logIn: { by: 'passwordOtp' },
    });
    const agency = (await world.get('/v1/methods?subject=agency')).body;
    expect(agency.methods.map(({ method }: { method: string }) => method)).not.toContain('mobileSubscriber');
    expect((await world.get('/v1/methods?subject=alien')).body.facts).toMatchObject({ fields: ['subject'] });
  });

  it('hands out captchas, and asks for them', async () => {
    const { body } = await world.get('/v1/captcha');
    expect(body).toMatchObject({ required: true, challenge: { parameters: expect.any(Object) } });
    const login = { personId: '001090990001', password: 'x' };
    expect((await world.post('/v1/logins', login)).body.code).toBe('captcha.wrong');
    const solution = await solveChallenge({ challenge: body.challenge, deriveKey });
    const captcha = Buffer.from(JSON.stringify({ challenge: body.challenge, solution })).toString('base64');
    expect((await world.post('/v1/logins', { ...login, captcha })).body.code).toBe('login.invalidCredentials');
    expect((await world.post('/v1/logins', { ...login, captcha })).body.code).toBe('captcha.wrong');
  });
});

describe('health', () => {
  it('is live, and ready while every store answers', async () => {
    let down = false;
    const world = await startWorld({
      http: {
        checks: {
          eventStore: () => (down ? Promise.reject(new Unavailable('eventStore')) : Promise.resolve()),
          readModels: async () => undefined,
        },
      },
    });
    expect((await world.get('/health/live')).body).toEqual({ status: 'ok' });
    const ready = await world.get('/health/ready');
    expect([ready.status, ready.body.status]).toEqual([200, 'ok']);
    down = true;
    const failing = await world.get('/health/ready');
    expect(failing.status).toBe(503);
    expect(failing.body).toMatchObject({
      status: 'failing',
      checks: { eventStore: { status: 'failing' }, readModels: { status: 'ok' } },
    });
    await world.close();
  });

  it('does not wait for ever', async () => {
    const world = await startWorld({ http: { checks: { stuck: () => new Promise(() => undefined) } } });
    const failing = await world.get('/health/ready');
    expect(failing.body.checks.stuck.status).toBe('failing');
    await world.close();
  });
});

describe('the sandbox', () => {
  it('has an inbox for programs and for people, and a list of everybody', async () => {
    const world = await startWorld();
    world.sandbox.inbox.receive({ channel: 'sms', messageId: 'm', to: '+84950000001', text: '<b>123456</b>' });
    const { body } = await world.get('/sandbox/inbox?to=%2B84950000001');
    expect(body).toMatchObject({ code: '123456', token: null, messages: [{ code: '123456', link: null }] });
    const page = await world.get('/sandbox/inbox', { headers: { accept: 'text/html' } });
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.text).toContain('&lt;b&gt;123456');
    const { people } = (await world.get('/sandbox/people')).body;
    expect(people.find(({ handle }: { handle: string }) => handle === 'an')).toMatchObject({
      name: 'Nguyễn Minh An',
      about: expect.any(String),
      form: { personId: '001090990001', birthDate: '12/05/1990', phone: '0950000001' },
    });
    expect((await world.get('/sandbox/people?who=all')).body.people.length).toBeGreaterThan(people.length);
    await world.close();
  });

  it('is not there where the counterparties are real', async () => {
    const world = await startWorld({ sandbox: false });
    for (const path of ['/sandbox/inbox', '/sandbox/people', '/sandbox/vneid/authorize'])
      expect((await world.get(path)).body.code).toBe('request.unknownRoute');
    expect(JSON.stringify((await world.get('/docs-json')).body)).not.toContain('/sandbox');
    await world.close();
  });
});
