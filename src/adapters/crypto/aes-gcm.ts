import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const OPTIONS = { authTagLength: TAG_BYTES };

/** AES-256-GCM under a random 96-bit IV: iv ‖ ciphertext ‖ tag. `context` is authenticated and not stored. */
export function seal(key: KeyObject, context: string, plain: Uint8Array): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv, OPTIONS);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when the box was changed, or sealed under another key or context. */
export function open(key: KeyObject, context: string, box: Uint8Array): Buffer {
  if (box.length < IV_BYTES + TAG_BYTES) throw new Error('A sealed box is too short');
  const decipher = createDecipheriv(ALGORITHM, key, box.subarray(0, IV_BYTES), OPTIONS);
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(box.subarray(box.length - TAG_BYTES));
  const plain = decipher.update(box.subarray(IV_BYTES, box.length - TAG_BYTES));
  decipher.final();
  return plain;
}

/** Lengths or separators inside the parts cannot make two contexts equal. */
export const contextOf = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);
