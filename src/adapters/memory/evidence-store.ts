import type { EvidenceStore, KeptEvidence } from '../../application/ports/evidence-store.port.js';
import { frozenCopy } from './frozen-json.js';

/** Evidence of one process; gone with it. */
export class MemoryEvidenceStore implements EvidenceStore {
  readonly #kept = new Map<string, KeptEvidence>();

  async put(evidence: readonly KeptEvidence[]): Promise<void> {
    for (const one of evidence) if (!this.#kept.has(one.digest)) this.#kept.set(one.digest, frozenCopy(one));
  }

  async find(digest: string): Promise<KeptEvidence | undefined> {
    return this.#kept.get(digest);
  }
}

/** Evidence in this process's memory. */
export const createMemoryEvidenceStore = (): EvidenceStore => new MemoryEvidenceStore();
