import { logIn, register } from './support/acts.js';
import { startWorld, type World } from './support/world.js';

let world: World;
let token: string;
let position: number;
beforeAll(async () => {
  world = await startWorld();
  await register(world, 'an');
  ({ token, position } = (await logIn(world, 'an')).body);
});
afterAll(() => world.close());

const own = (path: string, bearer = token) => world.get(path, { token: bearer });

describe('one’s own account', () => {
  it('is closed without a token, and with a wrong one', async () => {
    for (const path of [
      '/v1/me',
      '/v1/me/profile',
      '/v1/me/logins',
      '/v1/me/history',
      '/v1/me/level',
      '/v1/sessions',
    ]) {
      const without = await world.get(path);
      expect([without.status, without.body.code]).toEqual([401, 'request.bearerMissing']);
      expect(without.headers['www-authenticate']).toContain('Bearer');
      expect((await own(path, 'wrong')).body.code).toBe('session.invalid');
    }
    const basic = await world.get('/v1/me', { headers: { authorization: 'Basic YTpi' } });
    expect(basic.body.code).toBe('request.bearerMissing');
    const { body } = await world.get('/v1/me', { token: 'x'.repeat(600) });
    expect(body.code).toBe('request.bearerMissing');
  });

  it('tells who asks', async () => {
    const { body } = await own('/v1/me');
    expect(body).toMatchObject({ method: 'password', level: 'IAL2', current: true });
  });

  it('shows the profile, at least as of a position', async () => {
    const { body, headers } = await own(`/v1/me/profile?atLeast=${position}`);
    expect(body).toMatchObject({
      status: 'live',
      level: 'IAL2',
      registeredBy: 'mobileSubscriber',
      identity: {
        name: 'Nguyễn Minh An',
        birthDate: '1990-05-12',
        identifiers: [
          { kind: 'personalNumber', value: '001090990001', attested: true },
          { kind: 'cmnd', value: '012990001', attested: true },
        ],
      },
      phones: [{ masked: '095****001', isDefault: true }],
      hasPassword: true,
    });
    expect(headers['cache-control']).toBe('no-store');
  });

  it('refuses a position that is none', async () => {
    expect((await own('/v1/me/profile?atLeast=soon')).body).toMatchObject({
      code: 'request.invalid',
      facts: { fields: ['atLeast'] },
    });
  });

  it('shows logins and refused attempts, page by page and within times', async () => {
    await world.post('/v1/logins', { personId: '001090990001', password: 'Sai-Mật-Khẩu#1' });
    // A refused attempt is written a moment after it was answered.
    while ((await own('/v1/me/logins')).body.items.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    world.pass(61_000);
    const second = (await logIn(world, 'an')).body;
    const { items } = (await own(`/v1/me/logins?atLeast=${second.position}`)).body;
    expect(items.map((item: { outcome: string }) => item.outcome)).toEqual(
      expect.arrayContaining(['loggedIn', 'refused']),
    );
    expect(items[0]).toMatchObject({ outcome: 'loggedIn', origin: { network: '127.0.0.0/24' }, channel: 'web' });
    const first = (await own('/v1/me/logins?limit=1')).body;
    expect(first.items).toEqual([items[0]]);
    const next = (await own(`/v1/me/logins?limit=1&cursor=${first.next}`)).body;
    expect(next.items).toEqual([items[1]]);
    expect((await own('/v1/me/logins?from=2001-01-01&to=2001-01-02')).body.items).toEqual([]);
    expect((await own(`/v1/me/logins?from=${encodeURIComponent(items[0].at)}`)).body.items).toHaveLength(1);
    expect((await own('/v1/me/logins?from=yesterday')).body.code).toBe('time.format');
    expect((await own('/v1/me/logins?limit=1000')).body.code).toBe('request.invalid');
  });

  it('replays its history from the log, as of a time too', async () => {
    const { body } = await own('/v1/me/history');
    expect(body.events.map((event: { type: string }) => event.type)).toEqual(
      expect.arrayContaining(['Registered.v1', 'LoggedIn.v1']),
    );
    expect(body.events[0].data.personal.name).toBe('Nguyễn Minh An');
    expect(JSON.stringify(body)).not.toMatch(/"keys"|"passwordId"/);
    const asOf = encodeURIComponent(body.events[0].recordedAt);
    const then = (await own(`/v1/me/history?asOf=${asOf}`)).body;
    expect(then.events).toHaveLength(1);
    expect(then.asOf).toBe(body.events[0].recordedAt);
    expect((await own('/v1/me/history?asOf=2001-01-01')).body.code).toBe('account.unknown');
    expect((await own('/v1/me/history?effective=2999-12-31')).body.events).toHaveLength(body.events.length);
  });

  it('explains its level by evidence', async () => {
    const { body } = await own('/v1/me/level');
    expect(body).toMatchObject({ level: 'IAL2', methods: [{ method: 'mobileSubscriber', decides: true }] });
    expect(body.methods[0].evidence[0]).toMatchObject({ source: 'subscriberRegistry', attributes: { name: 'match' } });
  });
});

describe('sessions', () => {
  it('are listed, and ended one by one or all but this one', async () => {
    world.pass(61_000);
    const other = (await logIn(world, 'an')).body;
    world.pass(61_000);
    const third = (await logIn(world, 'an')).body;
    const list = async () => (await own('/v1/sessions', third.token)).body.sessions;
    const ids = (await list()).map((session: { sessionId: string }) => session.sessionId);
    expect(ids[0]).toBe(third.session.sessionId);
    expect(ids).toContain(other.session.sessionId);

    const ended = await world.delete(`/v1/sessions/${other.session.sessionId}`, { token: third.token });
    expect(ended.body).toMatchObject({ ended: [other.session.sessionId], position: expect.any(Number) });
    expect((await own('/v1/me', other.token)).status).toBe(401);
    const again = await world.delete(`/v1/sessions/${other.session.sessionId}`, { token: third.token });
    expect([again.status, again.body.code]).toEqual([404, 'session.unknown']);

    await world.delete('/v1/sessions', { token: third.token });
    expect(await list()).toHaveLength(1);
    expect((await own('/v1/me')).status).toBe(401);

    const out = await world.delete(`/v1/sessions/${third.session.sessionId}`, { token: third.token });
    expect(out.status).toBe(200);
    expect((await own('/v1/me', third.token)).status).toBe(401);
  });
});
