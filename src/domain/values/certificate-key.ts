import type { Brand } from '../kernel/brand.js';
import { parsed, unparsed, type Parsed } from '../kernel/refusal.js';
import type { Normalised } from './normalised.js';
import { withoutInvisibles } from './text.js';

/** Which certificate: issuer, serial number and key together, since a renewed certificate has a new serial and key. */
export type CertificateKey = Brand<string, 'CertificateKey'>;

/** All in hex; colons, spaces and case do not matter. */
export interface CertificateParts {
  /** SHA-256 of the issuer's DER name, so that no canonical text of a name is needed. */
  readonly issuerDigest: string;
  /** At most 20 octets (RFC 5280); leading zeros do not matter. */
  readonly serial: string;
  /** SHA-256 of the DER SubjectPublicKeyInfo. */
  readonly keyDigest: string;
}

export const certificateKeyNormaliser = 1;

const canonical = /^[0-9a-f]{64}\.(?:0|[1-9a-f][0-9a-f]{0,39})\.[0-9a-f]{64}$/;
const longestPart = 256;

/** `raw` of the result is the three parts as given, joined by dots. */
export function parseCertificateKey(
  parts: CertificateParts,
): Parsed<Normalised<'certificate', CertificateKey>, 'identifier.certificate.format'> {
  const texts = [parts.issuerDigest, parts.serial, parts.keyDigest];
  if (texts.some((text) => text.length > longestPart)) return unparsed('identifier.certificate.format');
  const [issuer = '', serial = '', key = ''] = texts.map(plainHex);
  const value = `${issuer}.${serial.replace(/^0+(?=.)/, '')}.${key}`;
  return canonical.test(value)
    ? parsed({
        kind: 'certificate',
        value: value as CertificateKey,
        raw: texts.join('.'),
        normaliser: certificateKeyNormaliser,
      })
    : unparsed('identifier.certificate.format');
}

const plainHex = (text: string): string => withoutInvisibles(text).replace(/[\s:]/g, '').toLowerCase();
