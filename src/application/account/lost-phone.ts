import type { OtpPhone } from '../../domain/account/account.events.js';
import type { OpenedAccount } from '../../domain/account/account.state.js';
import { clear, type SealedData } from '../../domain/kernel/personal.js';
import { milliseconds, plus } from '../../domain/kernel/instant.js';
import { maskPhone } from '../../domain/values/mask.js';
import { parsePhone, type Phone } from '../../domain/values/phone.js';
import { type Caller, contextOf, originOf } from '../caller.js';
import { type ContinuedLogin, ContinuedLogins } from '../login/continued-logins.js';
import { PendingLogins } from '../login/pending-logins.js';
import type { OtpRequest } from '../otp/otp-service.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { JsonObject } from '../ports/json.js';
import type { AccountDeps } from './account-deps.js';
import type { LostPhoneResult, LostPhoneView } from './lost-phone-api.js';
import { OwnerData } from './owner-data.js';
import type { PhoneChanges } from './phone-changes.js';
import { SubscriberMatch } from './subscriber-match.js';

/** What a lost phone is replaced by, until the code from it comes back. The number lies sealed. */
interface Step {
  readonly changeId: string;
  readonly newPhoneId: string;
  readonly personal: SealedData<OtpPhone>;
  /** The code came back; the carriers have not answered yet. */
  readonly isConfirmed: boolean;
}

interface Continued extends ContinuedLogin {
  readonly step: Step;
  readonly phone: Phone;
}

/**
 * "Mất số điện thoại nhận OTP": after the right password, a code to the new phone, and the carriers' word that the new
 * phone's subscription is the account owner's, the new phone takes the place of the default one (F§1.8 L-LOST).
 */
export class LostPhone {
  private readonly logins: ContinuedLogins;
  private readonly pendingLogins: PendingLogins;
  private readonly owner: OwnerData;
  private readonly subscribers: SubscriberMatch;

  constructor(
    private readonly deps: AccountDeps,
    private readonly changes: PhoneChanges,
  ) {
    this.logins = new ContinuedLogins(deps);
    this.pendingLogins = new PendingLogins(deps.challenges, deps.digests, deps.clock);
    this.owner = new OwnerData(deps.personalData);
    this.subscribers = new SubscriberMatch(deps);
  }

  /** Sends a code to the new phone. The login token shows that the password was right. */
  start(loginToken: string, newPhone: string, _caller: Caller): Promise<Outcome<LostPhoneView>> {
    return guarded(async () => {
      const login = await this.logins.find(loginToken);
      if (login.kind !== 'accepted') return login;
      const phone = parsePhone(newPhone);
      if (!phone.ok) return refuseWith(phone.refusal);
      const { state, pending } = login.value;
      if (state.phoneChange !== null) return refuse('phone.changePending', {}, ['waitAndRetry', 'counter']);
      const held = await this.owner.phones(state);
      if (held.some((one) => one.phone === phone.value.value)) return refuse('phone.alreadyAdded', {}, ['logInAgain']);
      const changeId = this.deps.ids.id();
      const newPhoneId = this.deps.ids.id();
      const box = await this.deps.personalData.seal(pending.accountId, changeId, { phone: phone.value.value });
      const step: Step = { changeId, newPhoneId, personal: box, isConfirmed: false };
      const sent = await this.deps.otp.send(otpRequest(login.value, phone.value.value));
      if (sent.kind === 'accepted') await this.keep(login.value, step);
      return sent;
    });
  }

  /** Another code to the new phone; the one before it is void. */
  resend(loginToken: string, _caller: Caller): Promise<Outcome<LostPhoneView>> {
    return guarded(async () => {
      const continued = await this.continue(loginToken);
      return continued.kind === 'accepted'
        ? this.deps.otp.send(otpRequest(continued.value, continued.value.phone))
        : continued;
    });
  }

  /**
   * The code, then the carriers. Where they do not answer, the same call is made again: the code stays confirmed. A number
   * in another name, or in one that the carriers do not know, is refused, and the code is spent.
   */
  confirm(loginToken: string, code: string, caller: Caller): Promise<Outcome<LostPhoneResult>> {
    return guarded(async () => {
      const continued = await this.continue(loginToken);
      if (continued.kind !== 'accepted') return continued;
      const { step } = continued.value;
      if (!step.isConfirmed) {
        const checked = await this.check(continued.value, code, caller);
        if (checked !== undefined) return checked;
        await this.keep(continued.value, { ...step, isConfirmed: true });
      }
      return this.match(loginToken, continued.value, caller);
    });
  }

