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
 * Where those lists are that say whether the signers of other lists were revoked: of signers that are not the certificate's
 * issuer, whose signature holds and who have a valid path to the same anchor. For anybody else, nobody is asked.
 */
export function signerPoints(
  crls: readonly Crl[],
  question: CrlQuestion,
  context: SignersContext,
): readonly (readonly string[])[] {
  const certificates = new Map<string, Certificate>();
  for (const crl of crls)
    for (const certificate of signerPath(crl, question, context))
      certificates.set(certificate.fingerprint, certificate);
  return [...certificates.values()]
    .flatMap(({ extensions }) => listAddresses(extensions.crlDistributionPoints))
    .slice(0, mostPoints);
}

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
