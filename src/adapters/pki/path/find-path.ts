import { isSelfIssued, type Certificate } from '../x509/certificate.js';
import { buildPaths, type DeadEnd } from './build-paths.js';
import { IssuerIndex } from './issuer-index.js';
import { LinkVerifier, type LinkVerdict } from './link-verifier.js';
import { orderedFailures, pathProblems, type PathFailure, type PathProblem } from './path-failure.js';
import type { PathRequest } from './path-request.js';
import type { PathPolicies } from './policy-graph.js';
import { validatePath } from './validate-path.js';

/** One way from the certificate to an anchor, or as far as there is one, and all that is wrong with it. */
export interface PathOutcome {
  /** Target first; without the anchor. */
  readonly path: readonly Certificate[];
  readonly anchor: Certificate | undefined;
  /** Empty: valid. Otherwise the first decides the message. */
  readonly failures: readonly PathFailure[];
  readonly policies: PathPolicies | undefined;
}

/**
 * Builds and validates paths one after the other, likeliest first, so that whoever also asks for revocation may go on to
 * the next. If none reaches an anchor, the one outcome says how far the search came and why it ended there.
 */
export function* findPaths(
  request: PathRequest,
  links: LinkVerifier = new LinkVerifier(),
): Generator<PathOutcome, void> {
  const { target, anchors, candidates, at } = request;
  const index = new IssuerIndex(anchors, candidates);
  const paths = buildPaths(target, index, links, at);
  let anchored = false;
  for (let next = paths.next(); ; next = paths.next()) {
    if (next.done !== true) {
      anchored = true;
      const { path, anchor } = next.value;
      yield { path, anchor, ...validatePath(path, anchor, request) };
      continue;
    }
    const { deadEnd, cutShort } = next.value;
    if (!anchored) yield unanchored(deadEnd, cutShort, request);
    return;
  }
}

/** The first valid path; if there is none, the one with the least to say against it. */
export function findPath(request: PathRequest, links: LinkVerifier = new LinkVerifier()): PathOutcome {
  let best: PathOutcome | undefined;
  for (const outcome of findPaths(request, links)) {
    if (outcome.failures.length === 0) return outcome;
    if (best === undefined || severity(outcome) < severity(best)) best = outcome;
  }
  if (best === undefined) throw new Error('findPaths always yields');
  return best;
}

/** The lighter the first failure, the closer the path; then the fewer the better. */
const severity = ({ failures: [first, ...more] }: PathOutcome): number =>
  first === undefined ? 0 : (pathProblems.length - pathProblems.indexOf(first.code)) * 1000 + more.length;

const verdictProblems = new Map<LinkVerdict, PathProblem>([
  ['invalid', 'certificate.badSignature'],
  ['weakDigest', 'certificate.weakDigest'],
  ['weakKey', 'certificate.weakKey'],
  ['unsupported', 'certificate.unsupportedAlgorithm'],
  ['overBudget', 'certificate.tooComplex'],
]);

function unanchored({ path, verdicts }: DeadEnd, cutShort: boolean, request: PathRequest): PathOutcome {
  const end = path.at(-1) ?? request.target;
  const { failures, policies } = validatePath(path, undefined, request);
  const codes = new Set(verdicts.map((verdict) => verdictProblems.get(verdict)).filter((code) => code !== undefined));
  if (cutShort) codes.add('certificate.tooComplex');
  else if (path.length === 1 && isSelfIssued(end) && verdicts.length === 0) codes.add('certificate.selfSigned');
  codes.add('certificate.untrusted');
  const ending = [...codes].map((code): PathFailure => ({
    code,
    position: path.length - 1,
    fingerprint: end.fingerprint,
  }));
  return { path, anchor: undefined, failures: orderedFailures([...ending, ...failures]), policies };
}
