import { standing, type OpenedAccount } from '../../domain/account/account.state.js';
import { mayHavePassword } from '../../domain/account/assurance-of.js';
import type { OtpPhone } from '../../domain/account/account.events.js';
import type { RecoveryRequested } from '../../domain/case/case.events.js';
import type { SealedData } from '../../domain/kernel/personal.js';
import { plus } from '../../domain/kernel/instant.js';
import { maskPhone } from '../../domain/values/mask.js';
import { parsePhone, type Phone } from '../../domain/values/phone.js';
import { FreshPasswords } from '../account/fresh-passwords.js';
import type { Caller } from '../caller.js';
import type { OtpRequest, OtpSent } from '../otp/otp-service.js';
import { guarded } from '../outcome/guard.js';
import { accept, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { JsonObject } from '../ports/json.js';
import { isPasswordDone, RecoveryEffects } from './recovery-effects.js';
import type { CaseReceipt, RecoveryAnswer, RecoveryInput, RecoveryView, StaffCall } from './staff-api.js';
import type { StaffDeps } from './staff-deps.js';
import type { AtAccount } from './staff-desk.js';

type Request = RecoveryRequested['data'];

interface Entered {
  readonly at: AtAccount;
  readonly request: Request;
  readonly isDecided: boolean;
}

const phoneKey = (caseId: string): string => `recovery-phone:${caseId}`;

/**
 * Recovery at a counter, for who has lost phone or password and has nothing left to prove themselves with online: an
 * officer sees papers, the citizen answers a code on the new phone and types a new password.
 */
export class Recoveries {
  private readonly passwords: FreshPasswords;
  private readonly effects: RecoveryEffects;

  constructor(private readonly deps: StaffDeps) {
    this.passwords = new FreshPasswords(deps);
    this.effects = new RecoveryEffects(deps);
  }

  /** Records what the officer saw, and sends a code to the new phone, if there is to be one. */
  request(call: StaffCall, input: RecoveryInput, caller: Caller): Promise<Outcome<RecoveryView>> {
    return guarded<RecoveryView>(async () => {
      const { accountId, needs, papers } = input;
      if (needs.length === 0) return refuse('recovery.needsMissing');
      if (papers.length === 0) return refuse('recovery.papersMissing');
      const caseId = this.deps.ids.id();
      const entered = await this.deps.desk.enter(call, 'recover', accountId, caller, caseId);
      if (entered.kind !== 'accepted') return entered;
      const { mark, context, state } = entered.value;
      const phone = await this.newPhone(state, input);
      if (phone.kind !== 'accepted') return phone;
      const obstacle = standing(state);
      if (obstacle !== undefined) return refuse(obstacle);
      if (needs.includes('password') && !mayHavePassword(state)) return refuse('method.passwordNotAllowed');
      const expiresAt = plus(mark.at, this.deps.desk.numbers.recoveryWithin);
      const [changeId, phoneId, passwordId] = [this.deps.ids.id(), this.deps.ids.id(), this.deps.ids.id()];
      const request: Request = { ...mark, accountId, needs, papers, changeId, phoneId, passwordId, expiresAt };
      const opened = await this.deps.cases.transact(caseId, { type: 'RequestRecovery', ...request }, context);
      if (opened.kind !== 'accepted') return opened;
      if (phone.value === null) return accept<RecoveryView>({ caseId, expiresAt, sentTo: null }, opened.position);
      await this.keep(caseId, request, phone.value);
      const sent = await this.deps.otp.send(otpRequest(caseId, phone.value, entered.value));
      if (sent.kind !== 'accepted') return sent;
      return accept<RecoveryView>({ caseId, expiresAt, sentTo: maskPhone(phone.value) }, opened.position);
    });
  }

  /** Another code to the new phone; the one before it is void. */
  resend(call: StaffCall, caseId: string, caller: Caller): Promise<Outcome<OtpSent>> {
    return guarded(async () => {
      const entered = await this.enter(call, caseId, caller);
      if (entered.kind !== 'accepted') return entered;
      const phone = await this.kept(caseId);
      return phone === undefined
        ? refuse('case.expired')
        : this.deps.otp.send(otpRequest(caseId, phone, entered.value.at));
    });
  }

  /**
   * What was asked for is given: once the code is right and the password good, the decision is recorded, then the account
   * changed. One that was interrupted is finished by the same officer granting it again, with a password where one is due.
   */
  grant(call: StaffCall, caseId: string, answer: RecoveryAnswer, caller: Caller): Promise<Outcome<CaseReceipt>> {
    return guarded(async () => {
      const entered = await this.enter(call, caseId, caller);
      if (entered.kind !== 'accepted') return entered;
      const { at, request } = entered.value;
      if (at.mark.at >= request.expiresAt) return refuse('case.expired');
      const prepared = await this.preparePassword(at, request, answer);
      if (prepared.kind !== 'accepted') return prepared;
      const phone = await this.kept(caseId);
      const decided = await this.decideGrant(entered.value, caseId, phone, answer);
      if (decided.kind !== 'accepted') {
        if (prepared.value) await this.passwords.discard(request);
        return decided;
      }
      const done = await this.effects.apply(at, request, { phone, password: prepared.value });
      return done.kind === 'accepted' ? accept({ caseId }, await this.deps.eventStore.head()) : done;
    });
  }

  refuse(call: StaffCall, caseId: string, caller: Caller): Promise<Outcome<CaseReceipt>> {
    return guarded(async () => {
      const entered = await this.enter(call, caseId, caller);
      if (entered.kind !== 'accepted') return entered;
      const { mark, context } = entered.value.at;
      const decision = { type: 'DecideRecovery', ...mark, outcome: 'refused' } as const;
      const decided = await this.deps.cases.transact(caseId, decision, context);
      return decided.kind === 'accepted' ? accept({ caseId }, decided.position) : decided;
    });
  }

  /** Whether there is a new password in the vault: one that the account has already is never replaced. */
  private async preparePassword(at: AtAccount, request: Request, answer: RecoveryAnswer): Promise<Outcome<boolean>> {
    if (!request.needs.includes('password') || isPasswordDone(at.state, request)) return accept(false);
    const { password = '', confirmation = '' } = answer;
    const typed = { password, confirmation };
    const fresh = await this.passwords.prepare(at.accountId, at.state, at.edition, typed, request.passwordId);
    return fresh.kind === 'accepted' ? accept(true) : fresh;
  }

  /** The code is asked for once: a grant that is repeated was proved by it. */
  private async decideGrant(
    { at, request, isDecided }: Entered,
    caseId: string,
    phone: Phone | undefined,
    { code = '' }: RecoveryAnswer,
  ): Promise<Outcome<unknown>> {
    if (request.needs.includes('phone') && !isDecided) {
      if (phone === undefined) return refuse('case.expired');
      const checked = await this.deps.otp.check(otpRequest(caseId, phone, at), code);
      if (checked.kind === 'refused') return checked.refused;
    }
    return this.deps.cases.transact(caseId, { type: 'DecideRecovery', ...at.mark, outcome: 'granted' }, at.context);
  }

  private async enter(call: StaffCall, caseId: string, caller: Caller): Promise<Outcome<Entered>> {
    const found = await this.deps.cases.load(caseId);
    if (found.kind !== 'recovery') return refuse('case.unknown');
    const { request, decided } = found;
    const entered = await this.deps.desk.enter(call, 'recover', request.accountId, caller, caseId);
    if (entered.kind !== 'accepted') return entered;
    return accept({ at: entered.value, request, isDecided: decided !== null });
  }

  private async newPhone(state: OpenedAccount, { needs, newPhone }: RecoveryInput): Promise<Outcome<Phone | null>> {
    if (!needs.includes('phone')) return accept(null);
    const phone = parsePhone(newPhone ?? '');
    if (!phone.ok) return refuseWith(phone.refusal);
    const held = await this.deps.owner.phones(state);
    return held.some((one) => one.phone === phone.value.value)
      ? refuse('phone.alreadyAdded')
      : accept(phone.value.value);
  }

  /** The number waits sealed under the account's key, and is gone with it. */
  private async keep(caseId: string, { accountId, changeId, at }: Request, phone: Phone): Promise<void> {
    const box = await this.deps.personalData.seal<OtpPhone>(accountId, changeId, { phone });
    const life = this.deps.desk.numbers.recoveryWithin;
    await this.deps.challenges.put(phoneKey(caseId), { box: box as unknown as JsonObject }, life, at);
  }

  private async kept(caseId: string): Promise<Phone | undefined> {
    const kept = await this.deps.challenges.peek(phoneKey(caseId), this.deps.clock.now());
    if (kept === undefined) return undefined;
    const opened = await this.deps.personalData.open(kept['box'] as unknown as SealedData<OtpPhone>);
    return opened.kind === 'clear' ? (opened.value.phone as Phone) : undefined;
  }
}

const otpRequest = (caseId: string, phone: Phone, { edition }: Pick<AtAccount, 'edition'>): OtpRequest => ({
  purpose: 'changePhone',
  processId: caseId,
  phone,
  numbers: edition.otp,
});
