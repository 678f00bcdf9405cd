import { DerError } from './der-error.js';
import { Tag } from './tags.js';
import type { Tlv } from './tlv.js';

const expectTag = (tlv: Tlv, tag: number): Uint8Array => {
  if (tlv.tag !== tag) throw new DerError('tag');
  return tlv.content;
};

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

export function boolean(tlv: Tlv, tag: number = Tag.boolean): boolean {
  const content = expectTag(tlv, tag);
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw new DerError('value');
  return content[0] === 0xff;
}

function integerContent(tlv: Tlv, tag: number): Uint8Array {
  const content = expectTag(tlv, tag);
  const [first, second] = content;
  if (first === undefined) throw new DerError('value');
  const padded = second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (padded) throw new DerError('value');
  return content;
}

/** Lower-case hex of any integer, whole octets without a sign octet; a negative one has `-` before its magnitude. */
export function integerHex(tlv: Tlv, tag: number = Tag.integer): string {
  const content = integerContent(tlv, tag);
  const first = content[0] ?? 0;
  if (first < 0x80) return hex(first === 0 && content.length > 1 ? content.subarray(1) : content);
  const magnitude = (1n << BigInt(8 * content.length)) - BigInt(`0x${hex(content)}`);
  const digits = magnitude.toString(16);
  return `-${digits.length % 2 === 0 ? digits : `0${digits}`}`;
}

const maxSmallOctets = 6;

/** An integer that a number holds exactly: versions, counts, path lengths, reasons. Larger ones: DerError `value`. */
export function smallInteger(tlv: Tlv, tag: number = Tag.integer): number {
  const content = integerContent(tlv, tag);
  if (content.length > maxSmallOctets) throw new DerError('value');
  let value = (content[0] ?? 0) >= 0x80 ? -1 : 0;
  for (const octet of content) value = value * 256 + octet;
  return value;
}

const maxOidOctets = 64;

/** Dotted form. At most 64 octets and 2^53 per arc, which no registered identifier reaches. */
export function oid(tlv: Tlv, tag: number = Tag.oid): string {
  const content = expectTag(tlv, tag);
  if (content.length === 0 || content.length > maxOidOctets) throw new DerError('value');
  const arcs: number[] = [];
  let arc = 0;
  let open = false;
  for (const octet of content) {
    if (!open && octet === 0x80) throw new DerError('value');
    arc = arc * 128 + (octet & 0x7f);
    if (!Number.isSafeInteger(arc)) throw new DerError('value');
    open = octet >= 0x80;
    if (open) continue;
    arcs.push(arc);
    arc = 0;
  }
  if (open) throw new DerError('truncated');
  const joined = arcs[0] ?? 0;
  const root = Math.min(Math.floor(joined / 40), 2);
  return [root, joined - root * 40, ...arcs.slice(1)].join('.');
}

/** Bits from the first octet's highest on; `unused` of the last octet do not count and are zero. */
export interface BitString {
  readonly unused: number;
  readonly bytes: Uint8Array;
}

export function bitString(tlv: Tlv, tag: number = Tag.bitString): BitString {
  const content = expectTag(tlv, tag);
  const unused = content[0];
  const bytes = content.subarray(1);
  if (unused === undefined || unused > 7 || (unused > 0 && bytes.length === 0)) throw new DerError('value');
  if (((bytes.at(-1) ?? 0) & ((1 << unused) - 1)) !== 0) throw new DerError('value');
  return { unused, bytes };
}

/** A bit string that carries whole octets: keys and signatures. */
export function bitStringOctets(tlv: Tlv, tag: number = Tag.bitString): Uint8Array {
  const { unused, bytes } = bitString(tlv, tag);
  if (unused !== 0) throw new DerError('value');
  return bytes;
}

export const octetString = (tlv: Tlv, tag: number = Tag.octetString): Uint8Array => expectTag(tlv, tag);

export function nothing(tlv: Tlv): void {
  if (expectTag(tlv, Tag.null).length !== 0) throw new DerError('value');
}
