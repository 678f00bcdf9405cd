import { opinionOnProof } from '../../../../src/adapters/pki/pkijs/proof-opinion.js';
import type { ProofContext, ReadProof } from '../../../../src/adapters/pki/proof/proof.js';
import { readProof } from '../../../../src/adapters/pki/proof/read-proof.js';

export interface Disagreements {
  /** How many are refused only by us, by the first failure. */
  readonly ours: Readonly<Record<string, number>>;
  /** How many are refused only by pkijs. */
  readonly theirs: number;
}

/** Reads proofs as `readProof` does, and remembers them for pkijs to be asked about all of them. */
export class BothReaders {
  private readonly seen = new Map<string, ReadProof>();

  constructor(readonly context: ProofContext) {}

  read(text: string): ReadProof {
    const proof = readProof(text, this.context);
    this.seen.set(text, proof);
    return proof;
  }

  get count(): number {
    return this.seen.size;
  }

  async disagreements(): Promise<Disagreements> {
    const ours: Record<string, number> = {};
    let theirs = 0;
    for (const [text, { failures }] of this.seen) {
      const [failure] = failures;
      const { accepted } = await opinionOnProof(text.trim(), this.context);
      if (accepted && failure !== undefined) ours[failure] = (ours[failure] ?? 0) + 1;
      if (!accepted && failure === undefined) theirs += 1;
    }
    return { ours, theirs };
  }
}
