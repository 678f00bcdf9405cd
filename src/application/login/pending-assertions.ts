import type { MethodGrant } from '../../domain/account/method-grant.js';
import type { Evidence } from '../../domain/assurance/evidence.js';
import type { EidLevel, Ial } from '../../domain/assurance/levels.js';
import { milliseconds } from '../../domain/kernel/instant.js';
import type { SubjectKind } from '../../domain/policy/methods.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { JsonObject } from '../ports/json.js';
import type { ProofMethod } from '../proofs/proof-api.js';

/** A login that waits for its proof, kept under the digest of its token. Nothing in it is personal or secret. */
export interface AwaitedProof {
  readonly stage: 'proof';
  readonly loginId: string;
  readonly method: ProofMethod;
  readonly subject: SubjectKind;
  readonly expiresAt: number;
}

/** VNeID proved the person; the owner of the account has to agree that it is added. */
export interface AwaitedConsent {
  readonly stage: 'consent';
  readonly loginId: string;
  readonly accountId: string;
  readonly eidLevel: EidLevel;
  readonly grant: MethodGrant & { readonly level: Ial };
  readonly evidence: Evidence;
  /** Keyed tag of the identifier that VNeID named: what guesses at the code are charged to. */
  readonly guessed: string;
  readonly expiresAt: number;
}

export type AwaitedAssertion = AwaitedProof | AwaitedConsent;

/** Logins by certificate or VNeID that are under way. */
export class PendingAssertions {
  constructor(
    private readonly challenges: Challenges,
    private readonly digests: Digests,
    private readonly clock: Clock,
  ) {}

  keep(loginToken: string, pending: AwaitedAssertion): Promise<void> {
    const at = this.clock.now();
    const life = milliseconds(Math.max(1, pending.expiresAt - at));
    return this.challenges.put(this.key(loginToken), pending as unknown as JsonObject, life, at);
  }

  async find<Stage extends AwaitedAssertion['stage']>(
    loginToken: string,
    stage: Stage,
  ): Promise<Extract<AwaitedAssertion, { stage: Stage }> | undefined> {
    const kept = await this.challenges.peek(this.key(loginToken), this.clock.now());
    const pending = kept as unknown as AwaitedAssertion | undefined;
    return pending?.stage === stage ? (pending as Extract<AwaitedAssertion, { stage: Stage }>) : undefined;
  }

  /** Once, whoever asks at the same time. */
  async take(loginToken: string): Promise<boolean> {
    return (await this.challenges.take(this.key(loginToken), this.clock.now())) !== undefined;
  }

  private key(loginToken: string): string {
    return `assertion-login:${this.digests.sha256(loginToken)}`;
  }
}
