import { createHash, sign } from 'node:crypto';
import { joseAlgorithm } from '../../../../src/adapters/pki/algorithms/jose-algorithm.js';
import { signData } from '../../../../src/adapters/pki/algorithms/sign-data.js';
import { digestOf, type SignatureAlgorithm } from '../../../../src/adapters/pki/algorithms/signature-algorithm.js';
import { BothReaders } from './both-readers.js';
import { type KeyKind, makeSigner, type Signer } from './signers.js';

const challenge = 'ehUfpDJtg2Hz0pDWuNWNbNtXw9mpmM1n3Rbqd2Q0VcE=';
const origin = 'https://portal.example';
const both = new BothReaders({ challenge, origin });
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const read = (value: unknown) => both.read(JSON.stringify(value));
const algorithmNamed = (name: string): SignatureAlgorithm => joseAlgorithm(name) as SignatureAlgorithm;

const signers = Object.fromEntries(
  (['rsa', 'p256', 'p384', 'p521', 'ed25519'] as const).map((kind) => [kind, makeSigner(kind)]),
) as Readonly<Record<KeyKind, Signer>>;
const algorithms = [
  ['RS256', 'rsa'],
  ['RS384', 'rsa'],
  ['RS512', 'rsa'],
  ['PS256', 'rsa'],
  ['PS384', 'rsa'],
  ['PS512', 'rsa'],
  ['ES256', 'p256'],
  ['ES384', 'p384'],
  ['ES512', 'p521'],
  ['EdDSA', 'ed25519'],
] as const;

const raw = (algorithm: string, { certificate, key }: Signer, text = challenge) => ({
  format: 'raw',
  certificate: base64(certificate),
  signature: base64(signData(algorithmNamed(algorithm), Buffer.from(text), key)),
  algorithm,
});

function webEid(algorithm: string, { certificate, key }: Signer, signed: readonly string[] = [origin, challenge]) {
  const how = algorithmNamed(algorithm);
  const digests = signed.map((part) => createHash(digestOf(how)).update(part).digest());
  return {
    format: 'web-eid:1.0',
    unverifiedCertificate: base64(certificate),
    algorithm,
    signature: base64(signData(how, Buffer.concat(digests), key)),
    appVersion: 'https://web-eid.eu/web-eid-app/releases/2.5.0+0',
  };
}

describe('a raw signature', () => {
  it.each(algorithms)('by %s with its certificate proves its signer', (algorithm, kind) => {
    expect(read(raw(algorithm, signers[kind]))).toEqual({
      kind: 'read',
      format: 'raw',
      certificate: Buffer.from(signers[kind].certificate),
      chain: [],
      failures: [],
    });
  });

  it('may bring certificates of authorities', () => {
    const chain = [base64(signers.rsa.certificate), base64(signers.p384.certificate)];
    const proof = read({ ...raw('ES256', signers.p256), chain });
    expect(proof.kind === 'read' && proof.chain.map(base64)).toEqual(chain);
  });

  it('over another challenge, by another key, or by another algorithm than named is not valid', () => {
    for (const wrong of [
      raw('ES256', signers.p256, `${challenge} `),
      { ...raw('ES256', signers.p256), certificate: base64(makeSigner('p256').certificate) },
      { ...raw('RS256', signers.rsa), algorithm: 'PS256' },
      { ...raw('ES256', signers.p256), algorithm: 'ES384' },
      { ...raw('ES256', signers.p256), signature: base64(sign('sha256', Buffer.from(challenge), signers.p256.key)) },
    ])
      expect(read(wrong)).toMatchObject({ kind: 'read', failures: ['signature.invalid'] });
  });

  it('by an algorithm or key that is not taken is refused for that', () => {
    expect(read({ ...raw('RS256', signers.rsa), algorithm: 'RS1' }).failures).toEqual(['signature.weakDigest']);
    for (const algorithm of ['none', 'HS256', 'ES256K', 'rs256', '__proto__'])
      expect(read({ ...raw('RS256', signers.rsa), algorithm }).failures).toEqual(['signature.unsupported']);
    const weak = makeSigner('rsa1024');
    expect(read(raw('RS256', weak)).failures).toEqual(['signature.weakKey']);
  });

  it('is unreadable with a field missing, of another type, or not base64', () => {
    const good = raw('ES256', signers.p256);
    const without = (name: keyof typeof good) =>
      Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
    const certificate = good.certificate;
    for (const wrong of [
      ...(['format', 'certificate', 'signature', 'algorithm'] as const).map(without),
      ...[1, null, {}, [], '', ' ', '=', 'A', '-_-_', 'ế'].map((signature) => ({ ...good, signature })),
      ...[1, 'x', {}, [1], [null], Array.from({ length: 11 }, () => certificate)].map((chain) => ({ ...good, chain })),
      { ...good, certificate: base64(Buffer.from(certificate, 'base64').subarray(1)) },
      { ...good, certificate: `${certificate}${certificate}` },
      { ...good, format: 'Raw' },
      { ...good, format: ['raw'] },
    ])
      expect(read(wrong)).toEqual({ kind: 'unread', failures: ['signature.unreadable'] });
    for (const text of ['{', '{}', '{"format":"raw"}', '{"__proto__":{"format":"raw"}}', '{'.repeat(100_000)])
      expect(both.read(text)).toEqual({ kind: 'unread', failures: ['signature.unreadable'] });
  });
});

