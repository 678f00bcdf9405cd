import { createHash, sign } from 'node:crypto';
import { digestId, signatureId } from '../../../../src/adapters/pki/algorithms/write-algorithm.js';
import {
  element,
  integer,
  nothing,
  octetString,
  oid,
  sequence,
  taggedOctets,
} from '../../../../src/adapters/pki/der/writer.js';
import { cms } from '../../../../src/adapters/pki/proof/cms-names.js';
import { signCms } from '../../../../src/adapters/pki/proof/cms-writer.js';
import { BothReaders } from './both-readers.js';
import {
  attribute,
  buildCms,
  type CmsWish,
  contentTypeAttribute,
  digestAttribute,
  rsaEncryptionId,
  sha1Id,
} from './cms-builder.js';
import { type KeyKind, makeSigner, pem, renewed } from './signers.js';

const challenge = 'ehUfpDJtg2Hz0pDWuNWNbNtXw9mpmM1n3Rbqd2Q0VcE=';
const both = new BothReaders({ challenge, origin: 'https://portal.example' });
const content = Buffer.from(challenge);
const rsa = makeSigner('rsa');
const p256 = makeSigner('p256');
const other = makeSigner('p256', { subject: 'Somebody else', serial: 99 });

const read = (bytes: Uint8Array, text = Buffer.from(bytes).toString('base64')) => both.read(text);
const built = (wish: CmsWish = {}, signer = p256) => buildCms(signer, content, wish);

