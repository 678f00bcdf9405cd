import type { Duration } from '../../domain/kernel/instant.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { JsonObject } from '../ports/json.js';
import type { DueProof, ProofRequest } from './proof-api.js';
import type { ChallengeStatement } from './statement.js';

/** What a signature or an assertion is waited for with; good once, and never a secret. */
export interface PendingProof {
  readonly due: DueProof;
  /** The text to be signed, or the nonce of the assertion. */
  readonly challenge: string;
  /** What the text to be signed stands for; an assertion has none. */
  readonly statement?: ChallengeStatement;
  /** Once a SIM or an app was asked. */
  readonly transactionId?: string;
  /** Ties the redirect that comes back to the one that went out. */
  readonly state?: string;
  readonly redirectUri?: string;
}

type Process = Pick<ProofRequest, 'purpose' | 'processId'>;

const keyOf = ({ purpose, processId }: Process): string => `proof:${purpose}:${processId}`;

/** Proofs that are waited for, by process. */
export class PendingProofs {
  constructor(
    private readonly challenges: Challenges,
    private readonly clock: Clock,
  ) {}

  async find(process: Process): Promise<PendingProof | undefined> {
    const kept = await this.challenges.peek(keyOf(process), this.clock.now());
    return kept as unknown as PendingProof | undefined;
  }

  keep(process: Process, proof: PendingProof, life: Duration): Promise<void> {
    return this.challenges.put(keyOf(process), proof as unknown as JsonObject, life, this.clock.now());
  }

  async end(process: Process): Promise<void> {
    await this.challenges.take(keyOf(process), this.clock.now());
  }
}
