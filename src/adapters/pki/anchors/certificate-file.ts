import { berCertificates } from './ber-certificates.js';
import { DerError } from '../der/der-error.js';
import { inside } from '../der/der-reader.js';
import { contextConstructed, Tag } from '../der/tags.js';
import { readAll, readOne } from '../der/tlv.js';
import { oid } from '../der/values.js';
import { parseCertificate } from '../x509/certificate.js';

/** What is wrong with a file that should hold certificates. */
export type FileProblem = 'empty' | 'tooLarge' | 'privateKey' | 'unreadable';

export class CertificateFileError extends Error {
  readonly code = 'certificateFile';
  constructor(readonly problem: FileProblem) {
    super(`certificate file: ${problem}`);
    this.name = 'CertificateFileError';
  }
}

const maxFileBytes = 1 << 20;
const signedData = '1.2.840.113549.1.7.2';

/**
 * The certificates of a PEM, DER or PKCS #7 (P7B) file, in the file's order and as DER each; a P7B may be PEM, bare
 * base64, DER or BER. Throws CertificateFileError; a file with a private key in it is refused, since it is not what it
 * should be.
 */
export function readCertificateFile(bytes: Uint8Array): readonly Uint8Array[] {
  if (bytes.length > maxFileBytes) throw new CertificateFileError('tooLarge');
  const found = bytes[0] === Tag.sequence ? fromDer(bytes) : fromText(bytes);
  if (found.length === 0) throw new CertificateFileError('empty');
  return found;
}

const pemBlock = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----/g;

function fromText(bytes: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(bytes).toString('latin1');
  if (text.includes('PRIVATE KEY')) throw new CertificateFileError('privateKey');
  const blocks = [...text.matchAll(pemBlock)];
  if (blocks.length === 0) return fromDer(base64(text));
  return blocks.flatMap(([, label = '', body = '']) => {
    if (label !== 'CERTIFICATE' && label !== 'X509 CERTIFICATE' && label !== 'PKCS7' && label !== 'CMS')
      throw new CertificateFileError('unreadable');
    return fromDer(base64(body));
  });
}

function base64(text: string): Uint8Array {
  const compact = text.replaceAll(/\s/g, '');
  if (compact === '') throw new CertificateFileError('empty');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) throw new CertificateFileError('unreadable');
  return Buffer.from(compact, 'base64');
}

function fromDer(bytes: Uint8Array): readonly Uint8Array[] {
  for (const read of [() => [parseCertificate(bytes).raw], () => certificatesOf(bytes)]) {
    const found = unlessDerError(read);
    if (found !== undefined) return found;
  }
  const found = berCertificates(bytes);
  if (found === undefined) throw new CertificateFileError('unreadable');
  return found;
}

function unlessDerError<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** RFC 5652 §5.1, of which only the certificates matter: such a file is signed by nobody. */
function certificatesOf(p7b: Uint8Array): readonly Uint8Array[] {
  const info = inside(readOne(p7b, maxFileBytes));
  if (oid(info.next()) !== signedData) throw new DerError('value');
  const data = inside(readOne(info.next(contextConstructed(0)).content));
  info.end();
  data.next(Tag.integer);
  data.next(Tag.set);
  data.next(Tag.sequence);
  const certificates = data.optional(contextConstructed(0));
  return certificates === undefined ? [] : readAll(certificates.content).map(({ raw }) => parseCertificate(raw).raw);
}
