import type { OtpPhone } from '../../domain/account/account.events.js';
import { clear, type SealedData } from '../../domain/kernel/personal.js';
import { milliseconds } from '../../domain/kernel/instant.js';
import { parsePhone, type Phone } from '../../domain/values/phone.js';
import { type Caller, originOf } from '../caller.js';
import type { PhoneChoice, SessionView } from '../login/login-api.js';
import type { OtpRequest } from '../otp/otp-service.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { JsonObject } from '../ports/json.js';
import type { AccountDeps } from './account-deps.js';
import type { Acting } from './acting.js';
import { OwnerData } from './owner-data.js';
import type { PhonesView, PhoneAdditionView } from './phones-api.js';
import type { PhoneChanges } from './phone-changes.js';

interface Step {
  readonly accountId: string;
  readonly personal: SealedData<OtpPhone>;
}

type Command = Parameters<AccountDeps['accounts']['transact']>[1];

/** A phone waits for its code as long as this many codes live. */
const ADDITION_CODES = 5;

/** The phones that may receive an account's codes. One phone may serve several accounts (F§1.8 O6). */
export class Phones {
  private readonly owner: OwnerData;

  constructor(
    private readonly deps: AccountDeps,
    private readonly changes: PhoneChanges,
  ) {
    this.owner = new OwnerData(deps.personalData);
  }

  list(session: SessionView, caller: Caller): Promise<Outcome<readonly PhoneChoice[]>> {
    return guarded(async () => {
      const entered = await this.deps.acting.enter(session, caller);
      if (entered.kind !== 'accepted') return entered;
      const state = await this.changes.settle(session.accountId, entered.value.state);
      return accept(await this.owner.masked(state));
    });
  }

  /** Sends a code to a further phone. */
  startAdding(session: SessionView, phone: string, caller: Caller): Promise<Outcome<PhoneAdditionView>> {
    return guarded(async () => {
      const entered = await this.enter(session, caller);
      if (entered.kind !== 'accepted') return entered;
      const { accountId, edition, at, state } = entered.value;
      const parsed = parsePhone(phone);
      if (!parsed.ok) return refuseWith(parsed.refusal);
      const number = parsed.value.value;
      if ((await this.owner.phones(state)).some((held) => held.phone === number)) return refuse('phone.alreadyAdded');
      const phoneId = this.deps.ids.id();
      const sent = await this.deps.otp.send(otpRequest(phoneId, number, entered.value));
      if (sent.kind !== 'accepted') return sent;
      const personal = await this.deps.personalData.seal(accountId, phoneId, { phone: number });
      const step: Step = { accountId, personal };
      const life = milliseconds(ADDITION_CODES * edition.otp.life);
      await this.deps.challenges.put(stepKey(phoneId), step as unknown as JsonObject, life, at);
      return accept({ phoneId, ...sent.value });
    });
  }

  /** Another code to the phone that is being added; the one before it is void. */
  resend(session: SessionView, phoneId: string, caller: Caller): Promise<Outcome<PhoneAdditionView>> {
    return guarded(async () => {
      const found = await this.continue(session, phoneId, caller);
      if (found.kind !== 'accepted') return found;
      const sent = await this.deps.otp.send(otpRequest(phoneId, found.value.phone, found.value));
      return sent.kind === 'accepted' ? accept({ phoneId, ...sent.value }) : sent;
    });
  }

  /** The code came back: the phone may receive codes from now on. */
  confirmAdding(session: SessionView, phoneId: string, code: string, caller: Caller): Promise<Outcome<PhonesView>> {
    return guarded(async () => {
      const found = await this.continue(session, phoneId, caller);
      if (found.kind !== 'accepted') return found;
      const { phone, at, edition } = found.value;
      const who = { network: originOf(caller).network, phone };
      const charged = await this.deps.guesses.registrationCode(edition.guesses, who, at);
      if (charged.kind === 'over') return notAvailable('otp.tooManyGuesses', charged.retryAfterMs);
      const checked = await this.deps.otp.check(otpRequest(phoneId, phone, found.value), code);
      if (checked.kind === 'correct' || !checked.compared) await this.deps.guesses.giveBack(charged.charge);
      if (checked.kind === 'refused') return checked.refused;
      const personal = clear({ phone });
      const added = await this.change(found.value, { type: 'AddOtpPhone', phoneId, at, personal });
      if (added.kind === 'accepted') await this.deps.challenges.take(stepKey(phoneId), at);
      return added;
    });
  }

  /** Not the default one: another is made the default first. Logins that wait for a code are void. */
  remove(session: SessionView, phoneId: string, caller: Caller): Promise<Outcome<PhonesView>> {
    return guarded(async () => {
      const entered = await this.enter(session, caller);
      if (entered.kind !== 'accepted') return entered;
      return this.change(entered.value, { type: 'RemoveOtpPhone', phoneId, at: entered.value.at });
    });
  }

  setDefault(session: SessionView, phoneId: string, caller: Caller): Promise<Outcome<PhonesView>> {
    return guarded(async () => {
      const entered = await this.enter(session, caller);
      return entered.kind === 'accepted'
        ? this.change(entered.value, { type: 'SetDefaultOtpPhone', phoneId })
        : entered;
    });
  }

  /** A change that is due is completed before anything else is done with the phones. */
  private async enter(session: SessionView, caller: Caller): Promise<Outcome<Acting>> {
    const entered = await this.deps.acting.enterFresh(session, caller);
    if (entered.kind !== 'accepted') return entered;
    return accept({ ...entered.value, state: await this.changes.settle(session.accountId, entered.value.state) });
  }

  private async continue(
    session: SessionView,
    phoneId: string,
    caller: Caller,
  ): Promise<Outcome<Acting & { readonly phone: Phone }>> {
    const entered = await this.enter(session, caller);
    if (entered.kind !== 'accepted') return entered;
    const kept = await this.deps.challenges.peek(stepKey(phoneId), entered.value.at);
    const step = kept as unknown as Step | undefined;
    const opened = step?.accountId === session.accountId ? await this.deps.personalData.open(step.personal) : undefined;
    if (opened?.kind !== 'clear') return refuse('otp.expired', {}, ['startAgain']);
    return accept({ ...entered.value, phone: opened.value.phone as Phone });
  }

  private async change({ accountId, context }: Acting, command: Command): Promise<Outcome<PhonesView>> {
    const result = await this.deps.accounts.transact(accountId, command, context);
    if (result.kind === 'contended') return notAvailable('command.contended', 1_000);
    if (result.kind === 'rejected') return refuseWith(result.refusal);
    const { state } = result.account;
    return accept({ phones: 'phones' in state ? await this.owner.masked(state) : [] }, result.position);
  }
}

const stepKey = (phoneId: string): string => `add-phone:${phoneId}`;

const otpRequest = (phoneId: string, phone: Phone, { edition }: Pick<Acting, 'edition'>): OtpRequest => ({
  purpose: 'addPhone',
  processId: phoneId,
  phone,
  numbers: edition.otp,
});
