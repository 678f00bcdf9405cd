import { DerError } from '../pki/der/der-error.js';
import { shownName } from '../pki/holder/subject.js';
import { type Certificate, parseCertificate } from '../pki/x509/certificate.js';

/** What a person sees of a certificate before they sign with it. */
export interface DescribedCertificate {
  readonly holder: string;
  /** The authority that issued it. */
  readonly issuer: string;
  /** Hex. */
  readonly serial: string;
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string;
  /** Milliseconds. */
  readonly validFrom: number;
  readonly validUntil: number;
}

/** `undefined` for what is no certificate. Whether a verifier takes it is not asked: it is the person's own. */
export function readCertificate(der: Uint8Array): Certificate | undefined {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

export const describeCertificate = (certificate: Certificate): DescribedCertificate => ({
  holder: shownName(certificate.subject),
  issuer: shownName(certificate.issuer),
  serial: certificate.serial,
  fingerprint: certificate.fingerprint,
  validFrom: certificate.notBefore,
  validUntil: certificate.notAfter,
});

export const isAuthority = ({ extensions }: Certificate): boolean => extensions.basicConstraints?.ca === true;
