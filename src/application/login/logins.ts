import { isOpened } from '../../domain/account/account.state.js';
import type { PolicyEdition } from '../../domain/policy/edition.js';
import { editionAt, type PolicyBook } from '../../domain/policy/policy-book.js';
import { normalisePassword } from '../../domain/values/password-rules.js';
import { parsePersonId, personIdOf } from '../../domain/values/person-id.js';
import type { Phone } from '../../domain/values/phone.js';
import type { PhoneChanges } from '../account/phone-changes.js';
import { type Caller, contextOf, originOf } from '../caller.js';
import type { OtpRequest, OtpService } from '../otp/otp-service.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { Captcha } from '../ports/captcha.port.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import type { Attempts } from './attempts.js';
import { type ContinuedLogin, ContinuedLogins } from './continued-logins.js';
import { FirstFactor, type FirstFactorDeps, type Proved } from './first-factor.js';
import type { LoginView, OpenedSession, StartLogin } from './login-api.js';
import type { GuessedFactor, LoginLocks } from './login-locks.js';
import { mayLogIn } from './may-log-in.js';
import { OtpPhones } from './otp-phones.js';
import { type PendingLogin, PendingLogins, phonesGone } from './pending-logins.js';
import type { SessionOpener } from './session-opener.js';

export interface LoginDeps extends FirstFactorDeps {
  readonly policy: PolicyBook;
  readonly attempts: Attempts;
  readonly locks: LoginLocks;
  readonly otp: OtpService;
  readonly captcha: Captcha;
  readonly challenges: Challenges;
  readonly digests: Digests;
  readonly ids: Ids;
  readonly personalData: PersonalData;
  readonly opener: SessionOpener;
  readonly phoneChanges: Pick<PhoneChanges, 'settle'>;
}

/** Identifier + password + OTP, for accounts that registered by mobile subscription or social insurance (F§1.8 L1). */
export class Logins {
  private readonly firstFactor: FirstFactor;
  private readonly pending: PendingLogins;
  private readonly continued: ContinuedLogins;
  private readonly phones: OtpPhones;

  constructor(private readonly deps: LoginDeps) {
    this.firstFactor = new FirstFactor(deps);
    this.pending = new PendingLogins(deps.challenges, deps.digests, deps.clock);
    this.continued = new ContinuedLogins(deps);
    this.phones = new OtpPhones(deps.personalData);
  }

  /**
   * The first factor. An unknown identifier, an account without a password and a wrong password get one answer, after the
   * same work. A right one gives its guess back and sends a code to the default OTP phone.
   */
  start(input: StartLogin, caller: Caller): Promise<Outcome<LoginView>> {
    return guarded(async () => {
      const edition = editionAt(this.deps.policy, this.deps.clock.now());
      if (!edition.ok) return refuseWith(edition.refusal);
      const person = parsePersonId(input.personId);
      if (!person.ok) return refuseWith(person.refusal);
      if (asksCaptcha(edition.value) && !(await this.deps.captcha.verify(input.captcha ?? '')))
        return refuse('captcha.wrong', {}, ['retry']);
      const personId = personIdOf(person.value);
      const subject = this.deps.budgets.subject(personId);
      const proved = await this.firstFactor.verify({
        personId,
        password: normalisePassword(input.password),
        subject,
        network: originOf(caller).network,
        edition: edition.value,
        onWrong: (accountId, compared) => {
          this.note(
            accountId,
            { factor: 'password', code: 'login.invalidCredentials', compared },
            caller,
            edition.value,
          );
        },
      });
      return proved.kind === 'accepted' ? this.afterPassword(proved.value, subject, edition.value) : proved;
    });
  }

  /** Another code to the same phone, within its budgets; the one before it is void. */
  resend(loginToken: string, _caller: Caller): Promise<Outcome<LoginView>> {
    return guarded(async () => {
      const continued = await this.continued.find(loginToken);
      return continued.kind === 'accepted' ? this.sendCode(loginToken, continued.value) : continued;
    });
  }

  /** "Chọn phương thức xác thực khác": the code goes to another OTP phone of the account. */
  choosePhone(loginToken: string, phoneId: string, _caller: Caller): Promise<Outcome<LoginView>> {
    return guarded(async () => {
      const continued = await this.continued.find(loginToken);
      if (continued.kind !== 'accepted') return continued;
      const pending = { ...continued.value.pending, phoneId };
      const sent = await this.sendCode(loginToken, { ...continued.value, pending });
      if (sent.kind === 'accepted') await this.pending.keep(loginToken, pending);
      return sent;
    });
  }

