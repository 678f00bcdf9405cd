import { bitString, type Der, integer, sequence, tagged, time } from '../../pki/der/writer.js';
import type { SandboxKey } from './keys.js';

/** What a certificate says; the writer adds nothing and checks nothing, so that wrong ones can be made too. */
export interface CertificateParts {
  /** Hex digits. */
  readonly serial: string;
  readonly issuer: Der;
  readonly subject: Der;
  /** Milliseconds; certificates count in seconds. */
  readonly validFrom: number;
  readonly validUntil: number;
  readonly spki: Der;
  readonly extensions: readonly Der[];
}

/** A certificate of version 3, signed. */
export function writeCertificate(parts: CertificateParts, signer: SandboxKey): Der {
  const { serial, issuer, subject, validFrom, validUntil, spki, extensions } = parts;
  const body = sequence(
    tagged(0, integer(2)),
    integer(serial),
    signer.signatureAlgorithm,
    issuer,
    sequence(time(validFrom), time(validUntil)),
    subject,
    spki,
    tagged(3, sequence(...extensions)),
  );
  return signed(body, signer);
}

/** The SEQUENCE of body, algorithm and signature that certificates, CRLs and OCSP answers are. */
export const signed = (body: Der, signer: SandboxKey, ...more: readonly Der[]): Der =>
  sequence(body, signer.signatureAlgorithm, bitString(signer.sign(body)), ...more);
