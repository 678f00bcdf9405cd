import { makeUnsafePlainHasher } from '../../../src/adapters/testing/plain-hasher.js';
import { makeLog } from '../../../src/adapters/pino/log.js';
import { readConfig } from '../../../src/infrastructure/config.js';
import { openInMemory } from '../../../src/infrastructure/in-memory.js';
import { type Service, startService } from '../../../src/infrastructure/serve.js';
import type { Json } from './support/json.js';

const password = 'Trăng-Sáng#2026-rằm';
const lines: string[] = [];
const secrets = new Set<string>();
let service: Service;

beforeAll(async () => {
  const read = readConfig({ port: '0', logLevel: 'trace', people: '50' }, {});
  if (!read.ok) throw new Error('the configuration is right');
  service = await startService(read.config, {
    log: makeLog('trace', { write: (line) => lines.push(line) }),
    opened: openInMemory({ passwordHasher: makeUnsafePlainHasher() }),
  });
});
afterAll(() => service.close());

/** Sends a request, and remembers whatever in it and in its answer must not be logged. */
async function send(path: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<Json> {
  const answer = await fetch(`${service.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return answer.json();
}

const hide = (...texts: readonly string[]) => {
  for (const text of texts) if (text.length > 3) secrets.add(text);
};

async function newestCode(phone: string): Promise<string> {
  const { code, messages } = await send(`/sandbox/inbox?to=${phone}`);
  hide(code, ...messages.map(({ text }: { text: string }) => text));
  return code;
}

describe('the log at its most talkative level', () => {
  it('holds nothing that a person typed, received or was given', async () => {
    const { edition, digest } = await send('/v1/terms');
    const form = {
      personId: '001090990001',
      name: 'Nguyễn Minh An',
      birthDate: '12/05/1990',
      phone: '0950000001',
      email: 'an@hopthu.example',
    };
    hide(...Object.values(form), '+84950000001', '950000001', 'Minh An', '1990-05-12', '012990001', password);
    const agent = 'TrinhDuyetRieng/1.0';
    hide(agent);
    const headers = { 'user-agent': agent, 'idempotency-key': 'khoa-rieng-cua-an', 'x-correlation-id': '001090990001' };
    hide('khoa-rieng-cua-an');
    const started = await send(
      '/v1/registrations',
      { subject: 'citizen', method: 'mobileSubscriber', consent: { edition, digest }, ...form },
      headers,
    );
    hide(started.registrationId, started.due.sentTo);
    const steps = `/v1/registrations/${started.registrationId}/steps`;
    await send(steps, { kind: 'otp', code: '000000' });
    await send(steps, { kind: 'otp', code: await newestCode('0950000001') });
    const done = await send(steps, { kind: 'password', password, confirmation: password });
    hide(done.account.accountId);
    await send(`/v1/registrations/${started.registrationId}`);

    await send('/v1/logins', { personId: form.personId, password: `${password}!` });
    const login = await send('/v1/logins', { personId: form.personId, password });
    hide(login.loginToken, login.phoneId);
    const opened = await send('/v1/logins/confirm', {
      loginToken: login.loginToken,
      code: await newestCode('0950000001'),
    });
    hide(opened.token, opened.session.sessionId);
    const bearer = { authorization: `Bearer ${opened.token}` };
    for (const path of ['/v1/me', '/v1/me/profile', '/v1/me/logins', '/v1/me/history', '/v1/sessions'])
      await send(path, undefined, bearer);
    await send(`/v1/me/profile?atLeast=${form.personId}`, undefined, { authorization: 'Bearer stolen-token-0001' });
    hide('stolen-token-0001');

    const fresh = 'Mùa-Xuân#2027-hoa-đào';
    const address = 'Số 7 phố Sao Mai Sandbox';
    hide(fresh, address, '0950000011', '950000011', 'sandbox-officer-hang', 'token-rieng-0001');
    const adding = await send('/v1/me/phones', { phone: '0950000011' }, bearer);
    hide(adding.phoneId, adding.sentTo);
    const addedCode = await newestCode('0950000011');
    await send(`/v1/me/phones/${adding.phoneId}/confirm`, { code: addedCode }, bearer);
    await send('/v1/me/contact', { address }, bearer);
    await send('/v1/me/password-hints', { password: fresh }, bearer);
    await send('/v1/me/password', { current: password, password: fresh, confirmation: fresh }, bearer);
    const recovery = await send('/v1/password-recoveries', { personId: form.personId });
    hide(recovery.recoveryToken);
    const byProof = await send('/v1/logins/proofs', { method: 'usbToken' });
    hide(byProof.loginToken, byProof.due.challenge);
    for (const path of ['/v1/disavowals', '/v1/email-verifications', '/v1/phone-change-cancellations'])
      await send(path, { token: 'token-rieng-0001' });
    const officer = { authorization: 'Bearer sandbox-officer-hang' };
    await send('/v1/staff/lookups', { personId: form.personId, ground: 'g', ticket: 't' }, officer);
    for (const path of ['verify-email', 'disavow-login', 'cancel-phone-change', 'postal-login'])
      await fetch(`${service.url}/${path}?token=token-rieng-0001`);

    await send(`/khong-co?so=${form.personId}`);
    hide('khong-co');
    await send('/v1/logins', { personId: { [form.personId]: form.name } });
    await fetch(`${service.url}/v1/logins`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"personId": "${form.personId}`,
    });
    await fetch(`${service.url}/activate?token=ma-kich-hoat-rieng`);
    hide('ma-kich-hoat-rieng');

    const log = lines.join('');
    expect(lines.length).toBeGreaterThan(15);
    expect([...secrets].filter((secret) => log.includes(secret))).toEqual([]);
    expect(log).not.toContain('127.0.0.1"');
  });

  it('says of each request what an operator needs', () => {
    const requests = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
    expect(requests).toContainEqual({
      level: 30,
      time: expect.any(String),
      msg: 'request',
      method: 'POST',
      route: '/v1/registrations/:id/steps',
      status: expect.any(Number),
      ms: expect.any(Number),
      correlationId: expect.any(String),
    });
    expect(requests.filter(({ route }) => route === 'unknown').map(({ code }) => code)).toEqual([
      'request.unknownRoute',
    ]);
    expect(requests.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['login.invalidCredentials', 'otp.wrong', 'request.malformed', 'request.invalid']),
    );
  });

  it('tells of an unexpected error where it was, and not what it said', () => {
    const told: string[] = [];
    const log = makeLog('trace', { write: (line) => told.push(line) });
    log.failure('request failed', new TypeError('quoted: 001090990001'), { correlationId: 'c' });
    log.failure('request failed', 'thrown text 001090990001');
    expect(told.join('')).not.toContain('001090990001');
    expect(JSON.parse(told[0] ?? '')).toMatchObject({ error: 'TypeError', at: expect.stringContaining('logs.spec') });
    expect(JSON.parse(told[1] ?? '')).toMatchObject({ error: 'string', at: '' });
  });
});
