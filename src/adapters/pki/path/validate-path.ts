import { isSelfIssued, type Certificate } from '../x509/certificate.js';
import { Oid } from '../x509/oids.js';
import { NameSubtrees } from './constraints/name-subtrees.js';
import { orderedFailures, type PathFailure, type PathProblem } from './path-failure.js';
import { anyPolicySettings, type PathRequest, type Purpose } from './path-request.js';
import { PolicyGraph, type PathPolicies } from './policy-graph.js';

export interface PathJudgement {
  readonly failures: readonly PathFailure[];
  /** Undefined where the path is valid under no policy that is asked for. */
  readonly policies: PathPolicies | undefined;
}

/**
 * RFC 5280 §6.1 over a path whose signatures were verified, target first; everything that is wrong is told, not only the
 * first thing. The anchor's own dates, path length and name constraints bind too (RFC 5937). `anchor` is undefined for
 * what was found of a path that ends nowhere.
 */
export function validatePath(
  path: readonly Certificate[],
  anchor: Certificate | undefined,
  request: Pick<PathRequest, 'at' | 'policy' | 'purpose'>,
): PathJudgement {
  const walk = new PathWalk(path.length, request);
  if (anchor !== undefined) walk.startFrom(anchor);
  for (const certificate of path.slice(1).reverse()) walk.pass(certificate);
  const [target] = path;
  const policies = target && walk.arriveAt(target);
  return { failures: orderedFailures(walk.failures), policies };
}

/** The state of §6.1.2, from the anchor down to the certificate asked about. */
class PathWalk {
  readonly failures: PathFailure[] = [];
  private readonly names = new NameSubtrees();
  private readonly policies: PolicyGraph;
  private position: number;
  private pathLength = Infinity;
  private policyLost = false;

  constructor(
    private readonly length: number,
    private readonly request: Pick<PathRequest, 'at' | 'policy' | 'purpose'>,
  ) {
    this.position = length;
    this.policies = new PolicyGraph(request.policy ?? anyPolicySettings, length);
  }

  startFrom(anchor: Certificate): void {
    this.tell(anchor, anchorProblems(anchor, this.request.at));
    this.constrain(anchor);
  }

  /** §6.1.3 and §6.1.4 for an issuer below the anchor. */
  pass(certificate: Certificate): void {
    this.position -= 1;
    this.tell(certificate, dateProblems(certificate, this.request.at, issuerDates));
    this.enter(certificate, !isSelfIssued(certificate));
    if (!this.policies.prepareNext(certificate)) this.tell(certificate, ['certificate.policyMapping']);
    this.tell(certificate, authorityProblems(certificate));
    if (!isSelfIssued(certificate)) {
      if (this.pathLength <= 0) this.tell(certificate, ['certificate.pathLength']);
      this.pathLength = Math.max(0, this.pathLength - 1);
    }
    this.constrain(certificate);
  }

  /** §6.1.3 and §6.1.5 for the last certificate. */
  arriveAt(target: Certificate): PathPolicies | undefined {
    const { at, purpose } = this.request;
    this.position = 0;
    this.tell(target, dateProblems(target, at, targetDates));
    this.enter(target, true);
    if (purpose !== undefined) this.tell(target, purposeProblems(target, purpose));
    const agreed = this.policies.finish(target);
    if (agreed === undefined) this.losePolicy(target);
    return agreed;
  }

  private enter(certificate: Certificate, namesCount: boolean): void {
    this.tell(certificate, extensionProblems(certificate));
    const named = namesCount ? this.names.judge(certificate) : 'allowed';
    if (named === 'forbidden') this.tell(certificate, ['certificate.nameConstraints']);
    if (named === 'tooComplex') this.tell(certificate, ['certificate.tooComplex']);
    if (!this.policies.enter(certificate, this.length - this.position)) this.losePolicy(certificate);
  }

  private constrain({ extensions: { basicConstraints, nameConstraints } }: Certificate): void {
    this.pathLength = Math.min(this.pathLength, basicConstraints?.pathLength ?? Infinity);
    this.names.add(nameConstraints);
  }

  /** Once no policy is left none comes back: only the certificate that lost it is told. */
  private losePolicy(certificate: Certificate): void {
    if (!this.policyLost) this.tell(certificate, ['certificate.policy']);
    this.policyLost = true;
  }

  private tell({ fingerprint }: Certificate, codes: readonly PathProblem[]): void {
    for (const code of codes) this.failures.push({ code, position: this.position, fingerprint });
  }
}

interface DateCodes {
  readonly early: PathProblem;
  readonly late: PathProblem;
}

const targetDates: DateCodes = { early: 'certificate.notYetValid', late: 'certificate.expired' };
const issuerDates: DateCodes = { early: 'certificate.issuerNotYetValid', late: 'certificate.issuerExpired' };

function dateProblems({ notBefore, notAfter }: Certificate, at: number, { early, late }: DateCodes): PathProblem[] {
  if (at > notAfter) return [late];
  return at < notBefore ? [early] : [];
}

const extensionProblems = ({ extensions }: Certificate): PathProblem[] =>
  extensions.unknownCritical.length === 0 ? [] : ['certificate.criticalExtension'];

const signsCertificates = ({ extensions: { keyUsage } }: Certificate): boolean =>
  keyUsage === undefined || keyUsage.has('keyCertSign');

const authorityProblems = (certificate: Certificate): PathProblem[] => [
  ...(certificate.extensions.basicConstraints?.ca === true ? [] : (['certificate.issuerNotAuthority'] as const)),
  ...(signsCertificates(certificate) ? [] : (['certificate.issuerKeyUsage'] as const)),
];

/** An anchor is an authority because we say so; an old one may lack basicConstraints, but none may deny it. */
const anchorProblems = (anchor: Certificate, at: number): PathProblem[] => [
  ...dateProblems(anchor, at, issuerDates),
  ...(anchor.extensions.basicConstraints?.ca === false ? (['certificate.issuerNotAuthority'] as const) : []),
  ...(signsCertificates(anchor) ? [] : (['certificate.issuerKeyUsage'] as const)),
];

function purposeProblems({ extensions }: Certificate, purpose: Purpose): PathProblem[] {
  const { keyUsage, extendedKeyUsage, basicConstraints } = extensions;
  const problems: PathProblem[] = [];
  if (!purpose.authority && basicConstraints?.ca === true) problems.push('certificate.isAuthority');
  if (keyUsage !== undefined && !purpose.keyUsage.some((use) => keyUsage.has(use)))
    problems.push('certificate.keyUsage');
  const isForServers = extendedKeyUsage?.includes(Oid.serverAuth) === true;
  const accepted = [
    ...purpose.extendedKeyUsage,
    ...(isForServers ? [] : (purpose.unlessServer ?? [])),
    Oid.anyExtendedKeyUsage,
  ];
  if (extendedKeyUsage !== undefined && !accepted.some((use) => extendedKeyUsage.includes(use)))
    problems.push('certificate.extendedKeyUsage');
  return problems;
}
