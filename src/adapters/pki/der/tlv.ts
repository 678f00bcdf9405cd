import { DerError } from './der-error.js';
import { isDerTag } from './tags.js';

/** One element: identifier octet, all its bytes, and its content. Both are views of the bytes that were read. */
export interface Tlv {
  readonly tag: number;
  readonly raw: Uint8Array;
  readonly content: Uint8Array;
  /** How many bytes `raw` and `content` have. */
  readonly size: number;
  readonly contentSize: number;
}

/** Views cost more than reading does, and most elements of a long list are only stepped over: they are made when asked for. */
class Element implements Tlv {
  constructor(
    readonly tag: number,
    private readonly bytes: Uint8Array,
    private readonly start: number,
    private readonly contentStart: number,
    private readonly end: number,
  ) {}

  get raw(): Uint8Array {
    return this.bytes.subarray(this.start, this.end);
  }

  get content(): Uint8Array {
    return this.bytes.subarray(this.contentStart, this.end);
  }

  get size(): number {
    return this.end - this.start;
  }

  get contentSize(): number {
    return this.end - this.contentStart;
  }
}

/** What one input may weigh unless its parser says otherwise. */
export const defaultMaxBytes = 1 << 20;

const maxLengthOctets = 4;

/** The element that starts at `offset`; more may follow it. */
export function readAt(bytes: Uint8Array, offset: number): Tlv {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined) throw new DerError('truncated');
  if (!isDerTag(tag)) throw new DerError('tag');
  let start = offset + 2;
  let length = first;
  if (first >= 0x80) {
    const octets = first & 0x7f;
    if (octets === 0 || octets > maxLengthOctets) throw new DerError('length');
    length = 0;
    for (const end = start + octets; start < end; start += 1) {
      const octet = bytes[start];
      if (octet === undefined) throw new DerError('truncated');
      length = length * 256 + octet;
    }
    if (length < 0x80 || length < 256 ** (octets - 1)) throw new DerError('length');
  }
  const end = start + length;
  if (end > bytes.length) throw new DerError('truncated');
  return new Element(tag, bytes, offset, start, end);
}

/** The one element that `bytes` is, whole: nothing may follow. Size is looked at before anything else. */
export function readOne(bytes: Uint8Array, maxBytes = defaultMaxBytes): Tlv {
  if (bytes.length > maxBytes) throw new DerError('size');
  const tlv = readAt(bytes, 0);
  if (tlv.size !== bytes.length) throw new DerError('trailingBytes');
  return tlv;
}

/** The elements that `bytes` is made of, to its end. */
export function readAll(bytes: Uint8Array, maxElements = Number.POSITIVE_INFINITY): Tlv[] {
  const elements: Tlv[] = [];
  for (let offset = 0; offset < bytes.length;) {
    if (elements.length >= maxElements) throw new DerError('size');
    const tlv = readAt(bytes, offset);
    elements.push(tlv);
    offset += tlv.size;
  }
  return elements;
}
