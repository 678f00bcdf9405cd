import { verifySignature, type SignatureVerdict } from '../algorithms/verify-signature.js';
import { BoundedCache } from '../x509/bounded-cache.js';
import type { Certificate } from '../x509/certificate.js';

export interface SignedBytes {
  readonly fingerprint: string;
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
}

export type LinkVerdict = SignatureVerdict | 'overBudget';

export type LinkCache = BoundedCache<SignatureVerdict>;

/** Verdicts on signatures that authorities made: true for ever, so a process may share one cache. */
export const linkCache = (maxLinks = 8192): LinkCache => new BoundedCache(maxLinks);

/** More than any real chain with its revocation lists asks for. */
export const defaultSignatureBudget = 64;

/**
 * Checks who signed a certificate or a CRL, for one verification: each public-key operation is paid out of one budget, so
 * that certificates made for the purpose cannot buy an unlimited search. What is cached costs nothing.
 */
export class LinkVerifier {
  private spent = 0;

  constructor(
    private readonly cache: LinkCache = linkCache(),
    private readonly budget = defaultSignatureBudget,
  ) {}

  get signatureChecks(): number {
    return this.spent;
  }

  verify(signed: SignedBytes, signer: Certificate): LinkVerdict {
    const key = `${signed.fingerprint} ${signer.fingerprint}`;
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    if (this.spent >= this.budget) return 'overBudget';
    this.spent += 1;
    const verdict = verifySignature({
      algorithm: signed.signatureAlgorithm,
      spki: signer.spki,
      data: signed.tbs,
      signature: signed.signature,
    });
    this.cache.set(key, verdict);
    return verdict;
  }
}
