import { DerError } from '../der/der-error.js';
import type { CrlContext, CrlQuestion } from '../path/crl/crl-context.js';
import { crlStatus } from '../path/crl/crl-status.js';
import type { CrlProblem, CrlVerdict } from '../path/crl/crl-verdict.js';
import { BoundedCache } from '../x509/bounded-cache.js';
import { type Crl, parseCrl } from '../x509/crl.js';
import type { RevocationReason } from '../x509/reasons.js';
import type { RevocationFailure } from './failures.js';

export type ListVerdict =
  | { readonly kind: 'good'; readonly nextUpdate: number }
  | { readonly kind: 'revoked'; readonly reason: RevocationReason; readonly nextUpdate: number }
  | { readonly kind: 'bad'; readonly failures: readonly RevocationFailure[] };

/** Parsed lists by digest; their weight is that of their bytes, of which they take several times as much. `unreadable` is remembered as well. */
export type ListCache = BoundedCache<Crl | 'unreadable'>;

export const listCache = (maxBytes = 64 << 20): ListCache => new BoundedCache(maxBytes);

/** Reads a list once, however often it is asked about. */
export function readList(bytes: Uint8Array, digest: string, cache: ListCache): Crl | 'unreadable' {
  const known = cache.get(digest);
  if (known !== undefined) return known;
  const read = parsed(bytes);
  cache.set(digest, read, bytes.length);
  return read;
}

function parsed(bytes: Uint8Array): Crl | 'unreadable' {
  try {
    return parseCrl(bytes);
  } catch (error) {
    if (error instanceof DerError) return 'unreadable';
    throw error;
  }
}

const failureOf: Readonly<Record<CrlProblem, RevocationFailure>> = {
  noCrl: 'revocation.wrongCertificate',
  reasonsNotCovered: 'revocation.incomplete',
  stale: 'revocation.stale',
  fromTheFuture: 'revocation.fromTheFuture',
  unknownCritical: 'revocation.malformed',
  badSignature: 'revocation.badSignature',
  weakSignature: 'revocation.weakSignature',
  signerNotFound: 'revocation.wrongResponder',
  signerKeyUsage: 'revocation.responderNotDelegated',
  signerUntrusted: 'revocation.responderNotDelegated',
  signerRevoked: 'revocation.responderRevoked',
  signerUnchecked: 'revocation.responderUnchecked',
  tooComplex: 'revocation.malformed',
};

/** Holds lists to RFC 5280 §6.3 for one certificate. Within the clock skew a list is neither too old nor too new. */
export function judgeLists(question: CrlQuestion, context: CrlContext, clockSkewMs: number): ListVerdict {
  const verdict = judgedWithin(question, context, clockSkewMs);
  switch (verdict.status) {
    case 'good':
      return { kind: 'good', nextUpdate: verdict.until };
    case 'revoked':
      return {
        kind: 'revoked',
        reason: verdict.reason,
        nextUpdate: Math.min(...verdict.crls.map(({ nextUpdate }) => nextUpdate ?? 0)),
      };
    case 'undetermined':
      return { kind: 'bad', failures: [...new Set(verdict.problems.map((problem) => failureOf[problem]))] };
  }
}

function judgedWithin(question: CrlQuestion, context: CrlContext, clockSkewMs: number): CrlVerdict {
  const now = crlStatus(question, context);
  if (now.status !== 'undetermined') return now;
  const shift = now.problems.includes('fromTheFuture')
    ? clockSkewMs
    : now.problems.includes('stale')
      ? -clockSkewMs
      : 0;
  if (shift === 0) return now;
  const shifted = crlStatus(question, { ...context, at: context.at + shift });
  return shifted.status === 'undetermined' ? now : shifted;
}
