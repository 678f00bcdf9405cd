import type { Instant } from '../../domain/kernel/instant.js';
import { plus } from '../../domain/kernel/instant.js';
import type { OtpNumbers } from '../../domain/policy/edition.js';
import { maskPhone } from '../../domain/values/mask.js';
import type { Phone } from '../../domain/values/phone.js';
import type { Remedy } from '../errors/catalogue-entry.js';
import { otpText, type OtpPurpose } from '../messaging/templates.js';
import { accept, notAvailable, type Outcome, refuse, type Refused } from '../outcome/outcome.js';
import type { BlindIndex } from '../ports/blind-index.port.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { SmsSender } from '../ports/messaging.port.js';
import type { RateLimits, Spending } from '../ports/rate-limits.port.js';
import { isUnavailable } from '../ports/unavailable.js';

/** A code that was made and not sent yet. It is for `deliver` alone. */
export interface OtpIssued {
  readonly code: string;
  readonly expiresAt: Instant;
}

export interface OtpSent {
  /** `095****001` */
  readonly sentTo: string;
  readonly expiresAt: Instant;
  readonly resendAt: Instant;
}

export interface OtpRequest {
  readonly purpose: OtpPurpose;
  /** The process the code belongs to: a registration, a login, a change. */
  readonly processId: string;
  readonly phone: Phone;
  readonly numbers: OtpNumbers;
}

/** `compared`: the code was looked at, so it counts as a guess. */
export type OtpChecked =
  { readonly kind: 'correct' } | { readonly kind: 'refused'; readonly compared: boolean; readonly refused: Refused };

/** One-time codes by SMS: bound to purpose, process and phone; counted before they are compared; budgets per phone. */
export class OtpService {
  constructor(
    private readonly challenges: Challenges,
    private readonly limits: RateLimits,
    private readonly sms: SmsSender,
    private readonly digests: Digests,
    private readonly blindIndex: BlindIndex,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** A new code replaces the old one; the tries used under the same process and phone stay used. */
  async send(request: OtpRequest): Promise<Outcome<OtpSent>> {
    const { purpose, phone, numbers } = request;
    const at = this.clock.now();
    const budgets = this.sendBudgets(request);
    const spent = await this.limits.spend(budgets, at);
    if (spent.kind === 'over') return notAvailable('otp.tooManySends', spent.retryAfterMs);
    const { code, expiresAt, triesLeft } = await this.issueAt(request, at);
    if (triesLeft === 0) return exhausted(request);
    try {
      const result = await this.sms.send({
        messageId: this.ids.id(),
        to: phone,
        text: otpText(purpose, code, numbers.life),
      });
      if (result.kind === 'refused') return refuse('otp.phoneUnreachable', { reason: result.reason }, [again(purpose)]);
    } catch (error) {
      if (isUnavailable(error)) {
        await this.limits.giveBack(
          budgets.map((budget) => budget.key),
          at,
        );
      }
      throw error;
    }
    return accept({ sentTo: maskPhone(phone), expiresAt, resendAt: plus(at, numbers.resendAfter) });
  }

  /** A code bound to a process whose phone is not known, or may not exist: who asked must not learn which. */
  async issue(request: OtpRequest): Promise<OtpIssued> {
    const { code, expiresAt } = await this.issueAt(request, this.clock.now());
    return { code, expiresAt };
  }

  /** Sends what `issue` made, to the phone found meanwhile and within its budget. False: the budget is spent. */
  async deliver({ purpose, phone, numbers }: OtpRequest, { code }: OtpIssued): Promise<boolean> {
    const spent = await this.limits.spend([this.phoneBudget({ purpose, phone, numbers })], this.clock.now());
    if (spent.kind === 'over') return false;
    await this.sms.send({ messageId: this.ids.id(), to: phone, text: otpText(purpose, code, numbers.life) });
    return true;
  }

  async check(request: OtpRequest, code: string): Promise<OtpChecked> {
    const binding = this.binding(request);
    const digits = code.replace(/\s/g, '');
    const answer = await this.challenges.attempt(binding, this.digest(binding, digits), this.clock.now());
    switch (answer.kind) {
      case 'correct':
        return answer;
      case 'wrong': {
        const { triesLeft } = answer;
        const refused = triesLeft > 0 ? refuse('otp.wrong', { triesLeft }, ['retry']) : exhausted(request);
        return { kind: 'refused', compared: true, refused };
      }
      case 'expired':
      case 'unknown':
        return { kind: 'refused', compared: false, refused: refuse('otp.expired', {}, ['retry']) };
      case 'exhausted':
        return { kind: 'refused', compared: false, refused: exhausted(request) };
    }
  }

  private async issueAt(request: OtpRequest, at: Instant): Promise<OtpIssued & { readonly triesLeft: number }> {
    const { purpose, numbers } = request;
    const binding = this.binding(request);
    const code = this.ids.digits(numbers.digits);
    const issued = await this.challenges.issue(
      {
        binding,
        digest: this.digest(binding, code),
        life: numbers.life,
        tries: numbers.tries,
        memory: numbers.sendsPerPhone[countedAs(purpose)].window,
      },
      at,
    );
    return { code, ...issued };
  }

  private binding({ purpose, processId, phone }: OtpRequest): string {
    return `otp:${purpose}:${processId}:${this.blindIndex.tag('phone', phone)}`;
  }

  private digest(binding: string, code: string): string {
    return this.digests.keyed('otp', `${binding}:${code}`);
  }

  private sendBudgets(request: OtpRequest): readonly Spending[] {
    const { numbers } = request;
    return [
      { key: `otp-resend:${this.binding(request)}`, budget: { limit: 1, window: numbers.resendAfter } },
      this.phoneBudget(request),
    ];
  }

  private phoneBudget({ purpose, phone, numbers }: Omit<OtpRequest, 'processId'>): Spending {
    const counted = countedAs(purpose);
    const key = `otp-send:${counted}:${this.blindIndex.tag('phone', phone)}`;
    return { key, budget: numbers.sendsPerPhone[counted] };
  }
}

/** Registering, replacing and adding go to a phone that no account trusts yet. */
const toUntrusted: ReadonlySet<OtpPurpose> = new Set<OtpPurpose>(['register', 'changePhone', 'addPhone']);

const countedAs = (purpose: OtpPurpose): keyof OtpNumbers['sendsPerPhone'] =>
  toUntrusted.has(purpose) ? 'registration' : 'login';

/** Resending buys no further guesses: only a new registration, or a new login with its password, does. */
const exhausted = ({ purpose }: OtpRequest): Refused => refuse('otp.exhausted', {}, [again(purpose)]);

const again = (purpose: OtpPurpose): Remedy =>
  purpose === 'login' || purpose === 'changePhone' ? 'logInAgain' : 'startAgain';
