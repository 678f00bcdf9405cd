import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { authority } from '../../src/adapters/sandbox/index.js';
import { openPkiVerifier, type PkiConfig, readPkiConfig } from '../../src/infrastructure/pki-config.js';
import type { Flags } from '../../src/infrastructure/settings.js';
import { signatureAuditOf } from '../../src/infrastructure/signature-audit.js';

const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-pki-'));
afterAll(() => rmSync(directory, { recursive: true }));

const root = authority('publicRoot').certificate;
const pin = hash('sha256', root, 'hex');
const file = join(directory, 'root.cer');
writeFileSync(file, root);

function config(flags: Flags, variables: Flags = {}): PkiConfig {
  const read = readPkiConfig(flags, variables);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}
const problems = (flags: Flags, variables: Flags = {}): readonly string[] => {
  const read = readPkiConfig(flags, variables);
  return read.ok ? [] : read.problems.map(({ setting, en }) => `${setting} ${en}`);
};

describe('the configuration of the verifier', () => {
  it('trusts nobody and asks nobody unless it is told to', () => {
    expect(config({})).toEqual({
      anchors: { public: [], government: [] },
      issuers: [],
      revocationHosts: [],
      revocation: { public: { mode: 'hard' }, government: { mode: 'hard' } },
      threads: Math.max(1, availableParallelism() - 1),
      queue: 256,
    });
  });

  it('takes files, pins, hosts and modes from the environment, and flags before it', () => {
    const variables = {
      DINHDANH_ANCHORS_PUBLIC: file,
      DINHDANH_ANCHORS_PUBLIC_PINS: pin,
      DINHDANH_REVOCATION_HOSTS: 'ocsp.example.vn, crl.example.vn:8080',
      DINHDANH_REVOCATION_PUBLIC: 'soft',
    };
    const read = config({ revocationPublic: 'hard', verifierThreads: '4' }, variables);
    expect(read.anchors.public.map(({ sha256 }) => sha256)).toEqual([pin]);
    expect(read.revocationHosts).toEqual(['ocsp.example.vn', 'crl.example.vn:8080']);
    expect([read.revocation.public.mode, read.threads]).toEqual(['hard', 4]);
  });

  it.each([
    [{ anchorsPublic: ' , ' }, '--anchors-public has to be paths of PEM, DER or P7B files, separated by commas'],
    [
      { anchorsPublicPins: 'abc' },
      '--anchors-public-pins has to be SHA-256 values in hexadecimal, separated by commas',
    ],
    [
      { revocationHosts: '*.example.vn' },
      '--revocation-hosts has to be host names, each with a port or without, separated by commas',
    ],
    [
      { revocationHosts: 'http://ocsp.example.vn/' },
      '--revocation-hosts has to be host names, each with a port or without, separated by commas',
    ],
    [{ revocationGovernment: 'off' }, '--revocation-government has to be hard or soft'],
    [{ verifierThreads: '0' }, '--verifier-threads has to be a number from 1 to 64'],
    [{ verifierQueue: '-1' }, '--verifier-queue has to be a number from 0 to 100000'],
  ])('refuses %p', (flags, problem) => {
    expect(problems(flags as Flags)).toEqual([problem]);
  });

  it('reads issuing authorities that are trusted for nothing, and says which file is none', () => {
    expect(config({ issuers: file }).issuers.map((der) => hash('sha256', der, 'hex'))).toEqual([pin]);
    expect(problems({ issuers: join(directory, 'absent.pem') })).toEqual([
      expect.stringMatching(/^--issuers cannot be read \(ENOENT/),
    ]);
  });

  it('opens a verifier that trusts nobody else and asks nobody else', async () => {
    const verifier = openPkiVerifier(config({ anchorsPublic: file, anchorsPublicPins: pin, verifierThreads: '1' }));
    await verifier.close();
  });

  it('refuses anchors that are not pinned, and pins without an anchor, naming the setting they came by', () => {
    expect(problems({ anchorsPublic: file })).toEqual([
      `--anchors-public holds a certificate that is not pinned: ${pin}`,
    ]);
    expect(problems({}, { DINHDANH_ANCHORS_GOVERNMENT_PINS: pin })).toEqual([
      'DINHDANH_ANCHORS_GOVERNMENT matches no certificate in the files',
    ]);
  });
});

describe('the anchors of an audit', () => {
  it('are those of the configuration, or of the sandbox when told so, and never there by themselves', () => {
    expect(signatureAuditOf({}, {}).ok).toBe(false);
    expect(signatureAuditOf({ sandbox: 'true' }, {}).ok).toBe(true);
    expect(signatureAuditOf({ anchorsPublic: file, anchorsPublicPins: pin }, {}).ok).toBe(true);
    expect(signatureAuditOf({ anchorsPublic: file }, {}).ok).toBe(false);
  });
});