describe('a CMS', () => {
  const kinds: readonly KeyKind[] = ['rsa', 'p256', 'p384', 'p521', 'ed25519'];

  it.each(kinds)('by %s over the challenge proves its signer, attached and detached, by either name', (kind) => {
    const { certificate, key } = makeSigner(kind);
    for (const detached of [false, true])
      for (const signer of ['issuerAndSerial', 'keyId'] as const) {
        const proof = read(signCms({ content, certificate, key, detached, signer, chain: [other.certificate] }));
        expect(proof).toEqual({
          kind: 'read',
          format: 'cms',
          certificate: Buffer.from(certificate),
          chain: [Buffer.from(other.certificate)],
          failures: [],
        });
      }
  });

  it('comes as base64, in lines or not, or as PEM', () => {
    const bytes = built();
    const lines = bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
    for (const text of [` ${bytes.toString('base64')}\n`, lines, pem('CMS', bytes), pem('PKCS7', bytes)])
      expect(read(bytes, text)).toMatchObject({ kind: 'read', failures: [] });
  });

  it.each<[string, CmsWish]>([
    ['the name of the key for that of the signature', { signatureAlgorithm: rsaEncryptionId }],
    ['version 3', { version: 3 }],
    ['further digests', { digestAlgorithms: [digestId('sha512'), digestId('sha256')] }],
    ['a NULL beside its digest', { digestAlgorithm: sequence(oid('2.16.840.1.101.3.4.2.1'), nothing()) }],
    [
      'revocation data and unsigned attributes, which nobody looks at',
      {
        revocationData: element(0xa1, oid('1.2.3'), integer(1)),
        unsignedAttributes: attribute('1.2.3', integer(1)),
      },
    ],
    [
      'an attribute nobody knows',
      {
        attributes: [contentTypeAttribute(), digestAttribute(content), attribute('1.2.3.4', integer(1), integer(2))],
      },
    ],
    ['its certificate twice', { certificates: [rsa.certificate, rsa.certificate] }],
  ])('may have %s', (_what, wish) => {
    expect(read(built(wish, rsa))).toMatchObject({ kind: 'read', failures: [] });
  });

  it('is unreadable, whatever is broken about it', () => {
    const good = built();
    const wishes: readonly CmsWish[] = [
      { version: 2 },
      { signerVersion: 2 },
      { signerVersion: 3 }, // but named by issuer and serial
      { contentType: '1.2.840.113549.1.7.5' },
      { attributes: [contentTypeAttribute('1.2.840.113549.1.7.5'), digestAttribute(content)] },
      { attributes: [digestAttribute(content), contentTypeAttribute()], unsortedAttributes: true },
      { attributes: [contentTypeAttribute(), contentTypeAttribute(), digestAttribute(content)] },
      { attributes: [contentTypeAttribute(), digestAttribute(content), digestAttribute(Buffer.from('other'))] },
      {
        attributes: [
          contentTypeAttribute(),
          attribute(cms.messageDigest, ...['a', 'b'].map((text) => octetString(Buffer.from(text)))),
        ],
      },
      { attributes: [contentTypeAttribute(), attribute(cms.messageDigest)] },
      { attributes: [contentTypeAttribute(), attribute(cms.messageDigest, integer(1))] },
      { afterSigner: nothing() },
      { certificates: [p256.certificate, element(0xa1, integer(1))] },
      { certificates: [p256.certificate, sequence(integer(1))] },
      { certificates: Array.from({ length: 11 }, () => p256.certificate) },
    ];
    const texts = [
      ...wishes.map((wish) => built(wish).toString('base64')),
      '',
      'null',
      'không phải chữ ký',
      '=',
      'AAA',
      Buffer.concat([good, Buffer.of(0)]).toString('base64'),
      good.subarray(0, -1).toString('base64'),
      good.subarray(1).toString('base64'),
      good.toString('base64url').replace(/=+$/, '_'),
      pem('CERTIFICATE', good),
      `${pem('CMS', good)}${pem('CMS', good)}`,
      Buffer.from(p256.certificate).toString('base64'),
      Buffer.from(sequence(oid(cms.data), octetString(content))).toString('base64'),
    ];
    for (const text of texts) expect(both.read(text)).toEqual({ kind: 'unread', failures: ['signature.unreadable'] });
  });

  it('of 10 MB is refused before it is looked at', () => {
    const text = 'A'.repeat(10_000_000);
    const started = process.hrtime.bigint();
    expect(both.read(text)).toEqual({ kind: 'unread', failures: ['signature.tooLarge'] });
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(5);
  });

  it.each([0, 2])('has one signer, not %d', (signers) => {
    expect(read(built({ signers }))).toEqual({ kind: 'unread', failures: ['signature.notOneSigner'] });
  });

  it.each<[string, CmsWish]>([
    ['none', { certificates: [] }],
    ['that of somebody else', { certificates: [other.certificate] }],
    ['two of that name', { certificates: [p256.certificate, renewed('p256', p256, { hash: 'sha384' }).certificate] }],
    ['none with that key identifier', { signerVersion: 3, signerName: taggedOctets(0, Buffer.alloc(20, 7)) }],
  ])('has to bring its signer’s certificate, not %s', (_what, wish) => {
    expect(read(built(wish))).toEqual({ kind: 'unread', failures: ['signature.signerUnknown'] });
  });

  it.each<[string, CmsWish]>([
    ['no attributes', { attributes: 'none' }],
    ['no content type', { attributes: [digestAttribute(content)] }],
    ['no digest', { attributes: [contentTypeAttribute()] }],
  ])('has to state what it signs: %s', (_what, wish) => {
    expect(read(built(wish)).failures).toEqual(['signature.attributesMissing']);
  });

  const sha1 = (data: Uint8Array) => sign('sha1', data, rsa.key);
  const sha1Attributes = [contentTypeAttribute(), digestAttribute(content, 'sha1')];
  it.each<[string, CmsWish]>([
    ['SHA-1', { digestAlgorithm: sha1Id, signatureAlgorithm: rsaEncryptionId, attributes: sha1Attributes, sign: sha1 }],
    ['SHA-1 beside SHA-256', { signatureAlgorithm: sequence(oid('1.2.840.113549.1.1.5'), nothing()), sign: sha1 }],
    ['MD5', { digestAlgorithm: sequence(oid('1.2.840.113549.2.5'), nothing()), signatureAlgorithm: rsaEncryptionId }],
  ])('by a weak digest is refused for that: %s', (_what, wish) => {
    expect(read(built(wish, rsa))).toMatchObject({ kind: 'read', failures: ['signature.weakDigest'] });
  });

  it('by a weak key is refused for that', () => {
    const weak = makeSigner('rsa1024');
    const bytes = buildCms({ ...weak, spki: rsa.spki }, content, { sign: (data) => sign('sha256', data, weak.key) });
    expect(read(bytes)).toMatchObject({ kind: 'read', failures: ['signature.weakKey'] });
  });

  it('by an algorithm nobody knows is refused for that', () => {
    const unknown = sequence(oid('1.2.3.4'));
    for (const wish of [{ signatureAlgorithm: unknown }, { digestAlgorithm: unknown }])
      expect(read(built(wish))).toMatchObject({ kind: 'read', failures: ['signature.unsupported'] });
  });

  it.each<[string, CmsWish]>([
    ['the signature', { signatureAlgorithm: signatureId({ scheme: 'rsaPkcs1', hash: 'sha512' }) }],
    ['the signature by PSS', { signatureAlgorithm: signatureId({ scheme: 'rsaPss', hash: 'sha384', saltLength: 48 }) }],
    ['the whole', { digestAlgorithms: [digestId('sha512')] }],
  ])('names one digest: another for %s is refused', (_what, wish) => {
    expect(read(built(wish, rsa))).toMatchObject({ kind: 'read', failures: ['signature.algorithmMismatch'] });
  });

  it.each<[string, CmsWish, string[]]>([
    ['over other content', { content: Buffer.from('other') }, ['signature.wrongChallenge']],
    [
      'over other content that stays out',
      { content: Buffer.from('other'), detached: true },
      ['signature.wrongChallenge'],
    ],
    [
      'over the challenge of another time',
      { content: Buffer.from(challenge.replace('eh', 'he')) },
      ['signature.wrongChallenge'],
    ],
    ['over no content', { content: Buffer.alloc(0) }, ['signature.wrongChallenge']],
    [
      'whose digest is of other content',
      { attributes: [contentTypeAttribute(), digestAttribute(Buffer.from('x'))] },
      ['signature.invalid'],
    ],
    ['by another key', { sign: (data) => sign('sha256', data, other.key) }, ['signature.invalid']],
    ['straight over the content', { sign: () => sign('sha256', content, p256.key) }, ['signature.invalid']],
    [
      'over attributes with the tag they travel with',
      {
        sign: (set) => sign('sha256', Buffer.concat([Buffer.of(0xa0), set.subarray(1)]), p256.key),
      },
      ['signature.invalid'],
    ],
    [
      'by another key over other content',
      { content: Buffer.from('other'), sign: () => Buffer.alloc(70) },
      ['signature.invalid', 'signature.wrongChallenge'],
    ],
  ])('%s is refused', (_what, wish, failures) => {
    expect(read(built(wish))).toMatchObject({ kind: 'read', failures });
  });

  describe('that names its certificate by digest', () => {
    const hashOf = (name: string) => octetString(createHash(name).update(p256.certificate).digest());
    const v1 = (digest: Uint8Array) => attribute(cms.signingCertificate, sequence(sequence(sequence(digest))));
    const v2 = (...id: Uint8Array[]) => attribute(cms.signingCertificateV2, sequence(sequence(sequence(...id))));
    const withAttribute = (...more: Uint8Array[]) =>
      read(built({ attributes: [contentTypeAttribute(), digestAttribute(content), ...more] }));

    it('is bound to that certificate', () => {
      expect(withAttribute(v2(hashOf('sha256')))).toMatchObject({ failures: [] });
      expect(withAttribute(v2(digestId('sha512'), hashOf('sha512')))).toMatchObject({ failures: [] });
      expect(withAttribute(v1(hashOf('sha1')))).toMatchObject({ failures: [] });
    });

    it('is refused with another certificate for the same key', () => {
      const swapped = renewed('p256', p256, { serial: 4711, hash: 'sha512' });
      const wish = { attributes: [contentTypeAttribute(), digestAttribute(content), v2(hashOf('sha256'))] };
      expect(read(buildCms(swapped, content, wish))).toMatchObject({ failures: ['signature.otherCertificate'] });
      expect(withAttribute(v1(octetString(Buffer.alloc(20))))).toMatchObject({
        failures: ['signature.otherCertificate'],
      });
      expect(withAttribute(v1(hashOf('sha1')), v2(hashOf('sha512')))).toMatchObject({
        failures: ['signature.otherCertificate'],
      });
    });

    it('by a weak digest, or by nothing, is refused', () => {
      expect(withAttribute(v2(sha1Id, hashOf('sha1')))).toMatchObject({ failures: ['signature.weakDigest'] });
      const empty = attribute(cms.signingCertificateV2, sequence(sequence()));
      expect(withAttribute(empty)).toMatchObject({ failures: ['signature.unreadable'] });
      expect(withAttribute(attribute(cms.signingCertificateV2))).toMatchObject({ failures: ['signature.unreadable'] });
    });
  });

  it('is judged as pkijs does, all of the above, but for what pkijs does not look at', async () => {
    expect(both.count).toBeGreaterThan(70);
    expect(await both.disagreements()).toEqual({
      ours: {
        'signature.algorithmMismatch': 1, // the digests that the whole announces
        'signature.otherCertificate': 3, // the digest of the certificate
        'signature.weakDigest': 1, // the digest by which the certificate is named
        'signature.signerUnknown': 1, // a second certificate of the signer’s name
        'signature.unreadable': 11, // versions, order and repetition of attributes, what follows where nothing may
      },
      theirs: 4, // Ed25519
    });
  });
});
