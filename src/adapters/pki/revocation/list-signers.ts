import type { CrlQuestion } from '../path/crl/crl-context.js';
import { signsCrls } from '../path/crl/crl-signer.js';
import { findPaths } from '../path/find-path.js';
import type { LinkVerifier } from '../path/link-verifier.js';
import type { Certificate } from '../x509/certificate.js';
import type { Crl } from '../x509/crl.js';
import { listAddresses } from './sources.js';

interface SignersContext {
  readonly at: number;
  readonly links: LinkVerifier;
  readonly candidates: readonly Certificate[];
  readonly anchors: readonly Certificate[];
}

/** Lists of more signers, and of longer paths to them, are not fetched for one certificate. */
const mostPoints = 8;

/**
 * The signers of lists that are not the certificate's issuer, with the authorities above them: those whose signature holds and
 * who have a valid path to the same anchor.
 */
export function listSigners(
  crls: readonly Crl[],
  question: CrlQuestion,
  context: SignersContext,
): readonly Certificate[] {
  const found = new Map<string, Certificate>();
  for (const crl of crls) for (const one of signerPath(crl, question, context)) found.set(one.fingerprint, one);
  return [...found.values()];
}

/** Where the lists are that say whether those were revoked. For anybody else, nobody is asked. */
export const signerPoints = (signers: readonly Certificate[]): readonly (readonly string[])[] =>
  signers.flatMap(({ extensions }) => listAddresses(extensions.crlDistributionPoints)).slice(0, mostPoints);

/** The signer and the authorities above it, below the anchor; empty where the list needs none, or has none. */
function signerPath(crl: Crl, question: CrlQuestion, context: SignersContext): readonly Certificate[] {
  const { issuer, anchor } = question;
  const { links, candidates, anchors, at } = context;
  const signs = (one: Certificate): boolean =>
    one.subject.key === crl.issuer.key && signsCrls(one) && links.verify(crl, one) === 'valid';
  if (signs(issuer) || signs(anchor)) return [];
  for (const signer of [...anchors, ...candidates].filter(signs))
    for (const outcome of findPaths({ target: signer, candidates, anchors: [anchor], at }, links))
      if (outcome.failures.length === 0 && outcome.anchor !== undefined) return outcome.path;
  return [];
}
