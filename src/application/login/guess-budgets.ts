import type { Instant } from '../../domain/kernel/instant.js';
import type { GuessBudgets as Numbers } from '../../domain/policy/edition.js';
import type { PersonId } from '../../domain/values/person-id.js';
import type { BlindIndex } from '../ports/blind-index.port.js';
import type { RateLimits, Spending, Spent } from '../ports/rate-limits.port.js';

/** What a guess was charged to; handed back when the guess was right. */
export interface Charge {
  readonly keys: readonly string[];
  readonly at: Instant;
}

export type Charged = { readonly kind: 'charged'; readonly charge: Charge } | Extract<Spent, { kind: 'over' }>;

/** Who guesses at what. `subject` is the keyed tag of the identifier typed (`GuessBudgets.subject`), never the identifier. */
export interface Guesser {
  readonly subject: string;
  readonly network: string;
}

/**
 * Guesses are counted before anything is compared, per factor, per network, per phone, and in total. The account's
 * budgets are keyed by the identifier typed, so that an unknown one behaves as a known one does.
 */
export class GuessBudgets {
  constructor(
    private readonly limits: RateLimits,
    private readonly blindIndex: BlindIndex,
  ) {}

  subject(personId: PersonId): string {
    return this.blindIndex.tag('guess', `${personId.kind}:${personId.value}`);
  }

  password(numbers: Numbers, who: Guesser, at: Instant): Promise<Charged> {
    const { subject } = who;
    return this.charge(
      [
        { key: `guess:network:${this.blindIndex.tag('network', who.network)}`, budget: numbers.perNetwork },
        { key: `guess:password:${subject}`, budget: numbers.passwordPerAccount },
        { key: `guess:total:${subject}`, budget: numbers.totalPerAccount },
      ],
      at,
    );
  }

  otp(numbers: Numbers, who: Guesser & { readonly phone: string }, at: Instant): Promise<Charged> {
    const { subject } = who;
    return this.charge(
      [
        { key: `guess:network:${this.blindIndex.tag('network', who.network)}`, budget: numbers.perNetwork },
        { key: `guess:otp:${subject}`, budget: numbers.otpPerAccount },
        { key: `guess:phone:${this.blindIndex.tag('phone', who.phone)}`, budget: numbers.otpPerPhone },
        { key: `guess:total:${subject}`, budget: numbers.totalPerAccount },
      ],
      at,
    );
  }

  /** A right answer, or one that was never looked at, costs nothing. */
  giveBack({ keys, at }: Charge): Promise<void> {
    return this.limits.giveBack(keys, at);
  }

  private async charge(spendings: readonly Spending[], at: Instant): Promise<Charged> {
    const spent = await this.limits.spend(spendings, at);
    if (spent.kind === 'over') return spent;
    return { kind: 'charged', charge: { keys: spendings.map((one) => one.key), at } };
  }
}