  private async check(continued: Continued, code: string, caller: Caller) {
    const { phone, edition } = continued;
    const at = this.deps.clock.now();
    const who = { network: originOf(caller).network, phone };
    const charged = await this.deps.guesses.registrationCode(edition.guesses, who, at);
    if (charged.kind === 'over') return notAvailable('otp.tooManyGuesses', charged.retryAfterMs);
    const checked = await this.deps.otp.check(otpRequest(continued, phone), code);
    if (checked.kind === 'correct' || !checked.compared) await this.deps.guesses.giveBack(charged.charge);
    if (checked.kind !== 'refused') return undefined;
    if (checked.compared) this.note(continued, 'otp', checked.refused.code, caller);
    return checked.refused;
  }

  /** Somebody had the password and did not get the phone changed: the owner has to see it. */
  private note({ pending, edition }: Continued, factor: 'otp' | 'proof', code: string, caller: Caller): void {
    const at = this.deps.clock.now();
    const refused = {
      method: 'password',
      factor,
      during: 'lostPhone',
      code,
      origin: originOf(caller),
      at,
    } as const;
    this.deps.attempts.note(pending.accountId, refused, contextOf(caller, this.deps.ids, edition.id));
  }

  private async match(loginToken: string, continued: Continued, caller: Caller): Promise<Outcome<LostPhoneResult>> {
    const { state, phone, edition, pending } = continued;
    const profile = await this.owner.profile(state);
    if (profile === undefined) return refuse('phone.subscriberNotAvailable', {}, ['counter']);
    const verdict = await this.subscribers.ask(phone, profile, edition);
    if (verdict.kind !== 'match') {
      await this.deps.challenges.take(stepKey(pending.loginId), this.deps.clock.now());
      const code = verdict.kind === 'mismatch' ? 'phone.subscriberMismatch' : 'phone.subscriberNotAvailable';
      this.note(continued, 'proof', code, caller);
      return refuse(code, {}, ['checkSubscription', 'counter']);
    }
    const changed = await this.change(continued, [verdict.evidence], caller);
    if (changed.kind !== 'unavailable') {
      await this.pendingLogins.take(loginToken);
      await this.deps.challenges.take(stepKey(pending.loginId), this.deps.clock.now());
    }
    return changed;
  }

  private async change(
    { state, step, phone, edition, pending: { accountId } }: Continued,
    evidence: Parameters<PhoneChanges['request']>[2]['evidence'],
    caller: Caller,
  ): Promise<Outcome<LostPhoneResult>> {
    const { changeId, newPhoneId } = step;
    const effectiveFrom = plus(this.deps.clock.now(), edition.phoneChangeDelay);
    const oldPhoneId = defaultPhoneOf(state);
    const context = contextOf(caller, this.deps.ids, edition.id, { kind: 'subject', id: accountId });
    const asked = await this.changes.request(
      accountId,
      state,
      {
        type: 'RequestOtpPhoneChange',
        changeId,
        oldPhoneId,
        newPhoneId,
        effectiveFrom,
        evidence,
        personal: clear({ phone }),
      },
      context,
    );
    if (asked.kind !== 'accepted') return asked;
    const status = asked.value.isChanged ? 'changed' : 'requested';
    return accept({ status, changeId, masked: maskPhone(phone), effectiveFrom, next: 'logIn' }, asked.position);
  }

  private async continue(loginToken: string): Promise<Outcome<Continued>> {
    const login = await this.logins.find(loginToken);
    if (login.kind !== 'accepted') return login;
    const key = stepKey(login.value.pending.loginId);
    const step = (await this.deps.challenges.peek(key, this.deps.clock.now())) as unknown as Step | undefined;
    const opened = step === undefined ? undefined : await this.deps.personalData.open(step.personal);
    if (step === undefined || opened?.kind !== 'clear') return refuse('otp.expired', {}, ['retry']);
    return accept({ ...login.value, step, phone: opened.value.phone as Phone });
  }

  private keep({ pending }: ContinuedLogin, step: Step): Promise<void> {
    const at = this.deps.clock.now();
    const life = milliseconds(Math.max(1, pending.expiresAt - at));
    return this.deps.challenges.put(stepKey(pending.loginId), step as unknown as JsonObject, life, at);
  }
}

const stepKey = (loginId: string): string => `lost-phone:${loginId}`;

const otpRequest = ({ pending, edition }: ContinuedLogin, phone: Phone): OtpRequest => ({
  purpose: 'changePhone',
  processId: pending.loginId,
  phone,
  numbers: edition.otp,
});

const defaultPhoneOf = ({ defaultPhoneId }: OpenedAccount): string => {
  if (defaultPhoneId === null) throw new Error('Whoever logs in by password has a default phone');
  return defaultPhoneId;
};
