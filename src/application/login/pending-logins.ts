import type { OpenedAccount } from '../../domain/account/account.state.js';
import { milliseconds } from '../../domain/kernel/instant.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';

/** A login between its two factors, kept under the digest of its token. Nothing in it is personal or secret. */
export interface PendingLogin {
  readonly loginId: string;
  readonly accountId: string;
  /** The password it was begun with; one that was replaced meanwhile makes it stale. */
  readonly passwordId: string;
  readonly phoneId: string;
  /** How many phones the account had given up; one more makes it stale, whichever phone it waits for. */
  readonly phonesGone: number;
  /** Keyed tag of the identifier typed: what the guesses are charged to. */
  readonly subject: string;
  readonly expiresAt: number;
}

/** Grows with every phone that is removed or replaced. */
export const phonesGone = ({ removedPhones }: OpenedAccount): number => removedPhones.length;

/** Logins that wait for their code. */
export class PendingLogins {
  constructor(
    private readonly challenges: Challenges,
    private readonly digests: Digests,
    private readonly clock: Clock,
  ) {}

  keep(loginToken: string, pending: PendingLogin): Promise<void> {
    const at = this.clock.now();
    const life = milliseconds(Math.max(1, pending.expiresAt - at));
    return this.challenges.put(this.key(loginToken), { ...pending }, life, at);
  }

  async find(loginToken: string): Promise<PendingLogin | undefined> {
    return (await this.challenges.peek(this.key(loginToken), this.clock.now())) as unknown as PendingLogin | undefined;
  }

  /** Once, whoever asks at the same time. */
  async take(loginToken: string): Promise<boolean> {
    return (await this.challenges.take(this.key(loginToken), this.clock.now())) !== undefined;
  }

  private key(loginToken: string): string {
    return `login:${this.digests.sha256(loginToken)}`;
  }
}
