import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { opensslVersion, runShell } from '../support/openssl.js';
import { skipped } from '../support/skip.js';
import { ask, type Told } from './support/citizen.js';
import { build, main, type Server, startServer, temporaryFolder } from './support/server.js';

const folder = temporaryFolder();
const authorities = join(folder.path, 'ca');
let server: Server;
beforeAll(async () => {
  build();
  const written = spawnSync(process.execPath, [main, 'sandbox', 'ca', '--out', authorities], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  expect([written.status, written.stderr]).toEqual([0, '']);
  server = await startServer([main, 'serve', '--port', '0', '--data', join(folder.path, 'data')]);
}, 60_000);
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

/** Signs with a holder's key from the files, by a program that is not ours. */
async function signByOpenssl(file: string, issuer: string, challenge: string): Promise<string> {
  writeFileSync(join(authorities, 'challenge.txt'), challenge);
  const { code, said } = await runShell(
    `openssl cms -sign -binary -nodetach -in challenge.txt -signer holders/${file}.pem -inkey holders/${file}.key.pem ` +
      `-certfile authorities/${issuer}.pem -outform DER -out signature.der`,
    authorities,
  );
  expect([code, said.trim()]).toEqual([0, '']);
  return readFileSync(join(authorities, 'signature.der')).toString('base64');
}

type Sign = (challenge: string) => Promise<string>;

async function register(subject: string, sign: Sign): Promise<Told> {
  const { edition, digest } = (await ask(server.url, '/v1/terms')).body;
  const form = { subject, method: 'usbToken', consent: { edition, digest } };
  const { body } = await ask(server.url, '/v1/registrations', form);
  const steps = `/v1/registrations/${body.registrationId}/steps`;
  const signature = await sign(body.due.challenge);
  const shown = await ask(server.url, steps, { kind: 'signature', signature });
  return shown.status === 200 ? ask(server.url, steps, { kind: 'holderConfirmation' }) : shown;
}

async function logIn(subject: string, sign: Sign): Promise<Told> {
  const { body } = await ask(server.url, '/v1/logins/proofs', { subject, method: 'usbToken' });
  const signature = await sign(body.due.challenge);
  return ask(server.url, '/v1/logins/proofs/answer', { loginToken: body.loginToken, kind: 'signature', signature });
}

describe('dinhdanh serve, asked by certificates that dinhdanh sandbox ca wrote and OpenSSL signs with,', () => {
  if (opensslVersion === undefined) {
    skipped('registers and logs in', 'openssl is not installed');
    return;
  }

  it.each([
    ['citizen', 'citizen-token', 'token', 'thao'],
    ['agency', 'agency-token', 'agencies', 'soSaoMai'],
  ])(
    'registers a holder (%s) and lets them in, on threads of its own',
    async (subject, file, issuer, who) => {
      const byOpenssl: Sign = (challenge) => signByOpenssl(file, issuer, challenge);
      expect((await register(subject, byOpenssl)).body).toMatchObject({
        status: 'registered',
        account: { level: 'IAL3' },
      });
      const opened = await logIn(subject, byOpenssl);
      expect(opened.body).toMatchObject({ kind: 'loggedIn', opened: { session: { level: 'IAL3' } } });
      const byToken: Sign = async (challenge) =>
        (await ask(server.url, '/sandbox/usb-token', { who, challenge })).body.signature;
      expect((await logIn(subject, byToken)).body.kind).toBe('loggedIn');
    },
    30_000,
  );

  it.each([
    ['revoked', 'token', 'certificate.revoked'],
    ['expired', 'token', 'certificate.expired'],
    ['untrusted', 'token', 'certificate.badSignature'],
    ['agency-token', 'agencies', 'certificate.untrusted'],
  ])('refuses the holder of %s', async (file, issuer, code) => {
    const refused = await register('citizen', (challenge) => signByOpenssl(file, issuer, challenge));
    expect(refused.body.code).toBe(code);
  });

  it('has asked the authorities over HTTP', () => {
    expect(server.log()).toContain('/sandbox/pki/ocsp/:name');
  });
});

describe('dinhdanh serve, with SIM and SmartCA over their own protocols,', () => {
  const post = async (path: string, body: object) => (await ask(server.url, path, body)).body;
  const start = async (form: object) => {
    const { edition, digest } = (await ask(server.url, '/v1/terms')).body;
    const body = await post('/v1/registrations', { subject: 'citizen', consent: { edition, digest }, ...form });
    return { due: body.due, steps: `/v1/registrations/${body.registrationId}/steps` };
  };
  const finish = async (steps: string) => {
    const polled = await post(steps, { kind: 'poll' });
    expect(polled.due).toMatchObject({ step: 'holderConfirmation', certificate: { validUntil: expect.any(String) } });
    expect(await post(steps, { kind: 'holderConfirmation' })).toMatchObject({
      status: 'registered',
      account: { next: 'logIn' },
    });
  };

  it('registers by SIM', async () => {
    const { due, steps } = await start({ method: 'simPki', phone: '0950000023' });
    const { prompts } = (await ask(server.url, '/sandbox/phone?phone=0950000023')).body;
    expect(prompts).toMatchObject([{ prompt: due.verificationCode, text: expect.stringContaining('mã') }]);
    expect((await post(steps, { kind: 'poll' })).due.step).toBe('signature');
    await post('/sandbox/phone', { phone: '0950000023', reaction: 'accept' });
    await finish(steps);
  });

  it('registers by SmartCA', async () => {
    const redirectUri = 'http://localhost:4000/back';
    const { due, steps } = await start({ method: 'smartCa', redirectUri });
    expect(due.authorizeUrl).toContain(`${server.url}/sandbox/smartca/authorize?`);
    expect((await fetch(due.authorizeUrl)).status).toBe(200);
    const login = await post('/sandbox/smartca/authorize', { who: 'uyen', authorizeUrl: due.authorizeUrl });
    await post(steps, { kind: 'authorizationCode', code: login.code, state: login.state });
    const { prompts } = (await ask(server.url, '/sandbox/smartca/app?who=uyen')).body;
    expect(prompts).toMatchObject([{ prompt: due.verificationCode }]);
    await post('/sandbox/smartca/app', { who: 'uyen', reaction: 'accept' });
    await finish(steps);
  });
});
