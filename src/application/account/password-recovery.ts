import { mayHavePassword } from '../../domain/account/assurance-of.js';
import { isOpened, type OpenedAccount, standing } from '../../domain/account/account.state.js';
import { inForce } from '../../domain/account/method-grant.js';
import { milliseconds, plus } from '../../domain/kernel/instant.js';
import type { PolicyEdition } from '../../domain/policy/edition.js';
import { canLogin, editionAt } from '../../domain/policy/policy-book.js';
import { parsePersonId, personIdOf } from '../../domain/values/person-id.js';
import type { Phone } from '../../domain/values/phone.js';
import { type Caller, contextOf, originOf } from '../caller.js';
import type { ProofGiven } from '../login/proved-holder.js';
import type { OtpRequest } from '../otp/otp-service.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { ProofInput } from '../proofs/proof-api.js';
import type { AccountDeps } from './account-deps.js';
import { FreshPasswords } from './fresh-passwords.js';
import { MethodAdder } from './method-adder.js';
import type { StartAddition } from './methods-api.js';
import type {
  NewPassword,
  PasswordSet,
  RecoveryAnswer,
  RecoveryProofView,
  RecoveryProved,
  RecoveryView,
  StartRecovery,
} from './passwords-api.js';
import type { PhoneChanges } from './phone-changes.js';
import { awaitedProof, proofRequest } from './proof-requests.js';
import { mayRecoverByCode, RecoverySenders } from './recovery-senders.js';
import { type RecoveryStep, RecoverySteps } from './recovery-steps.js';
import { SessionEnder } from './session-ender.js';

/** Who is looked up where there is nobody: an id that no account gets. */
const NOBODY = '00000000-0000-7000-8000-000000000000';
const otherWays = ['usbToken', 'simPki', 'smartCa', 'vneid', 'counter'] as const;

/**
 * "Quên mật khẩu", only for accounts that log in by password: by a code to a phone whose subscription is the owner's now,
 * or, and at level 3 only, by a certificate or VNeID that the account has.
 */
export class PasswordRecovery {
  private readonly fresh: FreshPasswords;
  private readonly ender: SessionEnder;
  private readonly adder: MethodAdder;
  private readonly steps: RecoverySteps;
  private readonly senders: RecoverySenders;

  constructor(
    private readonly deps: AccountDeps,
    changes: PhoneChanges,
  ) {
    this.fresh = new FreshPasswords(deps);
    this.ender = new SessionEnder(deps);
    this.adder = new MethodAdder(deps);
    this.steps = new RecoverySteps(deps);
    this.senders = new RecoverySenders(deps, changes);
  }

  /** One answer for a known and an unknown number, after the same work: the code is sent behind it, if it is sent. */
  start(input: StartRecovery, caller: Caller): Promise<Outcome<RecoveryView>> {
    return guarded(async () => {
      const edition = this.edition();
      if (edition.kind !== 'accepted') return edition;
      const person = parsePersonId(input.personId);
      if (!person.ok) return refuseWith(person.refusal);
      if (!(await this.deps.captcha.verify(input.captcha ?? ''))) return refuse('captcha.wrong', {}, ['retry']);
      const personId = personIdOf(person.value);
      const subject = this.deps.guesses.subject(personId);
      const over = await this.spend(`recovery:${subject}`, edition.value, caller);
      if (over !== undefined) return over;
      const account = (await this.deps.directory.holder(personId)) ?? (await this.deps.accounts.load(NOBODY));
      const accountId = isOpened(account.state) ? account.accountId : null;
      const recoveryId = this.deps.ids.id();
      const recoveryToken = this.deps.ids.token();
      const expiresAt = plus(this.deps.clock.now(), edition.value.recovery.life);
      await this.steps.keep(recoveryToken, { recoveryId, accountId, subject, expiresAt });
      return this.sendCode(recoveryToken, edition.value);
    });
  }

  /** Another code, to whom one may go; the one before it is void. */
  resend(recoveryToken: string, _caller: Caller): Promise<Outcome<RecoveryView>> {
    return guarded(async () => {
      const edition = this.edition();
      return edition.kind === 'accepted' ? this.sendCode(recoveryToken, edition.value) : edition;
    });
  }

