import type { Certificate } from '../../x509/certificate.js';
import type { Crl } from '../../x509/crl.js';
import type { DistributionPoint } from '../../x509/distribution-points.js';
import { allReasons, type ReasonMask } from '../../x509/reasons.js';
import type { PathOutcome } from '../find-path.js';
import type { CrlContext, CrlQuestion } from './crl-context.js';
import { entryFor, newestFirst, usability } from './crl-lookup.js';
import { assumedPoint, extendsCrl, hasRightIssuer, isInScope, reasonsCovered } from './crl-scope.js';
import { crlSigner, statusesAlong, type StatusOf } from './crl-signer.js';
import type { CrlProblem, CrlRevoked, CrlVerdict } from './crl-verdict.js';

/**
 * RFC 5280 §6.3.3 over the CRLs at hand; none is fetched. Good only if CRLs in force, signed by who may, together speak of
 * every reason and name the certificate under none.
 */
export function crlStatus(question: CrlQuestion, context: CrlContext): CrlVerdict {
  return statusWithin(question, context, new Set());
}

/** The status of each certificate of a valid path, target first; the anchor has none. */
export const crlStatuses = (outcome: PathOutcome, context: CrlContext): CrlVerdict[] =>
  statusesAlong(outcome, (question) => crlStatus(question, context));

/** How many signers of CRLs may wait for each other. */
const maxDetour = 6;

/**
 * `asked`: the certificates whose status waits for this one. A signer of CRLs among them is listed, if at all, by the very
 * CRL that is being read for it.
 */
function statusWithin(question: CrlQuestion, context: CrlContext, asked: ReadonlySet<string>): CrlVerdict {
  const { certificate } = question;
  if (asked.size >= maxDetour) return { status: 'undetermined', problems: ['tooComplex'] };
  const waiting = new Set([...asked, certificate.fingerprint]);
  const statusOf: StatusOf = (next) =>
    waiting.has(next.certificate.fingerprint)
      ? { status: 'good', crls: [], until: Infinity }
      : statusWithin(next, context, waiting);
  const used: Crl[] = [];
  const problems = new Set<CrlProblem>();
  let covered: ReasonMask = 0;
  const points = [...(certificate.extensions.crlDistributionPoints ?? []), assumedPoint(certificate)];
  for (const point of points)
    for (const crl of candidatesAt(point, certificate, context)) {
      const reasons = reasonsCovered(crl, point);
      if ((reasons & ~covered) === 0) continue;
      const problem = usability(crl, context.at);
      const signer = problem === undefined ? crlSigner(crl, question, context, statusOf) : [problem];
      if (isProblems(signer)) {
        for (const one of signer) problems.add(one);
        continue;
      }
      const deltas = deltasOf(crl, signer, context);
      used.push(crl, ...deltas);
      const revoked = revocation(crl, deltas, certificate);
      if (revoked !== undefined) return revoked;
      covered |= reasons;
      if (covered === allReasons) return { status: 'good', crls: used, until: earliest(used) };
    }
  if (problems.size === 0) problems.add(covered === 0 ? 'noCrl' : 'reasonsNotCovered');
  return { status: 'undetermined', problems: [...problems] };
}

const isProblems = (signer: Certificate | readonly CrlProblem[]): signer is readonly CrlProblem[] =>
  Array.isArray(signer);

const candidatesAt = (point: DistributionPoint, certificate: Certificate, { crls }: CrlContext): Crl[] =>
  newestFirst(crls).filter(
    (crl) =>
      crl.deltaBase === undefined && hasRightIssuer(crl, point, certificate) && isInScope(crl, point, certificate),
  );

/** (c) and (h): deltas in force that the same key signed, the newest first. */
const deltasOf = (complete: Crl, signer: Certificate, { crls, at, links, useDeltas = true }: CrlContext): Crl[] =>
  useDeltas
    ? newestFirst(crls).filter(
        (delta) =>
          extendsCrl(delta, complete) && usability(delta, at) === undefined && links.verify(delta, signer) === 'valid',
      )
    : [];

/** (i) to (k): what the newest list that names the certificate says; a delta's `removeFromCrl` takes a hold back. */
function revocation(complete: Crl, deltas: readonly Crl[], certificate: Certificate): CrlRevoked | undefined {
  for (const crl of [...deltas, complete]) {
    const entry = entryFor(crl, certificate);
    if (entry === undefined) continue;
    if (entry.reason === 'removeFromCrl' && crl !== complete) return undefined;
    const { revokedAt, reason, invalidSince } = entry;
    return { status: 'revoked', at: revokedAt, reason, invalidSince, crls: [complete, ...deltas] };
  }
  return undefined;
}

const earliest = (crls: readonly Crl[]): number => Math.min(...crls.map(({ nextUpdate }) => nextUpdate ?? -Infinity));
