import { createPublicKey, hash as digest, type KeyObject } from 'node:crypto';
import { DerError } from '../der/der-error.js';
import { inside } from '../der/der-reader.js';
import { Tag } from '../der/tags.js';
import { readOne, type Tlv } from '../der/tlv.js';
import { bitStringOctets, integerHex, nothing, oid } from '../der/values.js';
import { algorithmFields } from './digest-algorithm.js';
import { isSmallOrder } from './ed25519-points.js';
import { type PssParameters, readPssParameters } from './pss-parameters.js';
import type { Curve } from './signature-algorithm.js';

/** A key that signatures may be verified with. */
export type PublicKey =
  | { readonly type: 'rsa'; readonly key: KeyObject; readonly bits: number }
  /** For PSS only; with parameters, for those and at least so much salt (RFC 4055 §3.3). */
  | { readonly type: 'rsaPss'; readonly key: KeyObject; readonly bits: number; readonly pss?: PssParameters }
  | { readonly type: 'ec'; readonly key: KeyObject; readonly curve: Curve }
  | { readonly type: 'ed25519'; readonly key: KeyObject };

export type KeyNotTaken = 'weakKey' | 'unsupported';

const minRsaBits = 2048;
/** What one verification may cost is bounded by these two. */
const maxRsaBits = 8192;
const maxExponentBits = 64;

const curves = new Map<string, { readonly curve: Curve; readonly octets: number }>([
  ['1.2.840.10045.3.1.7', { curve: 'P-256', octets: 32 }],
  ['1.3.132.0.34', { curve: 'P-384', octets: 48 }],
  ['1.3.132.0.35', { curve: 'P-521', octets: 66 }],
]);

/** A SubjectPublicKeyInfo in DER, as strictly as what is signed with it. Never throws. */
export function readPublicKey(spki: Uint8Array): PublicKey | KeyNotTaken {
  if (spki.length > maxSpkiBytes) return 'unsupported';
  const name = digest('sha256', spki, 'base64url');
  const known = cache.get(name);
  if (known !== undefined) {
    cache.delete(name);
    cache.set(name, known);
    return known;
  }
  const read = readAnew(spki);
  cache.set(name, read);
  const [oldest] = cache.keys();
  if (cache.size > maxCached && oldest !== undefined) cache.delete(oldest);
  return read;
}

/** By SHA-256 of the SubjectPublicKeyInfo, the least recently used first. */
const cache = new Map<string, PublicKey | KeyNotTaken>();
const maxCached = 2_000;
const maxSpkiBytes = 4_096;

function readAnew(spki: Uint8Array): PublicKey | KeyNotTaken {
  try {
    const fields = inside(readOne(spki));
    const { oid: name, parameters } = algorithmFields(fields.next(Tag.sequence));
    const bits = bitStringOctets(fields.next(Tag.bitString));
    fields.end();
    const key = (): KeyObject => createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    switch (name) {
      case '1.2.840.113549.1.1.1':
        return rsa(bits, parameters, key);
      case '1.2.840.113549.1.1.10':
        return rsaPss(bits, parameters, key);
      case '1.2.840.10045.2.1':
        return ec(bits, parameters, key);
      case '1.3.101.112':
        return ed25519(bits, parameters, key);
      default:
        return 'unsupported';
    }
  } catch {
    // Not DER, or numbers that OpenSSL takes for no key, such as a point off its curve.
    return 'unsupported';
  }
}

function rsa(bits: Uint8Array, parameters: Tlv | undefined, key: () => KeyObject): PublicKey | KeyNotTaken {
  if (parameters === undefined) throw new DerError('value');
  nothing(parameters);
  const size = rsaBits(bits);
  return typeof size === 'string' ? size : { type: 'rsa', key: key(), bits: size };
}

function rsaPss(bits: Uint8Array, parameters: Tlv | undefined, key: () => KeyObject): PublicKey | KeyNotTaken {
  const pss = parameters && readPssParameters(parameters);
  if (typeof pss === 'string') return 'unsupported';
  const size = rsaBits(bits);
  if (typeof size === 'string') return size;
  return { type: 'rsaPss', key: key(), bits: size, ...(pss !== undefined && { pss }) };
}

/** The size of a modulus that an honest key can have, with an exponent it can have. */
function rsaBits(rsaPublicKey: Uint8Array): number | KeyNotTaken {
  const fields = inside(readOne(rsaPublicKey));
  const [modulus, exponent] = [fields.next(Tag.integer), fields.next(Tag.integer)].map((field) => integerHex(field));
  fields.end();
  const [n, e] = [positive(modulus), positive(exponent)];
  const bits = bitLength(n);
  if (bits > maxRsaBits || bitLength(e) > maxExponentBits) return 'unsupported';
  return bits < minRsaBits || n % 2n === 0n || e < 3n || e % 2n === 0n ? 'weakKey' : bits;
}

const positive = (hex = '-'): bigint => {
  if (hex.startsWith('-')) throw new DerError('value');
  return BigInt(`0x${hex}`);
};
const bitLength = (n: bigint): number => n.toString(2).length;

/** A named curve and an uncompressed point (RFC 5480 §2); OpenSSL holds the point to the curve. */
function ec(point: Uint8Array, parameters: Tlv | undefined, key: () => KeyObject): PublicKey | KeyNotTaken {
  const found = parameters?.tag === Tag.oid ? curves.get(oid(parameters)) : undefined;
  if (found === undefined || point[0] !== 4 || point.length !== 1 + 2 * found.octets) return 'unsupported';
  return { type: 'ec', key: key(), curve: found.curve };
}

function ed25519(point: Uint8Array, parameters: Tlv | undefined, key: () => KeyObject): PublicKey | KeyNotTaken {
  if (parameters !== undefined || point.length !== 32) return 'unsupported';
  return isSmallOrder(point) ? 'weakKey' : { type: 'ed25519', key: key() };
}