  /** The code. Where none was sent, every code is wrong, as often as for an owner. */
  confirm(recoveryToken: string, code: string, caller: Caller): Promise<Outcome<RecoveryProved>> {
    return guarded(async () => {
      const edition = this.edition();
      if (edition.kind !== 'accepted') return edition;
      const step = await this.steps.find(recoveryToken);
      if (step === undefined) return expired();
      const { recoveryId, subject, accountId } = step;
      const who = { subject, network: originOf(caller).network };
      const charged = await this.deps.guesses.recoveryCode(edition.value.guesses, who, this.deps.clock.now());
      if (charged.kind === 'over') return notAvailable('otp.tooManyGuesses', charged.retryAfterMs);
      const checked = await this.deps.otp.check(otpRequest(recoveryId, edition.value), code);
      if (checked.kind === 'correct' || !checked.compared) await this.deps.guesses.giveBack(charged.charge);
      if (checked.kind === 'refused') {
        // Only where a code went out: nobody fills the history of an account that this door does not open.
        if (checked.compared && accountId !== null && step.phoneId !== undefined)
          this.noteWrong(accountId, checked.refused.code, edition.value, caller);
        return checked.refused;
      }
      await this.steps.change(recoveryToken, { by: 'otp' });
      return accept({ kind: 'proved', rules: edition.value.password });
    });
  }

  /** By a certificate or VNeID that the account has; nobody need say whose account it is. */
  startProof(input: StartAddition, caller: Caller): Promise<Outcome<RecoveryProofView>> {
    return guarded(async () => {
      const edition = this.edition();
      if (edition.kind !== 'accepted') return edition;
      const policy = canLogin(edition.value, input.method, 'citizen');
      if (!policy.ok) return refuseWith(policy.refusal, ['chooseAnotherMethod']);
      const over = await this.spend(undefined, edition.value, caller);
      if (over !== undefined) return over;
      const recoveryId = this.deps.ids.id();
      const request = proofRequest('recover', recoveryId, input, edition.value);
      if (request.kind !== 'accepted') return request;
      const asked = await this.deps.proofs.ask(request.value);
      if (asked.kind !== 'accepted') return asked;
      const recoveryToken = this.deps.ids.token();
      const expiresAt = plus(this.deps.clock.now(), edition.value.recovery.life);
      await this.steps.keep(recoveryToken, {
        recoveryId,
        accountId: null,
        subject: recoveryId,
        expiresAt,
        method: input.method,
      });
      return accept({ recoveryToken, due: asked.value });
    });
  }

  submitProof(recoveryToken: string, input: ProofInput, _caller: Caller): Promise<Outcome<RecoveryAnswer>> {
    return guarded(async () => {
      const edition = this.edition();
      if (edition.kind !== 'accepted') return edition;
      const step = await this.steps.find(recoveryToken);
      if (step?.method === undefined) return expired();
      const policy = canLogin(edition.value, step.method, 'citizen');
      if (!policy.ok) return refuseWith(policy.refusal, ['chooseAnotherMethod']);
      const request = awaitedProof('recover', step.recoveryId, step.method, edition.value);
      const anchors = policy.value.anchors ?? 'public';
      const proved = await this.deps.proofs.answer({ request, anchors, input });
      if (proved.kind !== 'accepted') return proved;
      if (proved.value.kind === 'waiting') return accept<RecoveryAnswer>({ kind: 'waiting' });
      const account = await this.accountOf(proved.value);
      if (account.kind === 'unavailable') return account;
      if (account.kind === 'refused') return this.deps.proofs.over(request, account);
      const by = proved.value.kind === 'eid' ? 'vneid' : 'certificate';
      await this.steps.change(recoveryToken, { accountId: account.value, by });
      await this.deps.proofs.end(request);
      return accept<RecoveryAnswer>({ kind: 'proved', rules: edition.value.password });
    });
  }

  /** The new password. Every session ends; it opens none. */
  reset(recoveryToken: string, input: NewPassword, caller: Caller): Promise<Outcome<PasswordSet>> {
    return guarded(async () => {
      const edition = this.edition();
      if (edition.kind !== 'accepted') return edition;
      const step = await this.steps.find(recoveryToken);
      if (step?.by === undefined || step.accountId === null) return expired();
      const { accountId, by } = step;
      const at = this.deps.clock.now();
      const { state } = await this.deps.accounts.load(accountId);
      if (!isOpened(state) || !this.mayStillReset(state, step)) return expired();
      const fresh = await this.fresh.prepare(accountId, state, edition.value, input);
      if (fresh.kind !== 'accepted') return fresh;
      if (!(await this.steps.take(recoveryToken))) {
        await this.fresh.discard(fresh.value);
        return expired();
      }
      const { passwordId, score } = fresh.value;
      const context = contextOf(caller, this.deps.ids, edition.value.id, { kind: 'subject', id: accountId });
      const reset = await this.ender.around(accountId, 'passwordReset', context, () =>
        this.deps.accounts.transact(accountId, { type: 'ResetPassword', passwordId, at, by }, context),
      );
      if (reset.kind !== 'accepted') await this.fresh.discard(fresh.value);
      if (reset.kind === 'contended') return notAvailable('command.contended', 1_000);
      if (reset.kind === 'rejected') return refuseWith(reset.refusal, ['startAgain']);
      await this.fresh.forgetOld(reset.account.state as OpenedAccount, edition.value);
      return accept({ score, next: 'logIn' }, reset.position);
    });
  }

