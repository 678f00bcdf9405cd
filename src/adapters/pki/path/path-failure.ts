/**
 * What path validation finds; codes of the catalogue (certificate.errors.ts), the one that decides the message first:
 * while nobody knows who issued a certificate, its dates and uses mean nothing.
 */
export const pathProblems = [
  'certificate.tooComplex',
  'certificate.selfSigned',
  'certificate.badSignature',
  'certificate.weakDigest',
  'certificate.weakKey',
  'certificate.unsupportedAlgorithm',
  'certificate.untrusted',
  'certificate.issuerNotAuthority',
  'certificate.issuerKeyUsage',
  'certificate.pathLength',
  'certificate.expired',
  'certificate.notYetValid',
  'certificate.issuerExpired',
  'certificate.issuerNotYetValid',
  'certificate.isAuthority',
  'certificate.keyUsage',
  'certificate.extendedKeyUsage',
  'certificate.nameConstraints',
  'certificate.policyMapping',
  'certificate.policy',
  'certificate.criticalExtension',
] as const;

export type PathProblem = (typeof pathProblems)[number];

export interface PathFailure {
  readonly code: PathProblem;
  /** Which certificate: 0 is the one asked about, each next one its issuer. */
  readonly position: number;
  /** SHA-256 of that certificate. */
  readonly fingerprint: string;
}

const rank = (code: PathProblem): number => pathProblems.indexOf(code);

/** By weight, then from the certificate asked about upwards; nothing is said twice. */
export function orderedFailures(failures: readonly PathFailure[]): PathFailure[] {
  const seen = new Set<string>();
  return failures
    .filter(({ code, position }) => {
      const key = `${position} ${code}`;
      return !seen.has(key) && seen.add(key);
    })
    .toSorted((a, b) => rank(a.code) - rank(b.code) || a.position - b.position);
}
