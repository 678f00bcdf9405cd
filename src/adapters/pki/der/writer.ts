import { Tag, contextConstructed, contextPrimitive } from './tags.js';

/** Finished DER of one element. */
export type Der = Uint8Array;

/** One element of any tag; the length in the fewest octets. */
export function element(tag: number, ...content: readonly Uint8Array[]): Der {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  const head = length < 0x80 ? [tag, length] : [tag, ...longLength(length)];
  return Buffer.concat([Uint8Array.from(head), ...content]);
}

function longLength(length: number): readonly number[] {
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

export const sequence = (...parts: readonly Der[]): Der => element(Tag.sequence, ...parts);

/** SET OF: DER sorts the members by their bytes. */
export const setOf = (...members: readonly Der[]): Der => element(Tag.set, ...members.toSorted(Buffer.compare));

export const boolean = (value: boolean): Der => element(Tag.boolean, Uint8Array.of(value ? 0xff : 0));
export const nothing = (): Der => element(Tag.null);

/** A number that is not negative: of its value, or of a magnitude's hex digits or octets. */
export function integer(value: number | bigint | string | Uint8Array, tag: number = Tag.integer): Der {
  return element(tag, unsigned(typeof value === 'object' ? value : octetsOf(value)));
}
export const enumerated = (value: number): Der => integer(value, Tag.enumerated);

function octetsOf(value: number | bigint | string): Uint8Array {
  const digits = typeof value === 'string' ? value : value.toString(16);
  if (!/^[0-9a-f]+$/i.test(digits)) throw new RangeError(`no unsigned integer: ${digits}`);
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
}

/** No leading zero octets but the one that keeps the sign positive. */
function unsigned(magnitude: Uint8Array): Uint8Array {
  const first = magnitude.findIndex((octet) => octet !== 0);
  const octets = first < 0 ? Uint8Array.of(0) : magnitude.subarray(first);
  return (octets[0] ?? 0) < 0x80 ? octets : Buffer.concat([Uint8Array.of(0), octets]);
}

/** Of the dotted form. */
export function oid(dotted: string): Der {
  const [root = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(Tag.oid, Uint8Array.from([root * 40 + second, ...rest].flatMap(base128)));
}

function base128(arc: number): readonly number[] {
  const octets = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) octets.unshift(0x80 | (rest % 128));
  return octets;
}

export const octetString = (bytes: Uint8Array): Der => element(Tag.octetString, bytes);

/** Whole octets: keys and signatures. */
export const bitString = (bytes: Uint8Array): Der => element(Tag.bitString, Uint8Array.of(0), bytes);

/** Named bits by number, as KeyUsage and ReasonFlags are: zeroes at the end are left out. */
export function namedBits(bits: readonly number[], tag: number = Tag.bitString): Der {
  const last = Math.max(-1, ...bits);
  const octets = new Uint8Array(Math.floor(last / 8) + 1);
  for (const bit of bits) octets[bit >> 3] = (octets[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return element(tag, Uint8Array.of(last < 0 ? 0 : 7 - (last & 7)), octets);
}

export const utf8String = (text: string): Der => element(Tag.utf8String, Buffer.from(text, 'utf8'));
export const printableString = (text: string): Der => element(Tag.printableString, Buffer.from(text, 'latin1'));
export const ia5String = (text: string): Der => element(Tag.ia5String, Buffer.from(text, 'latin1'));

/** As RFC 5280 §4.1.2.5 has it: UTCTime until 2049, GeneralizedTime after. Milliseconds are cut off. */
export function time(ms: number): Der {
  const year = new Date(ms).getUTCFullYear();
  return year >= 1950 && year < 2050 ? element(Tag.utcTime, digitsOf(ms).subarray(2)) : generalizedTime(ms);
}
export const generalizedTime = (ms: number): Der => element(Tag.generalizedTime, digitsOf(ms));

const digitsOf = (ms: number): Buffer =>
  Buffer.from(`${new Date(ms).toISOString().slice(0, 19).replace(/\D/g, '')}Z`, 'latin1');

/** [n] EXPLICIT, or [n] IMPLICIT over the content of a SEQUENCE or SET. */
export const tagged = (n: number, ...content: readonly Uint8Array[]): Der => element(contextConstructed(n), ...content);

/** [n] IMPLICIT over a primitive type. */
export const taggedOctets = (n: number, content: Uint8Array): Der => element(contextPrimitive(n), content);
