import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportedHolders } from '../../../../src/adapters/sandbox/pki/files/authority-files.js';
import { makeLog } from '../../../../src/adapters/pino/log.js';
import { readConfig } from '../../../../src/infrastructure/config.js';
import { openInMemory } from '../../../../src/infrastructure/in-memory.js';
import { writeAuthorities } from '../../../../src/infrastructure/sandbox-authorities.js';
import { type Service, startService } from '../../../../src/infrastructure/serve.js';
import { opensslVersion, runShell } from '../../../support/openssl.js';
import { skipped } from '../../../support/skip.js';
import { recorder } from '../../cli/support/recorder.js';

const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-ca-'));
const terminal = recorder();
const code = writeAuthorities(directory, terminal);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The commands of the README, by heading. */
const commands = new Map(
  readFileSync(join(directory, 'README.md'), 'utf8')
    .split(/^## /m)
    .slice(1)
    .flatMap((section) =>
      [...section.matchAll(/```sh\n([^]*?)```/g)].map(([, text = ''], at) => [
        `${section.split('\n')[0]}${at > 0 ? ` (${at + 1})` : ''}`,
        text,
      ]),
    ),
);
const command = (heading: string): string => {
  const found = commands.get(heading);
  if (found === undefined) throw new Error(`${heading}: not among ${[...commands.keys()].join(', ')}`);
  return found;
};
const run = (text: string) => runShell(text, directory);

describe('dinhdanh sandbox ca', () => {
  it('says what it wrote, and keeps keys to their owner', () => {
    expect(code).toBe(0);
    expect(terminal.said.out).toMatch(/^\d+ tệp \/ files: .* \(README.md\)\n$/);
    for (const { file } of exportedHolders) {
      const mode = (suffix: string) => statSync(join(directory, 'holders', `${file}${suffix}`)).mode & 0o777;
      expect([mode('.pem'), mode('.key.pem'), mode('.p12')]).toEqual([0o644, 0o600, 0o600]);
    }
  });

  it('writes the same certificates and keys again', () => {
    const read = () => readFileSync(join(directory, 'holders', 'agency-token.pem'), 'utf8');
    const key = () => readFileSync(join(directory, 'holders', 'agency-token.key.pem'), 'utf8');
    const before = [read(), key()];
    writeAuthorities(directory, recorder());
    expect([read(), key()]).toEqual(before);
  });

  it('ends with 2 where it cannot write', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    const said = recorder();
    expect(writeAuthorities(join(file, 'below'), said)).toBe(2);
    expect(said.said.err).toContain('Cannot write to');
  });
});

describe('OpenSSL, by the commands of the README,', () => {
  if (opensslVersion === undefined) {
    skipped('checks what was written', 'openssl is not installed');
    return;
  }

  it.each(['Check a certificate against the revocation lists', 'Check a certificate against the revocation lists (2)'])(
    'runs: %s',
    async (heading) => {
      const { code: ended, said } = await run(command(heading));
      expect([ended, said]).toEqual([0, expect.stringContaining(': OK')]);
    },
  );

  it.each([
    ['token', 'publicRoot', 'enterprise-token', ': OK'],
    ['token', 'publicRoot', 'person-in-enterprise', ': OK'],
    ['sim', 'publicRoot', 'citizen-sim', ': OK'],
    ['remote', 'publicRoot', 'enterprise-smartca', ': OK'],
    ['token', 'publicRoot', 'citizen-renewed', ': OK'],
    ['token', 'publicRoot', 'citizen-renewed-old', 'certificate has expired'],
    ['token', 'publicRoot', 'expired', 'certificate has expired'],
    ['token', 'publicRoot', 'not-yet-valid', 'certificate is not yet valid'],
    ['token', 'publicRoot', 'revoked', 'certificate revoked'],
    ['token', 'publicRoot', 'untrusted', 'unable to get local issuer certificate'],
    ['token', 'publicRoot', 'agency-token', 'unable to get local issuer certificate'],
    ['agencies', 'governmentRoot', 'enterprise-token', 'unable to get local issuer certificate'],
  ])('finds under %s of %s about %s: %s', async (issuer, root, file, words) => {
    const { said } = await run(
      `openssl verify -x509_strict -crl_check_all -CAfile roots/${root}.pem -untrusted authorities/${issuer}.pem ` +
        `-CRLfile lists/${root}.pem -CRLfile lists/${issuer}.pem holders/${file}.pem`,
    );
    expect(said).toContain(words);
  });

  it('signs a challenge with the key, and verifies it', async () => {
    const { code: ended, said } = await run(command('Sign a challenge'));
    expect([ended, said]).toEqual([0, expect.stringMatching(/successful/i)]);
    expect(readFileSync(join(directory, 'verified.txt'), 'utf8')).toBe('the challenge');
  });

  it('opens every P12 with its password, and none with another', async () => {
    expect(await run(command('Look into a P12'))).toMatchObject({ code: 0 });
    const all = readFileSync(join(directory, 'citizen-token.all.pem'), 'utf8');
    expect(all.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(all).toContain('BEGIN PRIVATE KEY');
    for (const { file } of exportedHolders) {
      const open = (password: string) => run(`openssl pkcs12 -in holders/${file}.p12 -passin pass:${password} -noout`);
      expect(await open('sandbox')).toMatchObject({ code: 0 });
      expect((await open('wrong')).code).not.toBe(0);
    }
  });

  describe('asked the running responder,', () => {
    let service: Service;
    beforeAll(async () => {
      const read = readConfig({ port: '0', people: '50' }, {});
      if (!read.ok) throw new Error('wrong configuration');
      service = await startService(read.config, {
        log: makeLog('silent', { write: () => undefined }),
        opened: openInMemory(),
      });
    });
    afterAll(() => service.close());

    const here = (text: string): string => text.replaceAll('http://127.0.0.1:3000', service.url);

    it('hears the truth: good and revoked', async () => {
      const { code: ended, said } = await run(here(command('Ask the running sandbox')));
      expect(ended).toBe(0);
      expect(said).toContain('Response verify OK');
      expect(said).toContain('citizen-token.pem: good');
      expect(said).toContain('revoked.pem: revoked');
    });

    it('hears that a certificate is unknown which the authority never issued', async () => {
      const text = command('Ask the running sandbox').replace('-cert holders/revoked.pem', '-serial 0x4711');
      const { said } = await run(here(text));
      expect(said).toContain('0x4711: unknown');
    });

    it('is turned away when it asks one authority about another one’s certificate', async () => {
      const text = here(command('Ask the running sandbox')).replace('/ocsp/token', '/ocsp/sim');
      expect((await run(text)).said).toContain('unauthorized');
    });

    it('gets the lists and the authorities from where the certificates say', async () => {
      const list = await fetch(`${service.url}/sandbox/pki/crl/token.crl`);
      expect(list.headers.get('content-type')).toBe('application/pkix-crl');
      writeFileSync(join(directory, 'token.crl'), Buffer.from(await list.arrayBuffer()));
      const { said } = await run('openssl crl -inform DER -in token.crl -CAfile authorities/token.pem -noout');
      expect(said).toContain('verify OK');
      const issuer = await fetch(`${service.url}/sandbox/pki/certificates/token.cer`);
      expect(issuer.headers.get('content-type')).toBe('application/pkix-cert');
    });
  });
});
