import { DerError } from '../der/der-error.js';
import { BoundedCache } from '../x509/bounded-cache.js';
import { type Certificate, parseCertificate } from '../x509/certificate.js';
import { type OcspResponse, parseOcspResponse } from './ocsp-response.js';

/** An answer with the certificates that came along; `undefined` for one of them that cannot be read. */
export interface ReadAnswer {
  readonly response: OcspResponse;
  readonly certificates: readonly (Certificate | undefined)[];
}

/** Answers that were read, by their SHA-256; their weight is that of their bytes. */
export type AnswerCache = BoundedCache<ReadAnswer | 'unreadable'>;

export const answerCache = (maxBytes = 16 << 20): AnswerCache => new BoundedCache(maxBytes);

/** Reads an answer once, however often it is asked about. `undefined`: it is none. */
export function readAnswer(bytes: Uint8Array, digest: string, cache = answerCache()): ReadAnswer | undefined {
  const read = cache.get(digest) ?? unlessDerError(() => parsed(bytes)) ?? 'unreadable';
  cache.set(digest, read, bytes.length);
  return read === 'unreadable' ? undefined : read;
}

function parsed(bytes: Uint8Array): ReadAnswer {
  const response = parseOcspResponse(bytes);
  const certificates = response.kind === 'successful' ? response.basic.certificates : [];
  return { response, certificates: certificates.map((der) => unlessDerError(() => parseCertificate(der))) };
}

function unlessDerError<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}
