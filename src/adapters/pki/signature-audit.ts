import { hash } from 'node:crypto';
import type { SignatureAudit, SignatureRepeated } from '../../application/ports/signature-audit.port.js';
import { instant } from '../../domain/kernel/instant.js';
import type { TrustAnchors } from './anchors/trust-anchors.js';
import { DerError } from './der/der-error.js';
import type { RevocationAnswer } from './revocation/answers.js';
import { type EvidenceBundle, readBundle, type RecordedAnswer } from './worker/evidence-bundle.js';
import type { VerificationStep } from './worker/job.js';
import { Verification } from './worker/verification.js';

type Attachment = (digest: string) => Promise<string | undefined>;

/**
 * Verifies recorded evidence again with the verifier's own code: the recorded answers, policy and time, and the anchors
 * of whoever audits, since evidence cannot vouch for its own anchors. Nothing is asked for.
 */
export class PkiSignatureAudit implements SignatureAudit {
  constructor(private readonly anchors: TrustAnchors) {}

  async repeat(text: string, attachment: Attachment): Promise<SignatureRepeated> {
    const bundle = readBundle(text);
    const chain = bundle?.chain.map((der) => Uint8Array.from(Buffer.from(der, 'base64')));
    const verification = bundle && chain && this.verification(bundle, chain);
    if (bundle === undefined || chain === undefined || verification === undefined) return { kind: 'unreadable' };
    const { request } = bundle;
    const { answers, missing } = await answersOf(bundle, attachment);
    return {
      kind: 'repeated',
      at: instant(request.at),
      challenge: request.challenge,
      origin: request.origin,
      chain: chain.map((der) => hash('sha256', der, 'hex')),
      recorded: bundle.failures,
      found: decide(verification, bundle, answers),
      unanswered: bundle.answers.filter(({ kind }) => kind === 'silent').map(({ key }) => key),
      missing,
    };
  }

  /** The recorded chain helps to find the path again, as what a signer sends along does; it is trusted for nothing. */
  private verification({ policy }: EvidenceBundle, chain: readonly Uint8Array[]): Verification | undefined {
    const { public: open, government } = this.anchors;
    try {
      return new Verification({
        anchors: { public: open.map(({ der }) => der), government: government.map(({ der }) => der) },
        intermediates: chain.slice(1),
        revocation: { public: policy, government: policy },
      });
    } catch (error) {
      if (error instanceof DerError) return undefined;
      throw error;
    }
  }
}

/** Whoever did not answer then, or was not asked, is silent now. */
function decide(
  verification: Verification,
  { request }: EvidenceBundle,
  answers: Record<string, RevocationAnswer>,
): readonly string[] {
  let step: VerificationStep = verification.step({ request, answers });
  while (step.kind === 'needs') {
    for (const { key } of step.wanted) answers[key] = { kind: 'silent', why: 'unreachable' };
    step = verification.step({ request, answers });
  }
  return step.decision.failures;
}

async function answersOf(
  { answers: recorded }: EvidenceBundle,
  attachment: Attachment,
): Promise<{ readonly answers: Record<string, RevocationAnswer>; readonly missing: readonly string[] }> {
  const answers: Record<string, RevocationAnswer> = {};
  const missing: string[] = [];
  for (const one of recorded) {
    const answer = one.kind === 'silent' ? one : await bytesOf(one, attachment);
    if (answer === undefined) missing.push(one.kind === 'answered' ? one.digest : one.key);
    else answers[one.key] = answer;
  }
  return { answers, missing };
}

async function bytesOf(
  { digest, fetchedAt, bytes, nonce }: Extract<RecordedAnswer, { kind: 'answered' }>,
  attachment: Attachment,
): Promise<RevocationAnswer | undefined> {
  const text = bytes ?? (await attachment(digest));
  if (text === undefined) return undefined;
  const read = Uint8Array.from(Buffer.from(text, 'base64'));
  if (hash('sha256', read, 'hex') !== digest) return undefined;
  return {
    kind: 'answered',
    bytes: read,
    digest,
    fetchedAt,
    ...(nonce !== undefined && { nonce: Uint8Array.from(Buffer.from(nonce, 'base64')) }),
  };
}
