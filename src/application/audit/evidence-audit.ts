import { accept, type Outcome, refuse } from '../outcome/outcome.js';
import type { Digests } from '../ports/digests.port.js';
import type { EvidenceStore } from '../ports/evidence-store.port.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import type { SignatureAudit, SignatureRepeated } from '../ports/signature-audit.port.js';
import { evidenceDigest, proofRecordFormat, type ProofRecord } from '../proofs/kept-proof.js';
import { challengeOf, type ChallengeStatement } from '../proofs/statement.js';

export interface EvidenceAuditDeps {
  readonly digests: Digests;
  readonly evidenceStore: EvidenceStore;
  readonly personalData: PersonalData;
  readonly signatureAudit: SignatureAudit;
}

/** What an audit of one piece of evidence found. */
export interface EvidenceAudited {
  readonly digest: string;
  /** Account or registration under whose key it lies. */
  readonly subject: string;
  /** What was signed for what, where and when; absent for assertions of VNeID. */
  readonly statement: ChallengeStatement | undefined;
  /** Whether the statement gives the challenge that was signed; `undefined` where there is none. */
  readonly statementHolds: boolean | undefined;
  readonly verification: SignatureRepeated;
  /** The decision is the recorded one, it stands on what is there, and the statement holds. */
  readonly confirmed: boolean;
}

/** Repeats the decisions that evidence was kept for, from the evidence alone. */
export class EvidenceAudit {
  constructor(private readonly deps: EvidenceAuditDeps) {}

  async examine(digest: string): Promise<Outcome<EvidenceAudited>> {
    const { digests, evidenceStore, personalData, signatureAudit } = this.deps;
    const kept = await evidenceStore.find(digest);
    if (kept?.content.kind !== 'sealed') return refuse('evidence.unknown');
    const { subject } = kept.content;
    const opened = await personalData.open(kept.content);
    if (opened.kind === 'erased') return refuse('evidence.erased');
    const record = readRecord(opened.value);
    if (record === undefined || evidenceDigest(opened.value, digests) !== digest) return refuse('evidence.changed');
    const { statement } = record;
    const verification = await signatureAudit.repeat(record.answer, (attachment) => this.attachment(attachment));
    const statementHolds =
      statement === undefined || verification.kind !== 'repeated'
        ? undefined
        : challengeOf(statement, digests) === verification.challenge && statement.origin === verification.origin;
    return accept({
      digest,
      subject,
      statement,
      statementHolds,
      verification,
      confirmed: isSame(verification) && statementHolds === true,
    });
  }

  private async attachment(digest: string): Promise<string | undefined> {
    const kept = await this.deps.evidenceStore.find(digest);
    return kept?.content.kind === 'clear' ? kept.content.value : undefined;
  }
}

const isSame = (verification: SignatureRepeated): boolean =>
  verification.kind === 'repeated' &&
  verification.missing.length === 0 &&
  verification.recorded.join() === verification.found.join();

function readRecord(raw: string): ProofRecord | undefined {
  try {
    const value = JSON.parse(raw) as Partial<ProofRecord> | null;
    return value?.format === proofRecordFormat && typeof value.answer === 'string' ? (value as ProofRecord) : undefined;
  } catch {
    return undefined;
  }
}
