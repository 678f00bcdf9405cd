import { createECDH, createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { type Der, nothing, oid, sequence } from '../../pki/der/writer.js';
import { oids } from './oids.js';
import { rsaKeyOf } from './rsa-keys.js';

/*
 * Keys of the sandbox are derived from public texts, so that two processes agree on them. Whoever reads this can sign as
 * anybody in the sandbox, and nobody anywhere else: no other verifier trusts these authorities.
 */

export type KeyKind = 'p256' | 'rsa2048' | 'ed25519';

/** A key that signs. */
export interface SandboxKey {
  readonly kind: KeyKind;
  readonly privateKey: KeyObject;
  /** SubjectPublicKeyInfo. */
  readonly spki: Der;
  /** The AlgorithmIdentifier of its signatures. */
  readonly signatureAlgorithm: Der;
  /** RSA PKCS #1 v1.5 or ECDSA with SHA-256, or Ed25519. All but ECDSA sign the same bytes the same way. */
  sign(bytes: Uint8Array): Uint8Array;
}

const makers: Readonly<Record<KeyKind, (name: string) => KeyObject>> = {
  p256: p256KeyOf,
  rsa2048: rsaKeyOf,
  ed25519: ed25519KeyOf,
};
const signatureAlgorithms: Readonly<Record<KeyKind, Der>> = {
  p256: sequence(oid(oids.ecdsaWithSha256)),
  rsa2048: sequence(oid(oids.sha256WithRsa), nothing()),
  ed25519: sequence(oid(oids.ed25519)),
};

const made = new Map<string, SandboxKey>();
const remembered = 500;

/** The key of that kind that a name stands for. */
export function sandboxKey(name: string, kind: KeyKind): SandboxKey {
  const id = `${kind}/${name}`;
  const found = made.get(id);
  if (found !== undefined) return found;
  const privateKey = makers[kind](name);
  const key: SandboxKey = {
    kind,
    privateKey,
    spki: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }),
    signatureAlgorithm: signatureAlgorithms[kind],
    sign: (bytes) => sign(kind === 'ed25519' ? null : 'sha256', bytes, privateKey),
  };
  if (made.size >= remembered) made.clear();
  made.set(id, key);
  return key;
}

/** PKCS #8 of an Ed25519 key up to the 32 octets of its seed (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

function ed25519KeyOf(name: string): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, seedOf(name)]), format: 'der', type: 'pkcs8' });
}

function p256KeyOf(name: string): KeyObject {
  const seed = seedOf(name);
  const curve = createECDH('prime256v1');
  // One seed of 2^32 is above the order of the group: the curve refuses it.
  curve.setPrivateKey(seed);
  const point = curve.getPublicKey();
  const [d, x, y] = [seed, point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  return createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', d: d!, x: x!, y: y! } });
}

const seedOf = (name: string): Buffer => createHash('sha256').update(`dinhdanh sandbox key: ${name}`).digest();
