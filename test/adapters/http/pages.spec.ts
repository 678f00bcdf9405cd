import { allowedRedirects } from '../../../src/adapters/http/sandbox/allowed-redirects.js';
import { openSandboxDoor } from '../../../src/infrastructure/sandbox-door.js';
import { testSandbox } from '../../support/test-sandbox.js';
import { startWorld, type World } from './support/world.js';

const html = { accept: 'text/html' };
const form = { ...html, 'content-type': 'application/x-www-form-urlencoded' };

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const pageAt = (redirect: string, provider = 'vneid'): string =>
  `http://portal.example/sandbox/${provider}/authorize?state=s1&nonce=n1&redirect_uri=${encodeURIComponent(redirect)}`;

describe('pages for people', () => {
  const token = `token=${'x'.repeat(40)}`;
  const safe = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
  const links = ['activate', 'cancel-phone-change', 'disavow-login', 'postal-login', 'verify-email'];

  it.each([
    ...links.map((path) => `/${path}?${token}`),
    '/sandbox/inbox',
    '/sandbox/callback?code=c&state=s',
    '/sandbox/vneid/authorize',
    '/sandbox/smartca/authorize',
  ])('may load nothing, run nothing and be framed by nobody: %s', async (path) => {
    const answer = await world.get(path, { headers: html });
    expect([answer.status, answer.headers]).toEqual([200, expect.objectContaining(safe)]);
    const policy = answer.headers['content-security-policy'];
    expect(policy).toContain("frame-ancestors 'none'; form-action 'self'");
    expect(policy).not.toContain('script');
  });

  it.each(links)('the same where the link of %s is no good', async (path) => {
    const answer = await world.post(`/${path}`, undefined, { raw: token, headers: form });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers).toMatchObject(safe);
    const empty = await world.get(`/${path}`, { headers: html });
    expect([empty.status, empty.headers]).toEqual([400, expect.objectContaining(safe)]);
  });
});

describe('the login pages of the sandbox', () => {
  const logIn = (redirect: string, provider = 'vneid', headers: object = form) =>
    world.post(`/sandbox/${provider}/authorize`, undefined, {
      raw: new URLSearchParams({
        who: provider === 'vneid' ? 'an' : 'uyen',
        authorizeUrl: pageAt(redirect, provider),
      }).toString(),
      headers: { ...headers },
    });

  it.each(['vneid', 'smartca'])('send people of %s back to this machine and to this server', async (provider) => {
    for (const redirect of ['http://localhost:4000/back', 'http://127.0.0.1/back', 'http://[::1]:8080/back']) {
      const answer = await logIn(redirect, provider);
      expect([answer.status, answer.headers['location']]).toEqual([303, expect.stringContaining(`${redirect}?code=`)]);
      const page = await world.get(new URL(pageAt(redirect, provider)).href.slice('http://portal.example'.length));
      expect(page.headers['content-security-policy']).toContain(`form-action 'self' ${new URL(redirect).origin}`);
    }
  });

  it.each([
    'https://evil.example/back',
    'http://localhost@evil.example/back',
    'http://localhost.evil.example/',
    'http://127.0.0.1.evil.example/',
    'javascript://localhost/%0aalert(1)',
    '//evil.example',
    '',
  ])('and nowhere else: %p', async (redirect) => {
    for (const provider of ['vneid', 'smartca']) {
      const answer = await logIn(redirect, provider);
      expect([answer.status, answer.headers['location'], answer.body]).toEqual([
        422,
        undefined,
        expect.objectContaining({ code: 'sandbox.loginRefused', facts: { reason: 'redirectNotAllowed' } }),
      ]);
      if (redirect === '') continue;
      const { pathname, search } = new URL(pageAt(redirect, provider));
      expect((await world.get(`${pathname}${search}`)).body.code).toBe('sandbox.loginRefused');
    }
  });

  it('keep to the addresses registered, where there are any, exactly', () => {
    const registered = allowedRedirects(['https://portal.example/back']);
    expect(registered('https://portal.example/back')).toBe(true);
    for (const other of ['https://portal.example/back?x=1', 'https://portal.example/', 'http://localhost/'])
      expect(registered(other)).toBe(false);
    const own = allowedRedirects([], () => 'https://demo.example');
    expect([own('https://demo.example/sandbox/callback'), own('http://demo.example/')]).toEqual([true, false]);
    expect(openSandboxDoor(testSandbox().sandbox).mayRedirectTo('https://evil.example')).toBe(false);
  });
});
