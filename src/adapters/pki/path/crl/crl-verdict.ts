import type { Crl } from '../../x509/crl.js';
import type { RevocationReason } from '../../x509/reasons.js';

/** Why a CRL, or all of them together, say nothing about a certificate. */
export type CrlProblem =
  | 'noCrl' // none of the right issuer and scope is at hand
  | 'reasonsNotCovered' // those at hand speak of some reasons only
  | 'stale' // its next update is past, or it names none
  | 'fromTheFuture'
  | 'unknownCritical' // it has a critical extension that nothing here knows
  | 'badSignature'
  | 'weakSignature'
  | 'signerNotFound' // no certificate of the CRL's issuer is at hand
  | 'signerKeyUsage' // its key is not for CRLs
  | 'signerUntrusted' // no valid path to the same anchor
  | 'signerRevoked'
  | 'signerUnchecked' // nothing says that it was not revoked
  | 'tooComplex';

export interface CrlGood {
  readonly status: 'good';
  /** What the answer rests on: complete CRLs and the deltas applied to them. */
  readonly crls: readonly Crl[];
  /** The earliest next update among them. */
  readonly until: number;
}

export interface CrlRevoked {
  readonly status: 'revoked';
  readonly at: number;
  readonly reason: RevocationReason;
  readonly invalidSince: number | undefined;
  readonly crls: readonly Crl[];
}

export interface CrlUndetermined {
  readonly status: 'undetermined';
  readonly problems: readonly CrlProblem[];
}

/** What CRLs say of one certificate (RFC 5280 §6.3). */
export type CrlVerdict = CrlGood | CrlRevoked | CrlUndetermined;
