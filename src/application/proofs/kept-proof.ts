import { clear } from '../../domain/kernel/personal.js';
import type { Digests } from '../ports/digests.port.js';
import type { EvidenceStore } from '../ports/evidence-store.port.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import type { Answer } from '../ports/registries.port.js';
import type { EvidenceAttachment } from '../ports/signing.port.js';
import type { ChallengeStatement } from './statement.js';

/** What a proof stood on, as it is kept: what was asked for, and the answer as it came. */
export interface ProofRecord {
  readonly format: typeof proofRecordFormat;
  /** What the challenge stands for; VNeID's assertions have none. */
  readonly statement?: ChallengeStatement;
  /** The verifier's or provider's own bundle. */
  readonly answer: string;
}

export const proofRecordFormat = 'dinhdanh.proof.v1';

/** A proof that was accepted, to be kept once it is known whose it is. */
export interface ProofToKeep {
  /** What goes on the event is the digest of this very text. */
  readonly raw: string;
  readonly attachments: readonly EvidenceAttachment[];
}

export function proofToKeep(
  answer: Answer & { readonly attachments?: readonly EvidenceAttachment[] },
  statement?: ChallengeStatement,
): ProofToKeep {
  const record: ProofRecord = {
    format: proofRecordFormat,
    ...(statement !== undefined && { statement }),
    answer: answer.raw,
  };
  return { raw: JSON.stringify(record), attachments: answer.attachments ?? [] };
}

export interface KeepDeps {
  readonly digests: Digests;
  readonly evidenceStore: EvidenceStore;
  readonly personalData: PersonalData;
}

/** The digest under which evidence is kept and by which events name it. */
export const evidenceDigest = (raw: string, digests: Digests): string => digests.keyed('evidence', raw);

/** How many digests of attachments are remembered as kept: more than there are authorities with lists in force. */
const rememberedDigests = 10_000;

/** Keeps what proofs stood on. */
export class ProofKeeper {
  /** Attachments that are there for sure: a list of revocations serves thousands of proofs. */
  readonly #there = new Set<string>();

  constructor(private readonly deps: KeepDeps) {}

  /** Under the subject's key; attachments are public, and shared by all proofs that rest on them. */
  async keep(subject: string, { raw, attachments }: ProofToKeep): Promise<void> {
    const { digests, evidenceStore, personalData } = this.deps;
    const digest = evidenceDigest(raw, digests);
    const content = await personalData.seal(subject, digest, raw);
    const missing = attachments.filter((attachment) => !this.#there.has(attachment.digest));
    const kept = missing.map((attachment) => ({ digest: attachment.digest, content: clear(attachment.content()) }));
    await evidenceStore.put([...kept, { digest, content }]);
    for (const attachment of missing) this.#there.add(attachment.digest);
    for (const oldest of this.#there) {
      if (this.#there.size <= rememberedDigests) break;
      this.#there.delete(oldest);
    }
  }
}
