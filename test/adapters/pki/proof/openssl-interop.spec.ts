import { verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { checkDer } from '../../../../src/adapters/pki/der/check-der.js';
import { normaliseBer } from '../../../../src/adapters/pki/proof/normalise-ber.js';
import { prepareCms } from '../../../../src/adapters/pki/proof/cms-writer.js';
import { readProof } from '../../../../src/adapters/pki/proof/read-proof.js';
import { skipped } from '../../../support/skip.js';
import { OpenSsl, opensslMissing } from './openssl.js';

const challenge = 'ehUfpDJtg2Hz0pDWuNWNbNtXw9mpmM1n3Rbqd2Q0VcE=';
const context = { challenge, origin: 'https://portal.example' };

const keys = {
  rsa: ['-newkey', 'rsa:2048'],
  p256: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  p521: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  ed25519: ['-newkey', 'ed25519'],
};
type Kind = keyof typeof keys;

function interop(): void {
  const openssl = new OpenSsl();
  afterAll(() => openssl.remove());
  const content = openssl.file('content', challenge);
  const made = new Map<Kind, { readonly key: string; readonly certificate: string }>();
  const signerOf = (kind: Kind) => {
    const known = made.get(kind);
    if (known !== undefined) return known;
    const signer = { key: openssl.file(`${kind}.key`), certificate: openssl.file(`${kind}.pem`) };
    const subject = `/C=VN/CN=Nguyen Van Thu/UID=CCCD:001099000012`;
    openssl.run(
      'req',
      '-x509',
      ...keys[kind],
      '-nodes',
      '-keyout',
      signer.key,
      '-out',
      signer.certificate,
      '-subj',
      subject,
    );
    made.set(kind, signer);
    return signer;
  };
  const derOf = (kind: Kind) => new X509Certificate(readFileSync(signerOf(kind).certificate)).raw;
  const signWith = (kind: Kind, ...options: string[]) => {
    const { key, certificate } = signerOf(kind);
    const from = ['-in', content, '-binary', '-signer', certificate, '-inkey', key, '-outform', 'DER'];
    return openssl.run('cms', '-sign', ...from, ...options);
  };
  const read = (cms: Uint8Array) => readProof(Buffer.from(cms).toString('base64'), context);

  const cases: readonly (readonly [Kind, readonly string[]])[] = [
    ['rsa', []],
    ['rsa', ['-md', 'sha384']],
    ['rsa', ['-md', 'sha512']],
    ['rsa', ['-keyid']],
    ['rsa', ['-keyopt', 'rsa_padding_mode:pss']],
    ['rsa', ['-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:32', '-md', 'sha256']],
    ['rsa', ['-keyopt', 'rsa_padding_mode:pss', '-md', 'sha512']],
    ['p256', []],
    ['p256', ['-cades']],
    ['p384', ['-md', 'sha384', '-keyid']],
    ['p521', ['-md', 'sha512']],
  ];

  it.each(cases)('what `openssl cms` signs by %s %j is verified, attached, detached and streamed', (kind, options) => {
    // openssl 3.0 fails to stream with PSS.
    const streams = options.includes('rsa_padding_mode:pss') ? [] : [['-nodetach', '-stream'], ['-stream']];
    for (const more of [['-nodetach'], [], ...streams]) {
      const cms = signWith(kind, ...options, ...more);
      expect(read(cms)).toEqual({
        kind: 'read',
        format: 'cms',
        certificate: Buffer.from(derOf(kind)),
        chain: [],
        failures: [],
      });
    }
  });

  it('BER of `openssl cms -stream` becomes the same DER that it writes without', () => {
    const streamed = signWith('p256', '-nodetach', '-stream');
    expect(() => checkDer(streamed)).toThrow();
    const der = Buffer.from(normaliseBer(streamed));
    expect(() => checkDer(der)).not.toThrow();
    expect(Buffer.from(normaliseBer(der)).equals(der)).toBe(true);
    expect(der.includes(derOf('p256'))).toBe(true);
  });

  it.each([
    ['-md sha1', ['-md', 'sha1'], 'signature.weakDigest'],
    ['-md md5', ['-md', 'md5'], 'signature.weakDigest'],
    ['-md sha224', ['-md', 'sha224'], 'signature.unsupported'],
    ['-noattr', ['-noattr'], 'signature.attributesMissing'],
    ['-nocerts', ['-nocerts'], 'signature.signerUnknown'],
  ])('what it signs with %s is refused', (_name, options, failure) => {
    for (const more of [['-nodetach'], ['-nodetach', '-stream']])
      expect(read(signWith('rsa', ...options, ...more)).failures).toEqual([failure]);
  });

  it('what it signs as text, or twice, is refused', () => {
    const { key, certificate } = signerOf('p256');
    expect(read(signWith('rsa', '-nodetach', '-signer', certificate, '-inkey', key)).failures).toEqual([
      'signature.notOneSigner',
    ]);
    const text = openssl.run(
      'cms',
      '-sign',
      '-in',
      content,
      '-text',
      '-signer',
      certificate,
      '-inkey',
      key,
      '-outform',
      'DER',
      '-nodetach',
    );
    expect(read(text).failures).toEqual(['signature.wrongChallenge']);
  });

  it.each<readonly [Kind, string, readonly string[]]>([
    ['rsa', 'RS256', ['-sha256']],
    ['rsa', 'RS512', ['-sha512']],
    ['rsa', 'PS256', ['-sha256', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:digest']],
  ])('what `openssl dgst` signs by %s for %s is verified', (kind, algorithm, options) => {
    const { key } = signerOf(kind);
    const signature = openssl.run('dgst', ...options, '-sign', key, content).toString('base64');
    const proof = { format: 'raw', certificate: derOf(kind).toString('base64'), signature, algorithm };
    expect(readProof(JSON.stringify(proof), context).failures).toEqual([]);
  });

  it('what `openssl pkeyutl` signs by Ed25519 is verified', () => {
    const { key } = signerOf('ed25519');
    const signature = openssl.run('pkeyutl', '-sign', '-rawin', '-in', content, '-inkey', key).toString('base64');
    const proof = { format: 'raw', certificate: derOf('ed25519').toString('base64'), signature, algorithm: 'EdDSA' };
    expect(readProof(JSON.stringify(proof), context).failures).toEqual([]);
  });

  it('a CMS of ours whose signature `openssl dgst` makes is verified by `openssl cms`, by node and by us', () => {
    const certificate = derOf('p384');
    const { toBeSigned, finish } = prepareCms({ content: Buffer.from(challenge), certificate });
    const { key, certificate: pem } = signerOf('p384');
    const signature = openssl.run('dgst', '-sha384', '-sign', key, openssl.file('to-be-signed', toBeSigned));
    const cms = finish(signature);
    expect(read(cms).failures).toEqual([]);
    expect(verify('sha384', toBeSigned, new X509Certificate(certificate).publicKey, signature)).toBe(true);
    const at = openssl.file('ours.der', cms);
    const trust = ['-CAfile', pem, '-purpose', 'any'];
    expect(openssl.run('cms', '-verify', '-binary', '-inform', 'DER', '-in', at, ...trust).toString()).toBe(challenge);
  });
}

describe('with openssl', () => {
  const reason = opensslMissing();
  if (reason === undefined) interop();
  else skipped('signatures go both ways', reason);
});
