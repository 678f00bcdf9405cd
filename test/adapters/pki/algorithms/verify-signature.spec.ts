import { constants, generateKeyPairSync, type KeyObject, type RSAPSSKeyPairKeyObjectOptions, sign } from 'node:crypto';
import fc from 'fast-check';
import type { Hash } from '../../../../src/adapters/pki/algorithms/digest-algorithm.js';
import { isSmallOrder } from '../../../../src/adapters/pki/algorithms/ed25519-points.js';
import { joseAlgorithm } from '../../../../src/adapters/pki/algorithms/jose-algorithm.js';
import { readSignatureAlgorithm } from '../../../../src/adapters/pki/algorithms/signature-algorithm.js';
import { verifySignature } from '../../../../src/adapters/pki/algorithms/verify-signature.js';
import {
  bitString,
  integer,
  nothing,
  octetString,
  oid,
  sequence,
  tagged,
} from '../../../../src/adapters/pki/der/writer.js';
import { runs } from '../../../support/fc-runs.js';

const spkiOf = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const p521 = generateKeyPairSync('ec', { namedCurve: 'P-521' });
const ed25519 = generateKeyPairSync('ed25519');
const data = Buffer.from('what is signed');

const rsaWith = { sha256: 11, sha384: 12, sha512: 13 };
const ecdsaWith = { sha256: 2, sha384: 3, sha512: 4 };
const digestArc = { sha256: 1, sha384: 2, sha512: 3 };
const hashes = ['sha256', 'sha384', 'sha512'] as const;
const pkcs1Id = (hash: Hash) => sequence(oid(`1.2.840.113549.1.1.${rsaWith[hash]}`), nothing());
const ecdsaId = (hash: Hash) => sequence(oid(`1.2.840.10045.4.3.${ecdsaWith[hash]}`));
const digestId = (hash: Hash) => sequence(oid(`2.16.840.1.101.3.4.2.${digestArc[hash]}`), nothing());
const sha1Id = sequence(oid('1.3.14.3.2.26'), nothing());
const mgf1 = (digest: Uint8Array) => sequence(oid('1.2.840.113549.1.1.8'), digest);
const pssId = (...fields: Uint8Array[]) => sequence(oid('1.2.840.113549.1.1.10'), sequence(...fields));
const pssOf = (hash: Hash, salt: number) =>
  pssId(tagged(0, digestId(hash)), tagged(1, mgf1(digestId(hash))), tagged(2, integer(salt)));

const pssSign = (hash: Hash, saltLength: number) =>
  sign(hash, data, { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });

