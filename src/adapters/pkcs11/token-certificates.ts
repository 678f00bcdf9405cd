import { ckc, cka, cko } from './cryptoki/constants.js';
import {
  describeCertificate,
  type DescribedCertificate,
  isAuthority,
  readCertificate,
} from './describe-certificate.js';
import type { Token } from './token-module.js';
import type { TokenSession } from './token-session.js';

/** A certificate on a token, with what a person chooses it by. */
export interface TokenCertificate extends DescribedCertificate {
  readonly token: string;
  readonly slot: number;
  readonly label: string;
  /** CKA_ID in hex: the key of the pair has the same. */
  readonly id: string;
  readonly der: Uint8Array;
  /** DER of SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}

export interface TokenContent {
  /** Of people and organisations. */
  readonly certificates: readonly TokenCertificate[];
  /** Those of authorities, which many tokens carry beside them: a proof takes them along as its chain. */
  readonly authorities: readonly Uint8Array[];
}

/** The certificates that a token shows to everybody. What is no X.509 certificate is passed over. */
export function contentOf(session: TokenSession, token: Token): TokenContent {
  const certificates: TokenCertificate[] = [];
  const authorities: Uint8Array[] = [];
  const handles = session.find([
    [cka.CLASS, cko.CERTIFICATE],
    [cka.CERTIFICATE_TYPE, ckc.X_509],
  ]);
  for (const handle of handles) {
    const read = readCertificate(session.read(handle, cka.VALUE) ?? Buffer.alloc(0));
    if (read === undefined) continue;
    if (isAuthority(read)) authorities.push(read.raw);
    else
      certificates.push({
        ...describeCertificate(read),
        token: token.label,
        slot: token.slot,
        label: Buffer.from(session.read(handle, cka.LABEL) ?? []).toString('utf8'),
        id: Buffer.from(session.read(handle, cka.ID) ?? []).toString('hex'),
        der: read.raw,
        spki: read.spki,
      });
  }
  return { certificates, authorities };
}

/** How a person names one: serial number, SHA-256 fingerprint or CKA_ID in hex (colons do not matter), or the label. */
export function isNamed({ serial, fingerprint, id, label }: TokenCertificate, name: string): boolean {
  const hex = name.replaceAll(/[:\s]/g, '').toLowerCase();
  const digits = (text: string): string => text.replace(/^0+(?=.)/, '');
  return label === name || fingerprint === hex || id === hex || digits(serial) === digits(hex);
}