  private noteWrong(accountId: string, code: string, edition: PolicyEdition, caller: Caller): void {
    const at = this.deps.clock.now();
    const refused = {
      method: 'password',
      factor: 'otp',
      during: 'recovery',
      code,
      origin: originOf(caller),
      at,
    } as const;
    this.deps.attempts.note(accountId, refused, contextOf(caller, this.deps.ids, edition.id));
  }

  /** Resolves when no code is under way. */
  idle(): Promise<void> {
    return this.senders.idle();
  }

  private async sendCode(recoveryToken: string, edition: PolicyEdition): Promise<Outcome<RecoveryView>> {
    const at = this.deps.clock.now();
    const step = await this.steps.find(recoveryToken);
    if (step === undefined || step.method !== undefined) return expired();
    const { recoveryId, accountId } = step;
    const { resendAfter } = edition.otp;
    const budget = { limit: 1, window: milliseconds(Math.max(1, resendAfter)) };
    const spent = await this.deps.rateLimits.spend([{ key: `recovery-resend:${recoveryId}`, budget }], at);
    if (spent.kind === 'over') return notAvailable('otp.tooManySends', spent.retryAfterMs);
    const code = await this.deps.otp.issue(otpRequest(recoveryId, edition));
    if (accountId !== null) {
      const onPhone = (phoneId: string) => this.steps.change(recoveryToken, { phoneId });
      this.senders.send({ recoveryId, accountId, code, edition, onPhone });
    }
    return accept({ recoveryToken, expiresAt: code.expiresAt, resendAt: plus(at, resendAfter), otherWays });
  }

  /** The account that has this very method, and a password to recover. */
  private async accountOf(proof: ProofGiven): Promise<Outcome<string>> {
    const account = await this.adder.accountOf('citizen', proof);
    if (account.kind !== 'accepted') return account;
    const { value } = account;
    if (value === undefined || !isOpened(value.state)) return refuse('method.noAccount', {}, ['register']);
    const { accountId, state } = value;
    const obstacle = standing(state);
    if (obstacle !== undefined) return refuse(obstacle, {}, ['counter']);
    const at = this.deps.clock.now();
    const isBound = state.grants.some(
      (grant) =>
        inForce(grant, at) &&
        (proof.kind === 'eid' ? grant.method === 'vneid' : grant.certificate === proof.holder.fingerprint),
    );
    if (!isBound)
      return refuse(proof.kind === 'eid' ? 'method.unknown' : 'method.certificateNotBound', {}, ['counter']);
    if (!mayHavePassword(state)) return refuse('method.passwordNotAllowed', {}, ['chooseAnotherMethod']);
    return accept(accountId);
  }

  /** A phone that has gone since, or a level that has risen, undoes what a code had proved. */
  private mayStillReset(state: OpenedAccount, { by, phoneId }: RecoveryStep): boolean {
    if (standing(state) !== undefined || !mayHavePassword(state)) return false;
    if (by !== 'otp') return true;
    return mayRecoverByCode(state, this.deps.clock.now()) && state.phones.some((phone) => phone.phoneId === phoneId);
  }

  private async spend(key: string | undefined, { recovery, guesses }: PolicyEdition, caller: Caller) {
    const network = this.deps.blindIndex.tag('network', originOf(caller).network);
    const spendings = [
      { key: `recovery-network:${network}`, budget: guesses.registrationsPerNetwork },
      ...(key === undefined ? [] : [{ key, budget: recovery.startsPerIdentifier }]),
    ];
    const spent = await this.deps.rateLimits.spend(spendings, this.deps.clock.now());
    return spent.kind === 'over' ? notAvailable('recovery.tooMany', spent.retryAfterMs) : undefined;
  }

  private edition(): Outcome<PolicyEdition> {
    const edition = editionAt(this.deps.policy, this.deps.clock.now());
    return edition.ok ? accept(edition.value) : refuseWith(edition.refusal);
  }
}

/** Bound to the recovery alone: the phone is found after the code was made. */
const otpRequest = (recoveryId: string, { otp }: PolicyEdition): OtpRequest => ({
  purpose: 'recoverPassword',
  processId: recoveryId,
  phone: recoveryId as Phone,
  numbers: otp,
});

const expired = () => refuse('recovery.expired', {}, ['startAgain']);
