import type { Certificate } from '../../x509/certificate.js';
import type { Crl } from '../../x509/crl.js';
import type { LinkVerifier } from '../link-verifier.js';

/** Whose status is asked for, as part of a path that was found valid. */
export interface CrlQuestion {
  readonly certificate: Certificate;
  /** The next one of the path, or its anchor. */
  readonly issuer: Certificate;
  /** Where the path ends: whoever signs CRLs must be under the same anchor. */
  readonly anchor: Certificate;
}

/** What is at hand to answer it. */
export interface CrlContext {
  /** Complete and delta CRLs, from wherever they came. */
  readonly crls: readonly Crl[];
  /** Certificates among which signers of CRLs, and the paths to them, are looked for. */
  readonly candidates: readonly Certificate[];
  readonly anchors: readonly Certificate[];
  /** Our clock, in milliseconds. */
  readonly at: number;
  readonly links: LinkVerifier;
  /** Default: true. */
  readonly useDeltas?: boolean;
}
