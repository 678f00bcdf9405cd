import type { Instant } from '../../domain/kernel/instant.js';
import type { GuessBudgets as Numbers } from '../../domain/policy/edition.js';
import type { Identifier } from '../../domain/values/identifier.js';
import type { Phone } from '../../domain/values/phone.js';
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

/** Everything that is counted per identifier typed. */
const perSubject = ['password', 'otp', 'total', 'postal', 'postal-total', 'recovery', 'recovery-total'] as const;

/**
 * Guesses are counted before anything is compared: per factor, per network, per phone, and in total. What a caller is
 * told of hangs on the identifier typed, so that an unknown one behaves as a known one does; the total of an account,
 * over all its identifiers, is counted beside it.
 */
export class GuessBudgets {
  constructor(
    private readonly limits: RateLimits,
    private readonly blindIndex: BlindIndex,
  ) {}

  subject({ kind, value }: Identifier): string {
    return this.blindIndex.tag('guess', `${kind}:${value}`);
  }

  password(numbers: Numbers, who: Guesser, at: Instant): Promise<Charged> {
    return this.charge(
      [
        this.onNetwork(numbers, who),
        { key: `guess:password:${who.subject}`, budget: numbers.passwordPerAccount },
        { key: `guess:total:${who.subject}`, budget: numbers.totalPerAccount },
      ],
      at,
    );
  }

  /** The total of one account, whichever of its identifiers was typed. An unknown identifier has a total of its own. */
  account(numbers: Numbers, accountId: string | undefined, { subject }: Guesser, at: Instant): Promise<Charged> {
    return this.charge([this.onAccount(numbers, accountId ?? subject)], at);
  }

  /** A code of a login: the account is known, since its password was right. */
  loginCode(
    numbers: Numbers,
    who: Guesser & { readonly accountId: string; readonly phone: Phone },
    at: Instant,
  ): Promise<Charged> {
    return this.charge(
      [
        this.onNetwork(numbers, who),
        { key: `guess:otp:${who.subject}`, budget: numbers.otpPerAccount },
        { key: `guess:phone:${this.blindIndex.tag('phone', who.phone)}`, budget: numbers.otpPerPhone },
        { key: `guess:total:${who.subject}`, budget: numbers.totalPerAccount },
        this.onAccount(numbers, who.accountId),
      ],
      at,
    );
  }

  /**
   * A code of a login through Vietnam Post, which anybody may ask for who knows a number: counted apart, so that nobody
   * spends by it what an owner's login by password has.
   */
  postalCode(numbers: Numbers, who: Guesser, at: Instant): Promise<Charged> {
    return this.charge(
      [
        this.onNetwork(numbers, who),
        { key: `guess:postal:${who.subject}`, budget: numbers.otpPerAccount },
        { key: `guess:postal-total:${who.subject}`, budget: numbers.totalPerAccount },
      ],
      at,
    );
  }

  /** A code of a recovery, which anybody may ask for who knows a number: counted apart, as the codes of Vietnam Post are. */
  recoveryCode(numbers: Numbers, who: Guesser, at: Instant): Promise<Charged> {
    return this.charge(
      [
        this.onNetwork(numbers, who),
        { key: `guess:recovery:${who.subject}`, budget: numbers.otpPerAccount },
        { key: `guess:recovery-total:${who.subject}`, budget: numbers.totalPerAccount },
      ],
      at,
    );
  }

  /** A code of a registration: counted apart, so that a stranger who registers cannot lock an owner's login by it. */
  registrationCode(
    numbers: Numbers,
    { network, phone }: { readonly network: string; readonly phone: Phone },
    at: Instant,
  ): Promise<Charged> {
    return this.charge(
      [
        this.onNetwork(numbers, { network }),
        { key: `guess:registration-phone:${this.blindIndex.tag('phone', phone)}`, budget: numbers.otpPerPhone },
      ],
      at,
    );
  }

  /** A right answer, or one that was never looked at, costs nothing. */
  giveBack({ keys, at }: Charge): Promise<void> {
    return this.limits.giveBack(keys, at);
  }

  /** For an officer who unlocks: what was guessed at an account, under any of its identifiers, is forgotten. */
  async forgive(accountId: string, identifiers: readonly Pick<Identifier, 'kind' | 'value'>[]): Promise<void> {
    const subjects = identifiers.map((identifier) => this.subject(identifier as Identifier));
    const keys = subjects.flatMap((one) => perSubject.map((factor) => `guess:${factor}:${one}`));
    for (const key of [...keys, this.accountKey(accountId)]) await this.limits.reset(key);
  }

  private onNetwork(numbers: Numbers, { network }: Pick<Guesser, 'network'>): Spending {
    return { key: `guess:network:${this.blindIndex.tag('network', network)}`, budget: numbers.perNetwork };
  }

  private onAccount(numbers: Numbers, id: string): Spending {
    return { key: this.accountKey(id), budget: numbers.totalPerAccount };
  }

  private accountKey(id: string): string {
    return `guess:account:${this.blindIndex.tag('guess', id)}`;
  }

  private async charge(spendings: readonly Spending[], at: Instant): Promise<Charged> {
    const spent = await this.limits.spend(spendings, at);
    if (spent.kind === 'over') return spent;
    return { kind: 'charged', charge: { keys: spendings.map((one) => one.key), at } };
  }
}
