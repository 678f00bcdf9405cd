import { createHash } from 'node:crypto';

/** DER of DigestInfo {SHA-256, NULL} up to the digest (RFC 8017, 9.2): what a SIM pads and signs for PKCS #1 v1.5. */
const head = Buffer.from('3031300d060960864801650304020105000420', 'hex');

export const sha256DigestInfo = (text: string): Uint8Array =>
  Buffer.concat([head, createHash('sha256').update(text, 'utf8').digest()]);
