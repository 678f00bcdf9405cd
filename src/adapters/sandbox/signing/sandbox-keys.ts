import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/*
 * Keys of the sandbox are derived from public texts, so that two processes agree on them. Whoever reads this can sign as
 * anybody in the sandbox, and nobody anywhere else: no other verifier trusts these authorities.
 */

/** PKCS #8 of an Ed25519 key up to the 32 octets of its seed (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

export function privateKeyOf(name: string): KeyObject {
  const seed = createHash('sha256').update(`dinhdanh sandbox key: ${name}`).digest();
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
}

/** SubjectPublicKeyInfo, base64url. */
export const publicKeyOf = (privateKey: KeyObject): string =>
  createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64url');

export const signText = (privateKey: KeyObject, text: string): string =>
  sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url');

/** False for a wrong signature, and for a key or signature that is none. */
export function verifyText(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

export const sha256Hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
