import { DerError } from '../der/der-error.js';
import { inside } from '../der/der-reader.js';
import { Tag } from '../der/tags.js';
import { readOne } from '../der/tlv.js';
import { integerHex } from '../der/values.js';
import type { Curve } from './signature-algorithm.js';

const octets: Readonly<Record<Curve, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };

/** Whether r and s stand in the one encoding they have; their range is OpenSSL's to check. Never throws. */
export function isEcdsaSignature(signature: Uint8Array, form: 'der' | 'raw', curve: Curve): boolean {
  const size = octets[curve];
  if (form === 'raw') return signature.length === 2 * size;
  try {
    const fields = inside(readOne(signature, 2 * size + maxDerOverhead));
    const numbers = [fields.next(Tag.integer), fields.next(Tag.integer)].map((field) => integerHex(field));
    fields.end();
    return numbers.every((hex) => !hex.startsWith('-') && hex.length <= 2 * size);
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}

/** Two integers with a sign octet each, in a sequence whose length takes two octets. */
const maxDerOverhead = 3 + 2 * 3;
