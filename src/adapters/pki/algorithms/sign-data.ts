import { constants, type KeyObject, sign } from 'node:crypto';
import { type Hash, hashLength } from './digest-algorithm.js';
import { readPublicKey } from './public-key.js';
import type { SignatureAlgorithm } from './signature-algorithm.js';

export interface SigningChoice {
  /** Default: SHA-256, and for P-384 and P-521 the digest of their size. Ed25519 has its own. */
  readonly hash?: Hash;
  /** PSS in place of PKCS #1 v1.5, for an RSA key. */
  readonly pss?: boolean;
}

const ownHash = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512' } as const;

/** How the key of a SubjectPublicKeyInfo signs. Throws for a key whose signatures no verifier here takes. */
export function algorithmFor(spki: Uint8Array, { hash, pss = false }: SigningChoice = {}): SignatureAlgorithm {
  const key = readPublicKey(spki);
  if (typeof key === 'string') throw new Error(`Not a key to sign with: ${key}`);
  switch (key.type) {
    case 'rsa':
      return pss ? pssWith(hash) : { scheme: 'rsaPkcs1', hash: hash ?? 'sha256' };
    case 'rsaPss':
      return key.pss === undefined ? pssWith(hash) : { scheme: 'rsaPss', ...key.pss };
    case 'ec':
      return { scheme: 'ecdsa', hash: hash ?? ownHash[key.curve], form: 'der' };
    case 'ed25519':
      return { scheme: 'ed25519' };
  }
}

const pssWith = (hash: Hash = 'sha256'): SignatureAlgorithm => ({
  scheme: 'rsaPss',
  hash,
  saltLength: hashLength[hash],
});

/** Signs with a private key in this process. Throws when the algorithm is not one of the key's. */
export function signData(algorithm: SignatureAlgorithm, data: Uint8Array, key: KeyObject): Buffer {
  switch (algorithm.scheme) {
    case 'rsaPkcs1':
      return sign(algorithm.hash, data, { key, padding: constants.RSA_PKCS1_PADDING });
    case 'rsaPss': {
      const { hash, saltLength } = algorithm;
      return sign(hash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
    }
    case 'ecdsa':
      return sign(algorithm.hash, data, { key, dsaEncoding: algorithm.form === 'der' ? 'der' : 'ieee-p1363' });
    case 'ed25519':
      return sign(null, data, key);
  }
}
