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

export interface OtpSent {
  /** `095****001` */
  readonly sentTo: string;
  readonly expiresAt: Instant;
  readonly resendAt: Instant;
}

export interface OtpRequest {
  readonly purpose: OtpPurpose;
  /** The process the code belongs to: a registration or a login. */
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
    const binding = this.binding(request);
    const budgets = this.sendBudgets(request);
    const spent = await this.limits.spend(budgets, at);
    if (spent.kind === 'over') return notAvailable('otp.tooManySends', spent.retryAfterMs);
    const code = this.ids.digits(numbers.digits);
    const { expiresAt, triesLeft } = await this.challenges.issue(
      {
        binding,
        digest: this.digest(binding, code),
        life: numbers.life,
        tries: numbers.tries,
        memory: numbers.sendsPerPhone[countedAs(purpose)].window,
      },
      at,
    );
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

  private binding({ purpose, processId, phone }: OtpRequest): string {
    return `otp:${purpose}:${processId}:${this.blindIndex.tag('phone', phone)}`;
  }

  private digest(binding: string, code: string): string {
    return this.digests.keyed('otp', `${binding}:${code}`);
  }

  private sendBudgets(request: OtpRequest): readonly Spending[] {
    const { purpose, phone, numbers } = request;
    const counted = countedAs(purpose);
    return [
      { key: `otp-resend:${this.binding(request)}`, budget: { limit: 1, window: numbers.resendAfter } },
      {
        key: `otp-send:${counted}:${this.blindIndex.tag('phone', phone)}`,
        budget: numbers.sendsPerPhone[counted],
      },
    ];
  }
}

const countedAs = (purpose: OtpPurpose): keyof OtpNumbers['sendsPerPhone'] =>
  purpose === 'register' ? 'registration' : 'login';

/** Resending buys no further guesses: only a new registration, or a new login with its password, does. */
const exhausted = ({ purpose }: OtpRequest): Refused => refuse('otp.exhausted', {}, [again(purpose)]);

const again = (purpose: OtpPurpose): Remedy => (purpose === 'register' ? 'startAgain' : 'logInAgain');
