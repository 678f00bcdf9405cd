import { DerError } from './der-error.js';
import { isConstructed } from './tags.js';
import { defaultMaxBytes, readAt, readOne } from './tlv.js';

export interface DerLimits {
  readonly maxBytes?: number;
  readonly maxDepth?: number;
  readonly maxElements?: number;
}

/** More than any certificate, CRL, OCSP answer or CMS nests. */
const defaultMaxDepth = 32;
const defaultMaxElements = 2_000_000;

/**
 * Walks every constructed element once, so that a parser that comes later meets strict DER of a bounded shape
 * wherever it looks. Work is linear in the bytes and needs no call stack.
 */
export function checkDer(bytes: Uint8Array, limits: DerLimits = {}): void {
  const { maxBytes = defaultMaxBytes, maxDepth = defaultMaxDepth, maxElements = defaultMaxElements } = limits;
  readOne(bytes, maxBytes);
  const ends: number[] = [];
  let elements = 0;
  for (let offset = 0; offset < bytes.length;) {
    const end = ends.at(-1) ?? bytes.length;
    const { tag, size, contentSize } = readAt(bytes, offset);
    elements += 1;
    if (elements > maxElements) throw new DerError('size');
    if (offset + size > end) throw new DerError('truncated');
    if (isConstructed(tag)) {
      if (ends.length >= maxDepth) throw new DerError('depth');
      ends.push(offset + size);
      offset += size - contentSize;
    } else offset += size;
    while (ends.at(-1) === offset) ends.pop();
  }
}
