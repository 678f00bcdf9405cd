import { hash } from 'node:crypto';
import { DerError } from '../der/der-error.js';
import { inside } from '../der/der-reader.js';
import { contextConstructed, Tag } from '../der/tags.js';
import { time } from '../der/time.js';
import { readOne } from '../der/tlv.js';
import { integerHex, smallInteger } from '../der/values.js';
import { crlEntries, type CrlEntries } from './crl-entries.js';
import { distributionPoints, issuingDistributionPoint } from './distribution-points.js';
import type { DistributionPoint, IssuingDistributionPoint } from './distribution-points.js';
import { extensionList, unknownCritical, valueReader, type Extension } from './extension-list.js';
import { authorityKeyIdentifier, type AuthorityKeyIdentifier } from './extension-values.js';
import { nameOf, type Name } from './name.js';
import { Oid } from './oids.js';
import { signedOf } from './signed.js';
import { X509Error } from './x509-error.js';

/** A certificate revocation list, read and not judged. */
export interface Crl {
  readonly raw: Uint8Array;
  /** SHA-256 of `raw`, lower-case hex. */
  readonly fingerprint: string;
  /** DER of TBSCertList: what is signed. */
  readonly tbs: Uint8Array;
  readonly issuer: Name;
  readonly thisUpdate: number;
  /** RFC 5280 asks for it; without it a CRL is never fresh. */
  readonly nextUpdate: number | undefined;
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
  readonly entries: CrlEntries;
  /** Every extension as written, by identifier. */
  readonly extensions: ReadonlyMap<string, Extension>;
  readonly number: bigint | undefined;
  /** Number of the complete CRL that this delta builds on; undefined for a complete CRL. */
  readonly deltaBase: bigint | undefined;
  readonly issuingDistributionPoint: IssuingDistributionPoint | undefined;
  readonly authorityKeyIdentifier: AuthorityKeyIdentifier | undefined;
  readonly freshestCrl: readonly DistributionPoint[] | undefined;
  /** Critical extensions, of the list or of an entry, that nothing here knows. */
  readonly unknownCritical: readonly string[];
}

/** About half a million entries. */
export const maxCrlBytes = 32 * 1024 * 1024;

const handled: ReadonlySet<string> = new Set([
  Oid.issuerAltName,
  Oid.crlNumber,
  Oid.deltaCrlIndicator,
  Oid.issuingDistributionPoint,
  Oid.authorityKeyIdentifier,
  Oid.freshestCrl,
]);

const isTime = (tag: number): boolean => tag === Tag.utcTime || tag === Tag.generalizedTime;

/** A CRL number: not negative, at most 20 octets (RFC 5280 §5.2.3). */
const crlNumber = (digits: string): bigint => {
  if (digits.startsWith('-') || digits.length > 40) throw new DerError('value');
  return BigInt(`0x${digits}`);
};

/**
 * Reads one DER CRL of at most 32 MiB. Throws DerError (X509Error among them) and nothing else. Time and memory are
 * linear in the bytes.
 */
export function parseCrl(der: Uint8Array, maxBytes = maxCrlBytes): Crl {
  const { raw, tbs, algorithm, signature } = signedOf(der, maxBytes);
  const reader = inside(tbs);
  const version = reader.optional(Tag.integer);
  if (version !== undefined && smallInteger(version) !== 1) throw new X509Error('version');
  const signatureAlgorithm = reader.next(Tag.sequence).raw;
  if (Buffer.compare(signatureAlgorithm, algorithm) !== 0) throw new X509Error('algorithms');
  const issuer = nameOf(reader.next());
  const thisUpdate = time(reader.next());
  const next = reader.optionalWhere(isTime);
  const revoked = reader.optional(Tag.sequence);
  const extensionField = reader.optional(contextConstructed(0));
  reader.end();
  if (version === undefined && extensionField !== undefined) throw new X509Error('version');
  const extensions: ReadonlyMap<string, Extension> =
    extensionField === undefined ? new Map() : extensionList(readOne(extensionField.content));
  const value = valueReader(extensions);
  const entries = crlEntries(revoked);
  return {
    raw,
    fingerprint: hash('sha256', raw, 'hex'),
    tbs: tbs.raw,
    issuer,
    thisUpdate,
    nextUpdate: next && time(next),
    signatureAlgorithm,
    signature,
    entries,
    extensions,
    number: value(Oid.crlNumber, (tlv) => crlNumber(integerHex(tlv))),
    deltaBase: value(Oid.deltaCrlIndicator, (tlv) => crlNumber(integerHex(tlv))),
    issuingDistributionPoint: value(Oid.issuingDistributionPoint, issuingDistributionPoint),
    authorityKeyIdentifier: value(Oid.authorityKeyIdentifier, authorityKeyIdentifier),
    freshestCrl: value(Oid.freshestCrl, distributionPoints),
    unknownCritical: [...unknownCritical(extensions, handled), ...entries.unknownCritical],
  };
}
