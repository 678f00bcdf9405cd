import { DerError } from '../der/der-error.js';
import { isConstructed, Tag } from '../der/tags.js';
import { type Der, element } from '../der/writer.js';

const maxDepth = 32;
/** A CMS with four certificates has about 500. */
const maxElements = 5_000;
const maxLengthOctets = 8;
const indefinite = 0x80;
const constructedOctetString = Tag.octetString | 0x20;

/**
 * The DER of one BER element: lengths definite and minimal, octet strings in one piece. What was DER comes back octet for
 * octet, so the signed parts of a CMS stay what was signed. Values and the order in sets are left as they are. Throws
 * DerError for what is not BER, or nests deeper or holds more than any CMS does; callers limit the size.
 */
export function normaliseBer(bytes: Uint8Array): Der {
  const reader = new BerReader(bytes);
  const der = reader.element(bytes.length, 0);
  if (reader.offset !== bytes.length) throw new DerError('trailingBytes');
  return der;
}

class BerReader {
  offset = 0;
  private elements = 0;

  constructor(private readonly bytes: Uint8Array) {}

  element(end: number, depth: number): Der {
    this.elements += 1;
    if (this.elements > maxElements) throw new DerError('size');
    if (depth > maxDepth) throw new DerError('depth');
    const tag = this.octet(end);
    if (tag === 0 || (tag & 0x1f) === 0x1f) throw new DerError('tag');
    const length = this.length(end);
    if (!isConstructed(tag)) return element(tag, this.content(length, end));
    if (tag === constructedOctetString) return element(Tag.octetString, ...this.pieces(length, end, depth));
    return element(tag, ...this.children(length, end, (inner) => this.element(inner, depth + 1)));
  }

  /** Octet strings may be cut into octet strings, and those again. */
  private pieces(length: number | undefined, end: number, depth: number): readonly Uint8Array[] {
    const pieces = this.children(length, end, (inner) => this.element(inner, depth + 1));
    return pieces.map((piece) => {
      if (piece[0] !== Tag.octetString) throw new DerError('tag');
      const first = piece[1] ?? 0;
      return piece.subarray(first < 0x80 ? 2 : 2 + (first & 0x7f));
    });
  }

  /** What a constructed element holds: exactly to its end, or to the two octets that end it. */
  private children(length: number | undefined, end: number, read: (inner: number) => Der): readonly Der[] {
    const inner = length === undefined ? end : this.offset + length;
    if (inner > end) throw new DerError('truncated');
    const found: Der[] = [];
    while (length === undefined ? !this.ends(inner) : this.offset < inner) found.push(read(inner));
    return found;
  }

  private ends(end: number): boolean {
    if (this.bytes[this.offset] !== 0) return false;
    this.offset += 1;
    if (this.octet(end) !== 0) throw new DerError('length');
    return true;
  }

  /** Nothing for an indefinite one. */
  private length(end: number): number | undefined {
    const first = this.octet(end);
    if (first < indefinite) return first;
    if (first === indefinite) return undefined;
    const octets = first & 0x7f;
    if (octets > maxLengthOctets) throw new DerError('length');
    let length = 0;
    for (let i = 0; i < octets; i += 1) length = length * 256 + this.octet(end);
    return length;
  }

  private content(length: number | undefined, end: number): Uint8Array {
    if (length === undefined) throw new DerError('length');
    if (this.offset + length > end) throw new DerError('truncated');
    this.offset += length;
    return this.bytes.subarray(this.offset - length, this.offset);
  }

  private octet(end: number): number {
    const octet = this.offset < end ? this.bytes[this.offset] : undefined;
    if (octet === undefined) throw new DerError('truncated');
    this.offset += 1;
    return octet;
  }
}
