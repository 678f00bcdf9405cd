import { hash } from 'node:crypto';
import { checkDer } from '../der/check-der.js';
import { inside, type DerReader } from '../der/der-reader.js';
import { contextConstructed, contextPrimitive, Tag } from '../der/tags.js';
import { time } from '../der/time.js';
import { readOne, type Tlv } from '../der/tlv.js';
import { bitString, bitStringOctets, integerHex, smallInteger } from '../der/values.js';
import { certificateExtensions, type CertificateExtensions } from './certificate-extensions.js';
import { nameOf, type Name } from './name.js';
import { signedOf } from './signed.js';
import { X509Error } from './x509-error.js';

/** An X.509 certificate, read and not judged. All byte fields are views of `raw`. */
export interface Certificate {
  /** DER of the whole certificate. */
  readonly raw: Uint8Array;
  /** SHA-256 of `raw`, lower-case hex: the certificate's name in caches and reports. */
  readonly fingerprint: string;
  /** DER of TBSCertificate: what the issuer signed. */
  readonly tbs: Uint8Array;
  readonly version: 1 | 2 | 3;
  /** Lower-case hex of whole octets, `-` first if negative. */
  readonly serial: string;
  readonly issuer: Name;
  readonly subject: Name;
  /** Milliseconds since 1970, both ends inclusive. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** DER of SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  /** The key inside it, as OCSP hashes it (RFC 6960 §4.1.1). */
  readonly subjectPublicKey: Uint8Array;
  /** DER of AlgorithmIdentifier, the same inside and outside the signed part. */
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
  readonly extensions: CertificateExtensions;
}

/** No certificate in use comes near. */
export const maxCertificateBytes = 64 * 1024;

const maxSerialDigits = 2 * 64;

const versionIn = (reader: DerReader): 1 | 2 | 3 => {
  const field = reader.optional(contextConstructed(0));
  const version = field === undefined ? 0 : smallInteger(readOne(field.content));
  if (version !== 0 && version !== 1 && version !== 2) throw new X509Error('version');
  return version === 0 ? 1 : version === 1 ? 2 : 3;
};

export const serialOf = (tlv: Tlv): string => {
  const serial = integerHex(tlv);
  if (serial.length > maxSerialDigits) throw new X509Error('serial');
  return serial;
};

function validityOf(tlv: Tlv): Pick<Certificate, 'notBefore' | 'notAfter'> {
  const reader = inside(tlv);
  const notBefore = time(reader.next());
  const notAfter = time(reader.next());
  reader.end();
  return { notBefore, notAfter };
}

/** The bits of SubjectPublicKeyInfo's key. */
export function publicKeyBits(spki: Uint8Array): Uint8Array {
  const reader = inside(readOne(spki));
  reader.next(Tag.sequence);
  const bits = bitStringOctets(reader.next());
  reader.end();
  return bits;
}

/**
 * Reads one DER certificate of at most 64 KiB. Throws DerError (X509Error among them) and nothing else: for bytes
 * that are not strict DER, for a repeated extension, for a known extension with a content RFC 5280 does not allow.
 */
export function parseCertificate(der: Uint8Array): Certificate {
  checkDer(der, { maxBytes: maxCertificateBytes });
  const { raw, tbs, algorithm, signature } = signedOf(der, maxCertificateBytes);
  const reader = inside(tbs);
  const version = versionIn(reader);
  const serial = serialOf(reader.next());
  const signatureAlgorithm = reader.next(Tag.sequence).raw;
  if (Buffer.compare(signatureAlgorithm, algorithm) !== 0) throw new X509Error('algorithms');
  const issuer = nameOf(reader.next());
  const validity = validityOf(reader.next());
  const subject = nameOf(reader.next());
  const spki = reader.next(Tag.sequence).raw;
  const identifiers = [reader.optional(contextPrimitive(1)), reader.optional(contextPrimitive(2))];
  for (const identifier of identifiers) if (identifier !== undefined) bitString(identifier, identifier.tag);
  const extensions = reader.optional(contextConstructed(3));
  reader.end();
  if (version === 1 && identifiers.some((identifier) => identifier !== undefined)) throw new X509Error('version');
  if (version !== 3 && extensions !== undefined) throw new X509Error('version');
  return {
    raw,
    fingerprint: hash('sha256', raw, 'hex'),
    tbs: tbs.raw,
    version,
    serial,
    issuer,
    subject,
    ...validity,
    spki,
    subjectPublicKey: publicKeyBits(spki),
    signatureAlgorithm,
    signature,
    extensions: certificateExtensions(extensions && readOne(extensions.content)),
  };
}

/** Issued under its own name, whether or not with its own key. */
export const isSelfIssued = ({ issuer, subject }: Certificate): boolean => issuer.key === subject.key;
