import { ProofError } from './proof.js';

const base64Text = /^[A-Za-z0-9+/]+={0,2}$/;
const pemBlock = /^-----BEGIN (CMS|PKCS7)-----([A-Za-z0-9+/=\s]+)-----END \1-----$/;

/** Standard base64 in whole groups of four; lines may be broken. Throws ProofError. */
export function base64Bytes(text: string): Uint8Array {
  const packed = text.replace(/\s+/g, '');
  if (packed.length % 4 !== 0 || !base64Text.test(packed)) throw new ProofError('signature.unreadable');
  return Buffer.from(packed, 'base64');
}

/** The bytes of a CMS as text: base64, bare or in one PEM block. Throws ProofError. */
export function cmsBytes(text: string): Uint8Array {
  if (!text.startsWith('-----')) return base64Bytes(text);
  const [, , body] = pemBlock.exec(text) ?? [];
  if (body === undefined) throw new ProofError('signature.unreadable');
  return base64Bytes(body);
}
