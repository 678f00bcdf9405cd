import { CorruptHistory } from '../../../src/application/ports/event-codec.port.js';
import { Unavailable } from '../../../src/application/ports/unavailable.js';
import type { DinhDanh } from '../../../src/application/composition/create.js';
import { codeFor, formOf, start } from './support/acts.js';
import { type Answer, startWorld, type World } from './support/world.js';

/** Whatever libraries throw, errors or not. */
const rejects = (thrown: unknown) => async (): Promise<never> => {
  await Promise.resolve();
  throw thrown;
};
const json = { 'content-type': 'application/json' };

describe('problems', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  const login = (raw: string, headers: Readonly<Record<string, string>> = json) =>
    world.post('/v1/logins', undefined, { raw, headers });

  function expectProblem(answer: Answer, status: number, code: string): void {
    expect([answer.status, answer.body?.code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toEqual({
      type: `urn:dinhdanh:problem:${code}`,
      title: expect.any(String),
      status,
      detail: expect.any(String),
      code,
      messages: { vi: expect.any(String), en: expect.any(String) },
      facts: expect.any(Object),
      remedies: expect.any(Array),
      ...('retryAfter' in answer.body && { retryAfter: expect.any(Number) }),
    });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  }

  it.each([
    ['broken JSON', '{"personId": "001', 400, 'request.malformed'],
    ['no body where one is due', '', 400, 'request.malformed'],
    ['a prototype', '{"__proto__": {"a": 1}}', 400, 'request.malformed'],
    ['a list', '[]', 400, 'request.invalid'],
    ['a text', '"a"', 400, 'request.invalid'],
    ['an unknown field', '{"personId":"1","password":"2","admin":true}', 400, 'request.invalid'],
    ['a field of the wrong type', '{"personId":1,"password":{"a":1}}', 400, 'request.invalid'],
    ['a missing field', '{"personId":"1"}', 400, 'request.invalid'],
    ['a field too long', `{"personId":"${'1'.repeat(65)}","password":"2"}`, 400, 'request.invalid'],
    ['a body too large', `{"personId":"1","password":"${'x'.repeat(200_000)}"}`, 413, 'request.tooLarge'],
  ])('tell %s', async (_what, raw, status, code) => {
    expectProblem(await login(raw), status, code);
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'application/xml', 'nonsense'])(
    'tell a body of type %s',
    async (type) => {
      expectProblem(await login('personId=1&password=2', { 'content-type': type }), 415, 'request.mediaType');
    },
  );

  it.each(['/nothing', '/v1/registrations', '/v1/logins/', '/V1/terms', '/v1/registrations/a/b/c'])(
    'tell that nothing is at %s',
    async (path) => {
      const answer = await world.get(path);
      expectProblem(answer, 404, 'request.unknownRoute');
      expect(answer.text).not.toContain(path);
    },
  );

  it('tell an address that cannot be read', async () => {
    expectProblem(await world.get('/v1/registrations/%E0%A4%A'), 400, 'request.malformed');
    expectProblem(await world.get(`/v1/registrations/${'x'.repeat(300)}`), 400, 'request.malformed');
  });

  it('name the fields and the checks they failed, never what was sent', async () => {
    const answer = await login('{"personId":7,"password":"tuyệt mật","extra":"riêng tư"}');
    expect(answer.body.facts).toEqual({
      fields: ['extra', 'personId'],
      'field.extra': 'whitelistValidation',
      'field.personId': expect.stringContaining('isString'),
    });
    expect(answer.text).not.toMatch(/tuyệt mật|riêng tư/);
  });

  it('name at most twenty fields', async () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}${'x'.repeat(100)}`, 1]));
    const { facts } = (await login(JSON.stringify(many))).body;
    expect(facts.fields).toHaveLength(20);
    expect(Math.max(...facts.fields.map((name: string) => name.length))).toBe(60);
  });

  it('name a step that is none', async () => {
    const started = await start(world, formOf(world, 'an'));
    const answer = await world.post(`/v1/registrations/${started.body.registrationId}/steps`, { kind: 'magic' });
    expectProblem(answer, 400, 'request.invalid');
    expect(answer.body.facts.kinds).toContain('otp');
    const wrong = await world.post(`/v1/registrations/${started.body.registrationId}/steps`, { kind: 'otp', code: 1 });
    expect(wrong.body.facts.fields).toEqual(['code']);
  });

  it.each([
    [undefined, 'vi'],
    ['en', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['vi;q=0.5, en;q=0.9', 'en'],
    ['vi, en;q=0.9', 'vi'],
    ['fr', 'vi'],
    ['*', 'vi'],
    ['fr, *;q=0.1, en;q=0', 'vi'],
    [';;;q=,,', 'vi'],
  ] as const)('prefer the language of Accept-Language: %s', async (accepted, language) => {
    const headers = accepted === undefined ? {} : { 'accept-language': accepted };
    const { body, headers: answered } = await world.get('/nothing', { headers });
    expect(body.detail).toBe(body.messages[language]);
    expect(answered['content-language']).toBe(language);
    expect(answered['vary']).toBe('Accept-Language');
  });

  it('say when to try again', async () => {
    const started = await start(world, formOf(world, 'lan'));
    const answer = await world.post(`/v1/registrations/${started.body.registrationId}/resend`);
    expectProblem(answer, 429, 'otp.tooManySends');
    expect(answer.headers['retry-after']).toBe(String(answer.body.retryAfter));
    expect(answer.body.retryAfter).toBeGreaterThan(0);
  });

  it('tell that a register does not answer, and the same call goes on later', async () => {
    const started = await start(world, formOf(world, 'oanh'));
    const code = await codeFor(world, '0950000010');
    world.sandbox.controls.down('subscriberRegistry');
    const url = `/v1/registrations/${started.body.registrationId}/steps`;
    const answer = await world.post(url, { kind: 'otp', code });
    expectProblem(answer, 503, 'unavailable.subscriberRegistry');
    expect(answer.headers['retry-after']).toBeDefined();
    world.sandbox.controls.up('subscriberRegistry');
    const seen = await world.get(`/v1/registrations/${started.body.registrationId}`);
    expect(seen.body.due.step).toBe('password');
  });
});

describe('what must not be told', () => {
  const failing = async (thrown: unknown): Promise<World> =>
    startWorld({
      core: (core): DinhDanh => ({
        ...core,
        captcha: { ...core.captcha, challenge: rejects(thrown) },
      }),
    });

  it.each([
    ['a bug', new TypeError('secret detail 001090990001'), 500, 'request.failed'],
    ['a thrown text', 'secret detail', 500, 'request.failed'],
    ['nothing', undefined, 500, 'request.failed'],
    ['unreadable history', new CorruptHistory('Registered.v9', 'secret detail'), 500, 'history.unreadable'],
    ['a store that is away', new Unavailable('captcha'), 503, 'unavailable.captcha'],
  ])('stays inside: %s', async (_what, thrown, status, code) => {
    const world = await failing(thrown);
    const answer = await world.get('/v1/captcha');
    expect([answer.status, answer.body.code, answer.body.facts]).toEqual([status, code, {}]);
    expect(answer.text).not.toMatch(/secret|TypeError|at /);
    expect(world.failures).toEqual(status === 500 ? [thrown] : []);
    await world.close();
  });
});

describe('correlation ids', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());
  const idOf = async (headers: Readonly<Record<string, string>>) =>
    (await world.get('/health/live', { headers })).headers['x-correlation-id'];

  it('are taken over as UUIDs or trace ids, and made where nothing good came', async () => {
    const id = '4f9f2a0e-7d0f-4f5e-9c39-6a4dd1f3c001';
    expect(await idOf({ 'x-correlation-id': id })).toBe(id);
    expect(await idOf({ 'x-request-id': id.toUpperCase() })).toBe(id);
    const trace = 'a'.repeat(32);
    expect(await idOf({ traceparent: `00-${trace}-${'b'.repeat(16)}-01` })).toBe(trace);
    const made = await idOf({ 'x-correlation-id': '001090990001' });
    expect(made).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf({})).not.toBe(made);
  });

  it('are on the events of the request', async () => {
    const id = '4f9f2a0e-7d0f-4f5e-9c39-6a4dd1f3c002';
    const started = await start(world, formOf(world, 'an'), { 'x-correlation-id': id });
    expect(started.headers['x-correlation-id']).toBe(id);
  });
});
