import { createHash } from 'node:crypto';
import * as der from '../../../../src/adapters/pki/der/writer.js';
import { type ForgedKey, type SigningWay, signWith } from './forged-keys.js';

/** Whoever signs certificates, lists and answers. */
export interface ForgedIssuer {
  readonly key: ForgedKey;
  /** DER. */
  readonly name: Uint8Array;
}

export interface ForgedCertificate extends ForgedIssuer {
  readonly der: Uint8Array;
  /** Hex. */
  readonly serial: string;
}

export interface CertificateParts {
  readonly subject: Uint8Array;
  readonly key: ForgedKey;
  readonly issuer: ForgedIssuer;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly extensions: readonly Uint8Array[];
  readonly serial?: string;
  readonly way?: SigningWay;
  /** Default: 3. */
  readonly version?: 1 | 3;
}

/** Writes and signs whatever it is told. */
export function forgeCertificate(parts: CertificateParts): ForgedCertificate {
  const { subject, key, issuer, notBefore, notAfter, extensions, way, version = 3 } = parts;
  const serial = parts.serial ?? serialOf(key.spki, subject);
  const { algorithm } = signWith(issuer.key, Buffer.alloc(0), way);
  const tbs = der.sequence(
    ...(version === 3 ? [der.tagged(0, der.integer(2))] : []),
    der.integer(serial),
    algorithm,
    issuer.name,
    der.sequence(der.time(notBefore), der.time(notAfter)),
    subject,
    key.spki,
    ...(version === 3 && extensions.length > 0 ? [der.tagged(3, der.sequence(...extensions))] : []),
  );
  const { signature } = signWith(issuer.key, tbs, way);
  return { key, name: subject, serial, der: der.sequence(tbs, algorithm, der.bitString(signature)) };
}

const serialOf = (...parts: readonly Uint8Array[]): string => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return `6${digest.digest('hex').slice(1, 20)}`;
};