describe('one signature', () => {
  it.each(hashes)('verifies by RSA and ECDSA over %s, in both forms', (hash) => {
    const check = { spki: spkiOf(rsa.publicKey), data };
    const pkcs1 = { ...check, algorithm: pkcs1Id(hash), signature: sign(hash, data, rsa.privateKey) };
    expect(verifySignature(pkcs1)).toBe('valid');
    expect(verifySignature({ ...check, algorithm: pssOf(hash, 32), signature: pssSign(hash, 32) })).toBe('valid');
    for (const { publicKey, privateKey } of [p256, p384, p521]) {
      const ec = { spki: spkiOf(publicKey), data };
      const der = { ...ec, algorithm: ecdsaId(hash), signature: sign(hash, data, privateKey) };
      expect(verifySignature(der)).toBe('valid');
      const signature = sign(hash, data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      const raw = { scheme: 'ecdsa', hash, form: 'raw' } as const;
      expect(verifySignature({ ...ec, algorithm: raw, signature })).toBe('valid');
      expect(verifySignature({ ...ec, algorithm: ecdsaId(hash), signature })).toBe('invalid');
      expect(verifySignature({ ...ec, algorithm: raw, signature: der.signature })).toBe('invalid');
    }
  });

  it('holds a key made for PSS to PSS, to its digest and to its shortest salt', () => {
    const options = { modulusLength: 2048, hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256', saltLength: 32 };
    // The types want the salt's length as a text, Node wants the number.
    const fixed = generateKeyPairSync('rsa-pss', options as unknown as RSAPSSKeyPairKeyObjectOptions);
    const free = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
    const by = (key: KeyObject, hash: Hash, saltLength: number) => sign(hash, data, { key, saltLength });
    const check = { spki: spkiOf(fixed.publicKey), data };
    const signature = by(fixed.privateKey, 'sha256', 32);
    expect(verifySignature({ ...check, algorithm: pssOf('sha256', 32), signature })).toBe('valid');
    const longer = by(fixed.privateKey, 'sha256', 40);
    expect(verifySignature({ ...check, algorithm: pssOf('sha256', 40), signature: longer })).toBe('valid');
    expect(verifySignature({ ...check, algorithm: pssOf('sha384', 32), signature })).toBe('invalid');
    expect(verifySignature({ ...check, algorithm: pssOf('sha256', 20), signature })).toBe('invalid');
    expect(verifySignature({ ...check, algorithm: pkcs1Id('sha256'), signature })).toBe('invalid');
    const any = { spki: spkiOf(free.publicKey), data, signature: by(free.privateKey, 'sha384', 48) };
    expect(verifySignature({ ...any, algorithm: pssOf('sha384', 48) })).toBe('valid');
    expect(verifySignature({ ...any, algorithm: pkcs1Id('sha384') })).toBe('invalid');
  });

  it('verifies by Ed25519', () => {
    const check = { algorithm: sequence(oid('1.3.101.112')), spki: spkiOf(ed25519.publicKey), data };
    const signature = sign(null, data, ed25519.privateKey);
    expect(verifySignature({ ...check, signature })).toBe('valid');
    expect(verifySignature({ ...check, signature: signature.subarray(1) })).toBe('invalid');
    expect(verifySignature({ ...check, data: Buffer.from('what is signeD'), signature })).toBe('invalid');
  });

  it.each([
    ['MD2 with RSA', sequence(oid('1.2.840.113549.1.1.2'), nothing())],
    ['MD5 with RSA', sequence(oid('1.2.840.113549.1.1.4'), nothing())],
    ['SHA-1 with RSA', sequence(oid('1.2.840.113549.1.1.5'), nothing())],
    ['SHA-1 with ECDSA', sequence(oid('1.2.840.10045.4.1'))],
    ['PSS without parameters, which stands for SHA-1', sequence(oid('1.2.840.113549.1.1.10'))],
    ['PSS with empty parameters', pssId()],
    ['PSS over SHA-1', pssId(tagged(0, sha1Id), tagged(1, mgf1(sha1Id)))],
    ['PSS whose mask is made by SHA-1', pssId(tagged(0, digestId('sha256')), tagged(1, mgf1(sha1Id)))],
    ['PSS whose mask is left to SHA-1', pssId(tagged(0, digestId('sha256')))],
  ])('of a weak digest is told as such: %s', (_name, algorithm) => {
    const signature = sign('sha1', data, rsa.privateKey);
    expect(verifySignature({ algorithm, spki: spkiOf(rsa.publicKey), data, signature })).toBe('weakDigest');
  });

  it.each([
    ['no DER', Buffer.from('3005', 'hex')],
    ['a name nobody knows', sequence(oid('1.2.3.4'))],
    ['SHA-224 with RSA', sequence(oid('1.2.840.113549.1.1.14'), nothing())],
    ['RSA with parameters', sequence(oid('1.2.840.113549.1.1.11'), integer(1))],
    ['ECDSA with NULL', sequence(oid('1.2.840.10045.4.3.2'), nothing())],
    ['Ed25519 with NULL', sequence(oid('1.3.101.112'), nothing())],
    ['a key’s name for an algorithm', sequence(oid('1.2.840.113549.1.1.1'), nothing())],
    ['PSS with two digests', pssId(tagged(0, digestId('sha256')), tagged(1, mgf1(digestId('sha512'))))],
    [
      'PSS with another trailer',
      pssId(tagged(0, digestId('sha256')), tagged(1, mgf1(digestId('sha256'))), tagged(3, integer(2))),
    ],
    [
      'PSS with something after its parameters',
      pssId(tagged(0, digestId('sha256')), tagged(1, mgf1(digestId('sha256'))), tagged(4, integer(2))),
    ],
    ['PSS with fields in another order', pssId(tagged(1, mgf1(digestId('sha256'))), tagged(0, digestId('sha256')))],
    ['octets after the algorithm', Buffer.concat([pkcs1Id('sha256'), nothing()])],
  ])('of an algorithm that is not taken is told as such: %s', (_name, algorithm) => {
    const signature = sign('sha256', data, rsa.privateKey);
    expect(verifySignature({ algorithm, spki: spkiOf(rsa.publicKey), data, signature })).toBe('unsupported');
  });

  it('by PSS has exactly the salt that its parameters say, and the one trailer there is', () => {
    const check = { spki: spkiOf(rsa.publicKey), data, signature: pssSign('sha256', 20) };
    const named = [tagged(0, digestId('sha256')), tagged(1, mgf1(digestId('sha256')))];
    expect(verifySignature({ ...check, algorithm: pssId(...named) })).toBe('valid');
    expect(verifySignature({ ...check, algorithm: pssId(...named, tagged(3, integer(1))) })).toBe('valid');
    for (const salt of [0, 19, 21, 32, 222, 223, 2 ** 40])
      expect(verifySignature({ ...check, algorithm: pssOf('sha256', salt) })).toBe('invalid');
    expect(verifySignature({ ...check, algorithm: pssOf('sha512', 20) })).toBe('invalid');
  });

  it('by a PSS key keeps to the parameters of the key', () => {
    const keys = generateKeyPairSync('rsa-pss', {
      modulusLength: 2048,
      hashAlgorithm: 'sha256',
      mgf1HashAlgorithm: 'sha256',
      saltLength: 32 as never, // a number, whatever its type says
    });
    const spki = spkiOf(keys.publicKey);
    const check = { spki, data, signature: sign('sha256', data, keys.privateKey) };
    const longer = sign('sha256', data, { key: keys.privateKey, saltLength: 40 });
    expect(verifySignature({ ...check, algorithm: pssOf('sha256', 32) })).toBe('valid');
    expect(verifySignature({ ...check, algorithm: pssOf('sha256', 40), signature: longer })).toBe('valid');
    expect(verifySignature({ ...check, algorithm: pssOf('sha256', 20) })).toBe('invalid');
    expect(verifySignature({ ...check, algorithm: pssOf('sha512', 32) })).toBe('invalid');
    expect(verifySignature({ ...check, algorithm: pkcs1Id('sha256') })).toBe('invalid');
  });

  it('by a key of another kind, or of another curve than the name fixes, is none', () => {
    const signature = sign('sha256', data, { key: p384.privateKey, dsaEncoding: 'ieee-p1363' });
    const spki = spkiOf(p384.publicKey);
    expect(verifySignature({ algorithm: joseAlgorithm('ES256') as never, spki, data, signature })).toBe('invalid');
    const keys = [rsa, p256, ed25519];
    const algorithms = [pkcs1Id('sha256'), ecdsaId('sha256'), sequence(oid('1.3.101.112'))];
    for (const [i, { publicKey }] of keys.entries())
      for (const [j, algorithm] of algorithms.entries()) {
        const made = sign(j === 2 ? null : 'sha256', data, keys[j]!.privateKey);
        const verdict = verifySignature({ algorithm, spki: spkiOf(publicKey), data, signature: made });
        expect(verdict).toBe(i === j ? 'valid' : 'invalid');
      }
  });

  it('has the names of JOSE', () => {
    for (const name of ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'])
      expect(joseAlgorithm(name)).toHaveProperty('scheme');
    expect(joseAlgorithm('RS1')).toBe('weakDigest');
    for (const name of ['none', 'HS256', 'ES256K', '', 'constructor']) expect(joseAlgorithm(name)).toBe('unsupported');
  });

  it('never throws, and no changed octet verifies', () => {
    const check = {
      algorithm: ecdsaId('sha256'),
      spki: spkiOf(p256.publicKey),
      data,
      signature: sign('sha256', data, p256.privateKey),
    };
    const field = fc.constantFrom('spki', 'data', 'signature', 'algorithm');
    fc.assert(
      fc.property(field, fc.nat(), fc.integer({ min: 1, max: 255 }), (name, at, change) => {
        const changed = Buffer.from(check[name]);
        changed[at % changed.length]! ^= change;
        expect(verifySignature({ ...check, [name]: changed })).not.toBe('valid');
      }),
      { numRuns: runs },
    );
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), fc.uint8Array(), (algorithm, spki, signature) => {
        expect(verifySignature({ algorithm, spki, data, signature })).not.toBe('valid');
        expect(['weakDigest', 'unsupported']).toContain(readSignatureAlgorithm(algorithm));
      }),
      { numRuns: runs },
    );
  });
});

