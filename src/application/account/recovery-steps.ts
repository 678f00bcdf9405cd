import type { PasswordReset } from '../../domain/account/account.events.js';
import { type Instant, milliseconds } from '../../domain/kernel/instant.js';
import type { JsonObject } from '../ports/json.js';
import type { ProofMethod } from '../proofs/proof-api.js';
import type { AccountDeps } from './account-deps.js';

/** A recovery under way, kept under the digest of its token. Nothing in it is personal or secret. */
export interface RecoveryStep {
  readonly recoveryId: string;
  /** Null: nobody has the number that was typed, or the proof has not come yet. */
  readonly accountId: string | null;
  /** Keyed tag of the number typed: what guesses are charged to. */
  readonly subject: string;
  readonly expiresAt: Instant;
  /** The phone that the code went to. */
  readonly phoneId?: string;
  /** By a proof of this method instead of a code. */
  readonly method?: ProofMethod;
  /** Set once the owner is proved. */
  readonly by?: Exclude<PasswordReset['data']['by'], 'counter'>;
}

type Deps = Pick<AccountDeps, 'challenges' | 'clock' | 'digests'>;

/** Recoveries that wait for their code, their proof or their password. */
export class RecoverySteps {
  constructor(private readonly deps: Deps) {}

  keep(token: string, step: RecoveryStep): Promise<void> {
    const at = this.deps.clock.now();
    const life = milliseconds(Math.max(1, step.expiresAt - at));
    return this.deps.challenges.put(this.key(token), step as unknown as JsonObject, life, at);
  }

  /** Read anew, since a code is sent while its owner goes on; one that is over stays over. */
  async change(token: string, parts: Partial<RecoveryStep>): Promise<void> {
    const step = await this.find(token);
    if (step !== undefined) await this.keep(token, { ...step, ...parts });
  }

  async find(token: string): Promise<RecoveryStep | undefined> {
    const kept = await this.deps.challenges.peek(this.key(token), this.deps.clock.now());
    return kept as unknown as RecoveryStep | undefined;
  }

  /** Once, whoever asks at the same time. */
  async take(token: string): Promise<boolean> {
    return (await this.deps.challenges.take(this.key(token), this.deps.clock.now())) !== undefined;
  }

  private key(token: string): string {
    return `recovery:${this.deps.digests.sha256(token)}`;
  }
}
