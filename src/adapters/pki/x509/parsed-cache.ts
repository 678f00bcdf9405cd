import { hash } from 'node:crypto';
import { BoundedCache } from './bounded-cache.js';
import { parseCertificate, type Certificate } from './certificate.js';
import { parseCrl, type Crl } from './crl.js';

/** Parsed forms of bytes seen before, by their SHA-256, bounded by the bytes they were read from. */
export class ParsedCache<T extends { readonly raw: Uint8Array }> {
  private readonly parsed: BoundedCache<T>;

  constructor(
    private readonly parse: (der: Uint8Array) => T,
    maxBytes: number,
  ) {
    this.parsed = new BoundedCache(maxBytes);
  }

  /** As the parser itself: what it throws is thrown, and not kept. The bytes must not change afterwards. */
  read(der: Uint8Array): T {
    const key = hash('sha256', der, 'hex');
    const known = this.parsed.get(key);
    if (known !== undefined) return known;
    const fresh = this.parse(der);
    this.parsed.set(key, fresh, der.length);
    return fresh;
  }
}

const megabyte = 1 << 20;

export const certificateCache = (maxBytes = 8 * megabyte): ParsedCache<Certificate> =>
  new ParsedCache(parseCertificate, maxBytes);

export const crlCache = (maxBytes = 64 * megabyte): ParsedCache<Crl> =>
  new ParsedCache((der) => parseCrl(der), maxBytes);
