import { constants, verify } from 'node:crypto';
import type { Hash } from './digest-algorithm.js';
import { isEcdsaSignature } from './ecdsa-signature.js';
import { type PublicKey, readPublicKey } from './public-key.js';
import { readSignatureAlgorithm, type SignatureAlgorithm } from './signature-algorithm.js';

export interface SignatureCheck {
  /** An AlgorithmIdentifier in DER, or one that was read already. */
  readonly algorithm: Uint8Array | SignatureAlgorithm;
  /** The signer's SubjectPublicKeyInfo in DER. */
  readonly spki: Uint8Array;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * `invalid`: the key did not make this signature over these bytes. `weakDigest`: MD5, SHA-1 and their like. `weakKey`: RSA
 * below 2048 bits, or a key that anybody can sign for. `unsupported`: an algorithm, parameters or a key that is not taken:
 * taken are RSA PKCS #1 v1.5 and PSS, ECDSA over P-256, P-384 and P-521, with SHA-256, SHA-384 or SHA-512, and Ed25519.
 */
export type SignatureVerdict = 'valid' | 'invalid' | 'weakDigest' | 'weakKey' | 'unsupported';

/** Verifies one signature with node:crypto. Weakness is told before validity. Never throws, whatever the bytes. */
export function verifySignature({ algorithm, spki, data, signature }: SignatureCheck): SignatureVerdict {
  const how = algorithm instanceof Uint8Array ? readSignatureAlgorithm(algorithm) : algorithm;
  if (typeof how === 'string') return how;
  const key = readPublicKey(spki);
  if (typeof key === 'string') return key;
  return holds(how, key, data, signature) ? 'valid' : 'invalid';
}

function holds(how: SignatureAlgorithm, key: PublicKey, data: Uint8Array, signature: Uint8Array): boolean {
  switch (how.scheme) {
    case 'rsaPkcs1':
      return key.type === 'rsa' && hasSizeOf(key, signature) && check(how.hash, data, key, signature, pkcs1);
    case 'rsaPss':
      return isForPss(key, how) && hasSizeOf(key, signature) && check(how.hash, data, key, signature, pss(how));
    case 'ecdsa': {
      if (key.type !== 'ec' || (how.curve !== undefined && how.curve !== key.curve)) return false;
      if (!isEcdsaSignature(signature, how.form, key.curve)) return false;
      const dsaEncoding = how.form === 'der' ? 'der' : 'ieee-p1363';
      return check(how.hash, data, key, signature, { dsaEncoding });
    }
    case 'ed25519':
      return key.type === 'ed25519' && check(null, data, key, signature, {});
  }
}

type Rsa = Extract<PublicKey, { type: 'rsa' | 'rsaPss' }>;
type Pss = Extract<SignatureAlgorithm, { scheme: 'rsaPss' }>;

/** RFC 8017 §8.1.2 and §8.2.2: a signature has exactly as many octets as the modulus. */
const hasSizeOf = ({ bits }: Rsa, signature: Uint8Array): boolean => signature.length === Math.ceil(bits / 8);

const isForPss = (key: PublicKey, { hash, saltLength }: Pss): key is Rsa =>
  key.type === 'rsa' ||
  (key.type === 'rsaPss' && (key.pss === undefined || (key.pss.hash === hash && key.pss.saltLength <= saltLength)));

const pkcs1 = { padding: constants.RSA_PKCS1_PADDING };
const pss = ({ saltLength }: Pss) => ({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });

interface Options {
  readonly padding?: number;
  readonly saltLength?: number;
  readonly dsaEncoding?: 'der' | 'ieee-p1363';
}

function check(
  hash: Hash | null,
  data: Uint8Array,
  { key }: PublicKey,
  signature: Uint8Array,
  options: Options,
): boolean {
  try {
    return verify(hash, data, { key, ...options }, signature);
  } catch {
    // OpenSSL refuses some wrong signatures, and salts longer than the key has room for, with an error.
    return false;
  }
}
