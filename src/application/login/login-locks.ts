import { type Subscription, timer } from 'rxjs';
import { type Instant, instant } from '../../domain/kernel/instant.js';
import type { Budget, PolicyEdition } from '../../domain/policy/edition.js';
import type { Accounts } from '../ledger/accounts.js';
import type { CommandContext } from '../ledger/command-context.js';
import type { Clock } from '../ports/clock.port.js';
import type { RateLimits } from '../ports/rate-limits.port.js';
import { AFTER_ANSWER_MS } from './attempts.js';

export type GuessedFactor = 'password' | 'otp';

interface WrongGuess {
  readonly accountId: string;
  readonly factor: GuessedFactor;
  readonly edition: PolicyEdition;
  readonly context: CommandContext;
  readonly at: Instant;
}

const wrongKey = (factor: GuessedFactor | 'all', accountId: string): string => `wrong:${factor}:${accountId}`;

/**
 * Locks the factor of an account whose budget was spent by wrong guesses, and the whole password login when the total
 * was: LoginLocked, once a window, until the window ends. Only wrong answers are counted here, whichever of the account's
 * identifiers was typed; right ones under way at the same time lock nothing. Counted and recorded a moment after the answer
 * was given, so that a known account takes no longer to refuse; what stops the guessing itself are the budgets, which are
 * never late.
 */
export class LoginLocks {
  private readonly due: WrongGuess[] = [];
  private drainage: Subscription | undefined;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly accounts: Accounts,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** A guess at the account was compared, and wrong. */
  wrongGuess(accountId: string, factor: GuessedFactor, edition: PolicyEdition, context: CommandContext): void {
    this.due.push({ accountId, factor, edition, context, at: this.clock.now() });
    this.drainage ??= timer(AFTER_ANSWER_MS).subscribe(() => void this.settled());
  }

  /** Everything noted so far is recorded. */
  settled(): Promise<void> {
    this.drainage?.unsubscribe();
    this.drainage = undefined;
    for (const guess of this.due.splice(0)) {
      const { factor, edition } = guess;
      const { passwordPerAccount, otpPerAccount, totalPerAccount } = edition.guesses;
      const own = factor === 'password' ? passwordPerAccount : otpPerAccount;
      this.working = this.working
        .then(() => this.count(guess, factor, own))
        .then(() => this.count(guess, 'all', totalPerAccount))
        .catch(this.onError);
    }
    return this.working;
  }

  /**
   * For an officer, or a reset that proved the owner: the wrong guesses are forgotten together with the lock, also those
   * that were answered and are not counted yet. Call `settled` before lifting a lock, so that none of them locks again
   * what was just lifted.
   */
  async forgive(accountId: string, factor: GuessedFactor | 'all'): Promise<void> {
    const isForgiven = (guess: WrongGuess): boolean =>
      guess.accountId === accountId && (factor === 'all' || guess.factor === factor);
    this.due.splice(0, this.due.length, ...this.due.filter((guess) => !isForgiven(guess)));
    await this.working;
    const factors = factor === 'all' ? (['password', 'otp', 'all'] as const) : [factor];
    for (const one of factors) await this.limits.reset(wrongKey(one, accountId));
  }

  private async count(
    { accountId, context, at }: WrongGuess,
    factor: GuessedFactor | 'all',
    budget: Budget,
  ): Promise<void> {
    const spending = [{ key: wrongKey(factor, accountId), budget }];
    await this.limits.spend(spending, at);
    const until = await this.spentUntil(spending, budget, at);
    if (until === undefined) return;
    await this.accounts.transact(
      accountId,
      { type: 'LockLogin', factor, until, at },
      { ...context, actor: { kind: 'system', id: 'guess-budgets' } },
    );
  }

  /** Asked for one more than there is, a budget says when its window ends, and counts nothing. */
  private async spentUntil(
    spending: Parameters<RateLimits['spend']>[0],
    { limit }: Budget,
    at: Instant,
  ): Promise<Instant | undefined> {
    const [{ key } = { key: '' }] = spending;
    if ((await this.limits.used(key, at)) < limit) return undefined;
    const over = await this.limits.spend(spending, at);
    if (over.kind === 'over') return instant(at + over.retryAfterMs);
    // An officer forgave the guesses between the two questions.
    await this.limits.giveBack([key], at);
    return undefined;
  }
}
