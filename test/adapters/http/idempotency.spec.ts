import { codeFor, consent, formOf, password, passwordStep, register, start, step } from './support/acts.js';
import { startWorld, type World } from './support/world.js';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const keyed = (key: string) => ({ headers: { 'idempotency-key': key } });

describe('the same key again', () => {
  it('opens one registration and sends one code', async () => {
    const form = {
      subject: 'citizen',
      method: 'mobileSubscriber',
      consent: await consent(world),
      ...formOf(world, 'an'),
    };
    const first = await world.post('/v1/registrations', form, keyed('k1'));
    const second = await world.post('/v1/registrations', form, keyed('k1'));
    expect(second.text).toBe(first.text);
    expect([second.status, second.headers['location']]).toEqual([201, first.headers['location']]);
    expect(world.sandbox.inbox.list()).toHaveLength(1);
  });

  it('with another body or at another address is refused', async () => {
    const login = { personId: '001090990001', password };
    await world.post('/v1/logins', login, keyed('k1'));
    const other = await world.post('/v1/logins', { ...login, password: 'another' }, keyed('k1'));
    expect(other.body.code).toBe('idempotency.keyReused');
    const elsewhere = await world.post('/v1/logins/resend', { loginToken: 'x' }, keyed('k1'));
    expect(elsewhere.body.code).toBe('idempotency.keyReused');
  });

  it('gets the same refusal, though by now it would be another', async () => {
    const started = await start(world, formOf(world, 'an'));
    const url = `/v1/registrations/${started.body.registrationId}/steps`;
    const wrong = { kind: 'otp', code: '000000' };
    const first = await world.post(url, wrong, keyed('k1'));
    expect(first.body.facts).toEqual({ triesLeft: 4 });
    expect((await world.post(url, wrong, keyed('k1'))).text).toBe(first.text);
    expect((await world.post(url, wrong, keyed('k2'))).body.facts).toEqual({ triesLeft: 3 });
  });

  it('gets the account of a registration that is over, as after a lost answer', async () => {
    const started = await start(world, formOf(world, 'an'));
    await step(world, started, { kind: 'otp', code: await codeFor(world, '0950000001') });
    const url = `/v1/registrations/${started.body.registrationId}/steps`;
    const first = await world.post(url, passwordStep, keyed('k1'));
    expect(first.body.status).toBe('registered');
    expect((await world.post(url, passwordStep, keyed('k1'))).text).toBe(first.text);
  });

  it('never gets the session’s token a second time', async () => {
    await register(world, 'an');
    const login = await world.post('/v1/logins', { personId: '001090990001', password }, keyed('l1'));
    const repeated = await world.post('/v1/logins', { personId: '001090990001', password }, keyed('l1'));
    expect(repeated.text).toBe(login.text);
    const body = { loginToken: login.body.loginToken, code: await codeFor(world, '0950000001') };
    const first = await world.post('/v1/logins/confirm', body, keyed('c1'));
    const second = await world.post('/v1/logins/confirm', body, keyed('c1'));
    expect(first.body.token).toEqual(expect.any(String));
    expect(second.status).toBe(201);
    expect(second.body).toEqual({ ...first.body, token: null });
    expect((await world.get('/v1/me', { token: first.body.token })).status).toBe(200);
  });

  it('gets no name of a holder from memory, only from the registration itself', async () => {
    const started = await start(world, { method: 'usbToken' });
    const { challenge } = started.body.due;
    const { signature } = (await world.post('/sandbox/usb-token', { who: 'thao', challenge })).body;
    const url = `/v1/registrations/${started.body.registrationId}`;
    const first = await world.post(`${url}/steps`, { kind: 'signature', signature }, keyed('s1'));
    const second = await world.post(`${url}/steps`, { kind: 'signature', signature }, keyed('s1'));
    expect(first.text).toContain('Phạm Thị Thảo');
    expect(second.status).toBe(200);
    expect(second.text).not.toContain('Phạm Thị Thảo');
    expect((await world.get(url)).text).toContain('Phạm Thị Thảo');
  });

  it('of somebody in another network is another key', async () => {
    const form = {
      subject: 'citizen',
      method: 'mobileSubscriber',
      consent: await consent(world),
      ...formOf(world, 'an'),
    };
    const first = await world.post('/v1/registrations', form, keyed('k1'));
    // Nobody's X-Forwarded-For is believed, so this is the same network still.
    const same = await world.post('/v1/registrations', form, {
      headers: { 'idempotency-key': 'k1', 'x-forwarded-for': '198.51.100.9' },
    });
    expect(same.text).toBe(first.text);
  });

  it('is refused when it is none', async () => {
    const answer = await world.post('/v1/logins', { personId: '1', password: '2' }, keyed('x'.repeat(256)));
    expect([answer.status, answer.body.code]).toEqual([400, 'idempotency.keyInvalid']);
  });

  it('while the first is under way waits its turn', async () => {
    await register(world, 'an');
    world.sandbox.controls.delay('smsSender', 50);
    const login = { personId: '001090990001', password };
    const [one, two] = await Promise.all([
      world.post('/v1/logins', login, keyed('p1')),
      world.post('/v1/logins', login, keyed('p1')),
    ]);
    const statuses = [one, two].map(({ status, body }) => [status, body.code]);
    expect(statuses).toContainEqual([200, undefined]);
    expect(statuses).toContainEqual([409, 'idempotency.running']);
    expect((await world.post('/v1/logins', login, keyed('p1'))).status).toBe(200);
  });
});
