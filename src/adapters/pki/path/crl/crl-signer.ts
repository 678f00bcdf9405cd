import type { Certificate } from '../../x509/certificate.js';
import type { Crl } from '../../x509/crl.js';
import { findPaths, type PathOutcome } from '../find-path.js';
import type { LinkVerdict } from '../link-verifier.js';
import type { CrlContext, CrlQuestion } from './crl-context.js';
import type { CrlProblem, CrlVerdict } from './crl-verdict.js';

/** Asks for the status of a certificate on the way to a signer of CRLs. */
export type StatusOf = (question: CrlQuestion) => CrlVerdict;

const verdictProblems: Readonly<Record<Exclude<LinkVerdict, 'valid'>, CrlProblem>> = {
  invalid: 'badSignature',
  weakDigest: 'weakSignature',
  weakKey: 'weakSignature',
  unsupported: 'weakSignature',
  overBudget: 'tooComplex',
};

const signsCrls = ({ extensions: { keyUsage } }: Certificate): boolean =>
  keyUsage === undefined || keyUsage.has('crlSign');

/**
 * §6.3.3 (f) and (g): the certificate whose key signed the CRL, if it may. The issuer of the certificate asked about was
 * validated with its path; any other signer needs a valid path to the same anchor whose certificates are not revoked.
 */
export function crlSigner(
  crl: Crl,
  question: CrlQuestion,
  context: CrlContext,
  statusOf: StatusOf,
): Certificate | readonly CrlProblem[] {
  const { issuer, anchor } = question;
  const others = [...context.anchors, ...context.candidates].filter(
    ({ fingerprint }) => fingerprint !== issuer.fingerprint,
  );
  const namesakes = [issuer, ...others].filter(({ subject }) => subject.key === crl.issuer.key);
  if (namesakes.length === 0) return ['signerNotFound'];
  const problems = new Set<CrlProblem>();
  for (const signer of likeliestFirst(namesakes, crl)) {
    if (!signsCrls(signer)) {
      problems.add('signerKeyUsage');
      continue;
    }
    const verdict = context.links.verify(crl, signer);
    if (verdict !== 'valid') {
      problems.add(verdictProblems[verdict]);
      continue;
    }
    const known = signer === issuer || signer.fingerprint === anchor.fingerprint;
    const problem = known ? undefined : signerProblem(signer, question, context, statusOf);
    if (problem === undefined) return signer;
    problems.add(problem);
  }
  return [...problems];
}

const likeliestFirst = (signers: readonly Certificate[], crl: Crl): Certificate[] => {
  const wanted = crl.authorityKeyIdentifier?.keyId;
  const otherKey = ({ extensions: { subjectKeyIdentifier } }: Certificate): number =>
    wanted === undefined || subjectKeyIdentifier === undefined || wanted === subjectKeyIdentifier ? 0 : 1;
  return signers.toSorted((a, b) => otherKey(a) - otherKey(b));
};

function signerProblem(
  signer: Certificate,
  { anchor }: CrlQuestion,
  context: CrlContext,
  statusOf: StatusOf,
): CrlProblem | undefined {
  let problem: CrlProblem = 'signerUntrusted';
  const request = { target: signer, candidates: context.candidates, anchors: [anchor], at: context.at };
  for (const outcome of findPaths(request, context.links)) {
    if (outcome.failures.length > 0 || outcome.anchor === undefined) continue;
    const verdicts = statusesAlong(outcome, statusOf);
    if (verdicts.every(({ status }) => status === 'good')) return undefined;
    problem = verdicts.some(({ status }) => status === 'revoked') ? 'signerRevoked' : 'signerUnchecked';
  }
  return problem;
}

/** The status of every certificate of a valid path, target first. */
export function statusesAlong({ path, anchor }: PathOutcome, statusOf: StatusOf): CrlVerdict[] {
  if (anchor === undefined) return path.map(() => ({ status: 'undetermined', problems: ['signerUntrusted'] }));
  return path.map((certificate, i) => statusOf({ certificate, issuer: path[i + 1] ?? anchor, anchor }));
}