describe('a Web eID token', () => {
  it.each(algorithms.filter(([name]) => name !== 'EdDSA'))('by %s proves its signer to this origin', (name, kind) => {
    expect(read(webEid(name, signers[kind]))).toEqual({
      kind: 'read',
      format: 'web-eid',
      certificate: Buffer.from(signers[kind].certificate),
      chain: [],
      failures: [],
    });
  });

  it('is taken in the versions of the format that are known', () => {
    for (const format of ['web-eid:1', 'web-eid:1.0', 'web-eid:1.1'])
      expect(read({ ...webEid('ES384', signers.p384), format }).failures).toEqual([]);
    const mobile = { unverifiedSigningCertificates: [{ certificate: 'AAAA', supportedSignatureAlgorithms: [] }] };
    expect(read({ ...webEid('ES384', signers.p384), ...mobile, format: 'web-eid:1.1' }).failures).toEqual([]);
    for (const format of ['web-eid', 'web-eid:2', 'web-eid:1.2', 'web-eid:1.0 '])
      expect(read({ ...webEid('ES384', signers.p384), format }).failures).toEqual(['signature.unreadable']);
  });

  it.each([
    ['of another origin', ['https://portal.example.evil.example', challenge]],
    ['of the same host on another port', ['https://portal.example:8443', challenge]],
    ['of the origin with a slash', ['https://portal.example/', challenge]],
    ['over another nonce', [origin, challenge.replace('eh', 'he')]],
    ['over the nonce alone', [challenge]],
    ['over nonce and origin, turned around', [challenge, origin]],
  ])('%s is not valid', (_what, signed) => {
    expect(read(webEid('ES384', signers.p384, signed)).failures).toEqual(['signature.invalid']);
  });

  it('is no raw signature, and a raw signature no token', () => {
    const token = webEid('ES384', signers.p384);
    const { unverifiedCertificate, ...rest } = token;
    const asRaw = { ...rest, format: 'raw', certificate: unverifiedCertificate };
    expect(read(asRaw).failures).toEqual(['signature.invalid']);
    const { certificate, ...signed } = raw('ES384', signers.p384);
    const asToken = { ...signed, format: 'web-eid:1.0', unverifiedCertificate: certificate };
    expect(read(asToken).failures).toEqual(['signature.invalid']);
  });
});

describe('proofs in JSON', () => {
  it('are judged as pkijs does, all of the above, but for what pkijs does not look at', async () => {
    expect(both.count).toBeGreaterThan(50);
    expect(await both.disagreements()).toEqual({
      ours: { 'signature.unreadable': 2 }, // octets after a certificate, and what should be a list and is empty
      theirs: 1, // Ed25519
    });
  });
});
