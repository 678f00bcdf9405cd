import { type Hash, hashLength, type NotTaken } from './digest-algorithm.js';
import type { Curve, SignatureAlgorithm } from './signature-algorithm.js';

const rsa = (hash: Hash): SignatureAlgorithm => ({ scheme: 'rsaPkcs1', hash });
const pss = (hash: Hash): SignatureAlgorithm => ({ scheme: 'rsaPss', hash, saltLength: hashLength[hash] });
const ecdsa = (hash: Hash, curve: Curve): SignatureAlgorithm => ({ scheme: 'ecdsa', hash, form: 'raw', curve });

/** RFC 7518 §3.1 and RFC 8037 §3.1. */
const algorithms = new Map<string, SignatureAlgorithm | NotTaken>([
  ['RS256', rsa('sha256')],
  ['RS384', rsa('sha384')],
  ['RS512', rsa('sha512')],
  ['PS256', pss('sha256')],
  ['PS384', pss('sha384')],
  ['PS512', pss('sha512')],
  ['ES256', ecdsa('sha256', 'P-256')],
  ['ES384', ecdsa('sha384', 'P-384')],
  ['ES512', ecdsa('sha512', 'P-521')],
  ['EdDSA', { scheme: 'ed25519' }],
  ['Ed25519', { scheme: 'ed25519' }],
  ['RS1', 'weakDigest'],
]);

/** The algorithm a JOSE name stands for. `none` and the keyed digests are no signatures. */
export const joseAlgorithm = (name: string): SignatureAlgorithm | NotTaken => algorithms.get(name) ?? 'unsupported';