  /** The second factor. LoggedIn is recorded before the session exists, so no session is without its event. */
  confirm(loginToken: string, code: string, caller: Caller): Promise<Outcome<OpenedSession>> {
    return guarded(async () => {
      const at = this.deps.clock.now();
      const continued = await this.continued.find(loginToken);
      if (continued.kind !== 'accepted') return continued;
      const { pending, state, edition } = continued.value;
      const { accountId, subject } = pending;
      const phone = await this.phones.number(state, pending.phoneId);
      if (phone === undefined) return refuse('phone.unknown', {}, ['logInAgain']);

      const { network } = originOf(caller);
      const charged = await this.deps.budgets.loginCode(edition.guesses, { subject, network, accountId, phone }, at);
      if (charged.kind === 'over') return notAvailable('login.tooManyAttempts', charged.retryAfterMs);
      const checked = await this.deps.otp.check(otpRequest(pending, phone, edition), code);
      if (checked.kind === 'correct' || !checked.compared) await this.deps.budgets.giveBack(charged.charge);
      if (checked.kind === 'refused') {
        const { code: why } = checked.refused;
        if (checked.compared) this.note(accountId, { factor: 'otp', code: why, compared: true }, caller, edition);
        return checked.refused;
      }
      if (!(await this.pending.take(loginToken))) return refuse('login.expired', {}, ['logInAgain']);
      return this.open(continued.value, caller);
    });
  }

  private async afterPassword(
    { accountId, state: found }: Proved,
    subject: string,
    edition: PolicyEdition,
  ): Promise<Outcome<LoginView>> {
    const at = this.deps.clock.now();
    const state = await this.deps.phoneChanges.settle(accountId, found);
    const policy = mayLogIn(state, edition, at);
    if (policy.kind !== 'accepted') return policy;
    const { passwordId, defaultPhoneId } = state;
    if (passwordId !== found.passwordId) return refuse('login.stale', {}, ['logInAgain']);
    if (defaultPhoneId === null) return refuse('phone.unknown', {}, ['counter']);
    const loginToken = this.deps.ids.token();
    const expiresAt = at + LOGIN_LIFE_CODES * edition.otp.life;
    const loginId = this.deps.ids.id();
    const pending = {
      loginId,
      accountId,
      passwordId,
      phoneId: defaultPhoneId,
      phonesGone: phonesGone(state),
      subject,
      expiresAt,
    };
    await this.pending.keep(loginToken, pending);
    return this.sendCode(loginToken, { pending, state, policy: policy.value, edition });
  }

  private async sendCode(loginToken: string, { pending, state, edition }: ContinuedLogin): Promise<Outcome<LoginView>> {
    const { phoneId } = pending;
    const phone = await this.phones.number(state, phoneId);
    if (phone === undefined) return refuse('phone.unknown', {}, ['retry']);
    const sent = await this.deps.otp.send(otpRequest(pending, phone, edition));
    if (sent.kind !== 'accepted') return sent;
    return accept({ loginToken, phoneId, phones: await this.phones.choices(state), ...sent.value });
  }

  private async open({ pending, policy, edition }: ContinuedLogin, caller: Caller): Promise<Outcome<OpenedSession>> {
    const { accountId, loginId, passwordId, phoneId } = pending;
    const opened = await this.deps.opener.open(
      {
        accountId,
        loginId,
        method: 'password',
        methodLevel: policy.level,
        authentication: 'auth2',
        passwordId,
        phoneId,
      },
      edition,
      caller,
    );
    if (opened.kind !== 'rejected') return opened;
    // Between the code and here the account was locked, suspended, or its password replaced.
    const { state } = opened.account;
    const policyNow = isOpened(state) ? mayLogIn(state, edition, this.deps.clock.now()) : undefined;
    return policyNow !== undefined && policyNow.kind !== 'accepted'
      ? policyNow
      : refuseWith(opened.refusal, ['logInAgain']);
  }

  private note(
    accountId: string,
    { factor, code, compared }: { readonly factor: GuessedFactor; readonly code: string; readonly compared: boolean },
    caller: Caller,
    edition: PolicyEdition,
  ): void {
    const at = this.deps.clock.now();
    const context = contextOf(caller, this.deps.ids, edition.id);
    this.deps.attempts.note(accountId, { method: 'password', factor, code, origin: originOf(caller), at }, context);
    if (compared) this.deps.locks.wrongGuess(accountId, factor, edition, context);
  }
}

const otpRequest = ({ loginId }: PendingLogin, phone: Phone, { otp }: PolicyEdition): OtpRequest => ({
  purpose: 'login',
  processId: loginId,
  phone,
  numbers: otp,
});

/** A login waits for as long as this many codes live. */
const LOGIN_LIFE_CODES = 5;

/** Asked before the account is known: so of everybody where any password login asks it. */
const asksCaptcha = ({ methods }: PolicyEdition): boolean =>
  methods.some(({ login }) => login?.by === 'passwordOtp' && login.captcha);