const signedBy = (spki: Uint8Array, algorithm = ecdsaId('sha256')) =>
  verifySignature({ algorithm, spki, data, signature: Buffer.alloc(64) });
const rsaKey = (modulus: bigint, exponent: number | bigint, parameters = nothing()) =>
  sequence(sequence(oid('1.2.840.113549.1.1.1'), parameters), bitString(sequence(integer(modulus), integer(exponent))));
const ecKey = (curve: Uint8Array, point: Uint8Array) =>
  sequence(sequence(oid('1.2.840.10045.2.1'), curve), bitString(point));
const edKey = (point: Uint8Array) => sequence(sequence(oid('1.3.101.112')), bitString(point));

describe('the key of a signature', () => {
  const odd = (bits: number): bigint => (1n << BigInt(bits - 1)) + 12345n;

  it.each([
    ['RSA of 1024 bits', rsaKey(odd(1024), 65537)],
    ['RSA of 2047 bits', rsaKey(odd(2047), 65537)],
    ['RSA with an even modulus', rsaKey(odd(2048) + 1n, 65537)],
    ['RSA with the exponent 1', rsaKey(odd(2048), 1)],
    ['RSA with an even exponent', rsaKey(odd(2048), 65536)],
    [
      'Ed25519 of order 8',
      edKey(Buffer.from(`26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85`, 'hex')),
    ],
  ])('is weak: %s', (_name, spki) => {
    expect(signedBy(spki)).toBe('weakKey');
  });

  it.each([
    ['not DER', Buffer.from('300a', 'hex')],
    ['more than a key weighs', Buffer.alloc(5_000)],
    ['RSA of 16384 bits', rsaKey(odd(16_384), 65537)],
    ['RSA with a long exponent', rsaKey(odd(2048), (1n << 64n) + 1n)],
    ['RSA without NULL', rsaKey(odd(2048), 65537, Buffer.alloc(0))],
    ['secp256k1', spkiOf(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey)],
    [
      'a curve with parameters of its own',
      spkiOf(generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).publicKey),
    ],
    ['a point off its curve', ecKey(oid('1.2.840.10045.3.1.7'), Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)]))],
    ['a compressed point', ecKey(oid('1.2.840.10045.3.1.7'), Buffer.concat([Buffer.of(2), Buffer.alloc(32, 7)]))],
    ['an octet string for a curve', ecKey(octetString(Buffer.from('P-256')), Buffer.alloc(65, 4))],
    ['Ed25519 of 31 octets', edKey(Buffer.alloc(31, 9))],
    ['Ed448', spkiOf(generateKeyPairSync('ed448').publicKey)],
    ['X25519', spkiOf(generateKeyPairSync('x25519').publicKey)],
    ['DSA', spkiOf(generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }).publicKey)],
    ['octets after the key', Buffer.concat([spkiOf(p256.publicKey), nothing()])],
  ])('is not taken: %s', (_name, spki) => {
    expect(signedBy(spki)).toBe('unsupported');
    expect(signedBy(spki)).toBe('unsupported'); // known by then
  });

  it('of Ed25519 is refused for every point of small order, and for no other', () => {
    const p = 2n ** 255n - 19n;
    const mod = (n: bigint): bigint => ((n % p) + p) % p;
    const power = (base: bigint, exponent: bigint): bigint => {
      let [result, square] = [1n, mod(base)];
      for (let e = exponent; e > 0n; e >>= 1n, square = mod(square * square)) if (e & 1n) result = mod(result * square);
      return result;
    };
    const d = mod(-121665n * power(121666n, p - 2n));
    /** y of the double of a point, from its y alone: with x² = (y² − 1) / (d y² + 1). */
    const doubled = (y: bigint): bigint => {
      const yy = mod(y * y);
      const xx = mod((yy - 1n) * power(d * yy + 1n, p - 2n));
      return mod((yy + xx) * power(1n - d * xx * yy, p - 2n));
    };
    const yOf = (key: Buffer): bigint => {
      const big = Buffer.from(key).reverse();
      big[0]! &= 0x7f;
      return BigInt(`0x${big.toString('hex')}`);
    };
    const isTiny = (key: Buffer): boolean => doubled(doubled(doubled(yOf(key)))) === 1n;
    const encode = (y: bigint): Buffer => Buffer.from(y.toString(16).padStart(64, '0'), 'hex').reverse();
    const eighth = Buffer.from('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', 'hex');
    const tiny = [0n, 1n, p - 1n, p, p + 1n, yOf(eighth), p - yOf(eighth)].map(encode);
    for (const key of tiny) expect([isTiny(key), isSmallOrder(key)]).toEqual([true, true]);
    const points = Array.from({ length: 20 }, () => spkiOf(generateKeyPairSync('ed25519').publicKey).subarray(-32));
    for (const key of points) expect([isTiny(key), isSmallOrder(key)]).toEqual([false, false]);
  });
});
