import { constants, createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import * as der from '../../../../src/adapters/pki/der/writer.js';
import { publicKeyBits } from '../../../../src/adapters/pki/x509/certificate.js';

export type ForgedKeyKind = 'p256' | 'p384' | 'p192' | 'rsa2048' | 'rsa1024' | 'ed25519';

export interface ForgedKey {
  readonly kind: ForgedKeyKind;
  readonly privateKey: KeyObject;
  /** DER of SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  /** SHA-1 of the key's bits, as identifiers of keys have it. */
  readonly keyId: Uint8Array;
}

const curves: Partial<Record<ForgedKeyKind, string>> = { p256: 'P-256', p384: 'P-384', p192: 'prime192v1' };

function generate(kind: ForgedKeyKind): KeyObject {
  const namedCurve = curves[kind];
  if (namedCurve !== undefined) return generateKeyPairSync('ec', { namedCurve }).privateKey;
  if (kind === 'ed25519') return generateKeyPairSync('ed25519').privateKey;
  return generateKeyPairSync('rsa', { modulusLength: kind === 'rsa1024' ? 1024 : 2048 }).privateKey;
}

export function forgeKey(kind: ForgedKeyKind = 'p256'): ForgedKey {
  const privateKey = generate(kind);
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return { kind, privateKey, spki, keyId: createHash('sha1').update(publicKeyBits(spki)).digest() };
}

/** How something is signed; by default as a sound authority would. `pss` is for RSA keys. */
export interface SigningWay {
  readonly hash?: 'sha256' | 'sha384' | 'sha512' | 'sha1' | 'md5';
  readonly pss?: boolean;
  /** ECDSA signatures as r and s, not as DER. */
  readonly p1363?: boolean;
}

export interface ForgedSignature {
  /** DER of AlgorithmIdentifier. */
  readonly algorithm: Uint8Array;
  readonly signature: Uint8Array;
}

const rsaOids = {
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
  sha1: '1.2.840.113549.1.1.5',
  md5: '1.2.840.113549.1.1.4',
} as const;
const ecdsaOids = {
  sha256: '1.2.840.10045.4.3.2',
  sha384: '1.2.840.10045.4.3.3',
  sha512: '1.2.840.10045.4.3.4',
  sha1: '1.2.840.10045.4.1',
  md5: '1.2.840.10045.4.1',
} as const;
const digestOids = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
  sha1: '1.3.14.3.2.26',
  md5: '1.2.840.113549.2.5',
} as const;

export const digestAlgorithm = (hash: keyof typeof digestOids): Uint8Array => der.sequence(der.oid(digestOids[hash]));

export function signWith(
  key: ForgedKey,
  data: Uint8Array,
  { hash = 'sha256', pss = false, p1363 = false }: SigningWay = {},
): ForgedSignature {
  if (key.kind === 'ed25519')
    return { algorithm: der.sequence(der.oid('1.3.101.112')), signature: sign(null, data, key.privateKey) };
  if (key.kind.startsWith('p')) {
    const algorithm = der.sequence(der.oid(ecdsaOids[hash]));
    return {
      algorithm,
      signature: sign(hash, data, { key: key.privateKey, dsaEncoding: p1363 ? 'ieee-p1363' : 'der' }),
    };
  }
  if (!pss) {
    const algorithm = der.sequence(der.oid(rsaOids[hash]), der.nothing());
    return { algorithm, signature: sign(hash, data, key.privateKey) };
  }
  const digest = digestAlgorithm(hash);
  const saltLength = createHash(hash).digest().length;
  const parameters = der.sequence(
    der.tagged(0, digest),
    der.tagged(1, der.sequence(der.oid('1.2.840.113549.1.1.8'), digest)),
    der.tagged(2, der.integer(saltLength)),
  );
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return {
    algorithm: der.sequence(der.oid('1.2.840.113549.1.1.10'), parameters),
    signature: sign(hash, data, { key: key.privateKey, padding, saltLength }),
  };
}
