import { logsInByPassword } from '../../domain/account/assurance-of.js';
import { lockAgainst } from '../../domain/account/decide-login.js';
import { isOpened, type OpenedAccount, type PhoneRecord, standing } from '../../domain/account/account.state.js';
import { type Instant, milliseconds, plus } from '../../domain/kernel/instant.js';
import { clear } from '../../domain/kernel/personal.js';
import type { LoginPolicy, PolicyEdition } from '../../domain/policy/edition.js';
import { canLogin, editionAt, methodPolicy, type PolicyBook } from '../../domain/policy/policy-book.js';
import { maskPhone } from '../../domain/values/mask.js';
import { normalisePassword } from '../../domain/values/password-rules.js';
import { parsePersonId, type PersonId, personIdOf } from '../../domain/values/person-id.js';
import type { Phone } from '../../domain/values/phone.js';
import { type Caller, contextOf, originOf } from '../caller.js';
import type { Accounts, LoadedAccount } from '../ledger/accounts.js';
import type { Directory } from '../ledger/directory.js';
import type { OtpRequest, OtpService } from '../otp/otp-service.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { Captcha } from '../ports/captcha.port.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { PasswordHasher } from '../ports/password-hasher.port.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import type { SecretVault } from '../ports/secret-vault.port.js';
import type { Session, Sessions } from '../ports/sessions.port.js';
import type { Attempts } from './attempts.js';
import type { Charge, GuessBudgets } from './guess-budgets.js';
import type { LoginView, OpenedSession, PhoneChoice, StartLogin } from './login-api.js';
import { viewOf } from './session-service.js';

export interface LoginDeps {
  readonly policy: PolicyBook;
  readonly accounts: Accounts;
  readonly directory: Directory;
  readonly attempts: Attempts;
  readonly budgets: GuessBudgets;
  readonly otp: OtpService;
  readonly captcha: Captcha;
  readonly challenges: Challenges;
  readonly clock: Clock;
  readonly digests: Digests;
  readonly ids: Ids;
  readonly passwordHasher: PasswordHasher;
  readonly personalData: PersonalData;
  readonly sessions: Sessions;
  readonly vault: SecretVault;
}

/** A login between its two factors, kept under the digest of its token. Nothing in it is personal or secret. */
interface PendingLogin {
  readonly loginId: string;
  readonly accountId: string;
  readonly passwordId: string;
  readonly phoneId: string;
  /** Keyed tag of the identifier typed: what the guesses are charged to. */
  readonly subject: string;
  readonly expiresAt: number;
}

const NOBODY = '00000000-0000-7000-8000-000000000000';

/** Identifier + password + OTP, for accounts that registered by mobile subscription or social insurance (F§1.8 L1). */
export class Logins {
  constructor(private readonly deps: LoginDeps) {}

  /**
   * The first factor. An unknown identifier, an account without a password and a wrong password get one answer, after the
   * same work. A right one gives its guess back and sends a code to the default OTP phone.
   */
  start(input: StartLogin, caller: Caller): Promise<Outcome<LoginView>> {
    return guarded(async () => {
      const at = this.deps.clock.now();
      const edition = editionAt(this.deps.policy, at);
      if (!edition.ok) return refuseWith(edition.refusal);
      const person = parsePersonId(input.personId);
      if (!person.ok) return refuseWith(person.refusal);
      if (asksCaptcha(edition.value) && !(await this.deps.captcha.verify(input.captcha ?? '')))
        return refuse('captcha.wrong', {}, ['retry']);

      const personId = personIdOf(person.value);
      const subject = this.deps.budgets.subject(personId);
      const { network } = originOf(caller);
      const charged = await this.deps.budgets.password(edition.value.guesses, { subject, network }, at);
      if (charged.kind === 'over') return notAvailable('login.tooManyAttempts', charged.retryAfterMs);

      const holder = await this.verify(
        personId,
        normalisePassword(input.password),
        charged.charge,
        caller,
        edition.value,
      );
      if (holder.kind !== 'accepted') return holder;
      return this.afterPassword(holder.value, subject, edition.value);
    });
  }

  /** The same code again, within its budgets. */
  resend(loginToken: string, caller: Caller): Promise<Outcome<LoginView>> {
    return this.sendTo(loginToken, undefined, caller);
  }

  /** "Chọn phương thức xác thực khác": the code goes to another OTP phone of the account. */
  choosePhone(loginToken: string, phoneId: string, caller: Caller): Promise<Outcome<LoginView>> {
    return this.sendTo(loginToken, phoneId, caller);
  }

  /** The second factor. LoggedIn is recorded before the session exists, so no session is without its event. */
  confirm(loginToken: string, code: string, caller: Caller): Promise<Outcome<OpenedSession>> {
    return guarded(async () => {
      const at = this.deps.clock.now();
      const edition = editionAt(this.deps.policy, at);
      if (!edition.ok) return refuseWith(edition.refusal);
      const pending = await this.peek(loginToken);
      if (pending === undefined) return refuse('login.expired', {}, ['logInAgain']);
      const account = await this.deps.accounts.load(pending.accountId);
      const phone = await this.phoneOf(account, pending.phoneId);
      if (phone === undefined) return refuse('login.expired', {}, ['logInAgain']);

      const { network } = originOf(caller);
      const who = { subject: pending.subject, network, phone };
      const charged = await this.deps.budgets.otp(edition.value.guesses, who, at);
      if (charged.kind === 'over') return notAvailable('login.tooManyAttempts', charged.retryAfterMs);
      const checked = await this.deps.otp.check(this.otpRequest(pending, phone, edition.value), code);
      if (checked.kind === 'refused') {
        this.note(pending.accountId, 'otp', checked.code, caller, edition.value);
        return checked;
      }
      await this.deps.budgets.giveBack(charged.charge);
      const taken = await this.deps.challenges.take(this.key(loginToken), at);
      if (taken === undefined) return refuse('login.expired', {}, ['logInAgain']);
      return this.open(pending, edition.value, caller);
    });
  }

  private async verify(
    personId: PersonId,
    password: string,
    charge: Charge,
    caller: Caller,
    edition: PolicyEdition,
  ): Promise<Outcome<LoadedAccount & { readonly state: OpenedAccount }>> {
    const at = this.deps.clock.now();
    const holder = (await this.deps.directory.holder(personId)) ?? (await this.deps.accounts.load(NOBODY));
    const account =
      isOpened(holder.state) && logsInByPassword(holder.state) ? { ...holder, state: holder.state } : undefined;
    const hash = await this.deps.vault.find(account?.state.passwordId ?? NOBODY);
    const verified =
      hash === undefined
        ? await this.deps.passwordHasher.verifyNothing(password)
        : await this.deps.passwordHasher.verify(hash, password);
    if (verified.kind === 'busy') {
      await this.deps.budgets.giveBack(charge);
      return notAvailable('password.busy', verified.retryAfterMs);
    }
    if (account === undefined || !verified.correct) {
      if (account !== undefined) this.note(account.accountId, 'password', 'login.invalidCredentials', caller, edition);
      return refuse('login.invalidCredentials', {}, ['recoverPassword', 'register']);
    }
    await this.deps.budgets.giveBack(charge);
    const lock = lockAgainst(account.state, 'password', at) ?? lockAgainst(account.state, 'otp', at);
    if (lock !== undefined) {
      return lock.until === null
        ? refuse('login.locked', {}, ['counter'])
        : notAvailable('login.tooManyAttempts', lock.until - at);
    }
    if (verified.outdated) await this.rehash(account, password);
    return accept(account);
  }

  /** A hash made with weaker numbers is replaced, under the same id, by the password just proved. */
  private async rehash(account: LoadedAccount & { readonly state: OpenedAccount }, password: string): Promise<void> {
    const { passwordId } = account.state;
    const hashed = await this.deps.passwordHasher.hash(password);
    if (hashed.kind === 'hashed' && passwordId !== null)
      await this.deps.vault.put(passwordId, account.accountId, hashed.hash);
  }

  private async afterPassword(
    account: LoadedAccount & { readonly state: OpenedAccount },
    subject: string,
    edition: PolicyEdition,
  ): Promise<Outcome<LoginView>> {
    const { state, accountId } = account;
    const obstacle = standing(state);
    if (obstacle !== undefined) return refuse(obstacle, {}, ['counter', 'complaint']);
    const policy = canLogin(edition, state.registeredBy, state.subject);
    if (!policy.ok) return refuseWith(policy.refusal, ['chooseAnotherMethod']);
    const { passwordId, defaultPhoneId } = state;
    if (passwordId === null || defaultPhoneId === null)
      return refuse('login.invalidCredentials', {}, ['recoverPassword']);
    const loginToken = this.deps.ids.token();
    const life = LOGIN_LIFE_CODES * edition.otp.life;
    const pending: PendingLogin = {
      loginId: this.deps.ids.id(),
      accountId,
      passwordId,
      phoneId: defaultPhoneId,
      subject,
      expiresAt: this.deps.clock.now() + life,
    };
    await this.keep(loginToken, pending);
    return this.sendCode(loginToken, pending, account, edition);
  }

  private sendTo(loginToken: string, phoneId: string | undefined, _caller: Caller): Promise<Outcome<LoginView>> {
    return guarded(async () => {
      const edition = editionAt(this.deps.policy, this.deps.clock.now());
      if (!edition.ok) return refuseWith(edition.refusal);
      const pending = await this.peek(loginToken);
      if (pending === undefined) return refuse('login.expired', {}, ['logInAgain']);
      const account = await this.deps.accounts.load(pending.accountId);
      const chosen = { ...pending, phoneId: phoneId ?? pending.phoneId };
      if ((await this.phoneOf(account, chosen.phoneId)) === undefined) return refuse('phone.unknown');
      const sent = await this.sendCode(loginToken, chosen, account, edition.value);
      if (sent.kind === 'accepted' && chosen.phoneId !== pending.phoneId) await this.keep(loginToken, chosen);
      return sent;
    });
  }

  private async sendCode(
    loginToken: string,
    pending: PendingLogin,
    account: LoadedAccount,
    edition: PolicyEdition,
  ): Promise<Outcome<LoginView>> {
    const phone = await this.phoneOf(account, pending.phoneId);
    if (phone === undefined || !isOpened(account.state)) return refuse('login.expired', {}, ['logInAgain']);
    const sent = await this.deps.otp.send(this.otpRequest(pending, phone, edition));
    if (sent.kind !== 'accepted') return sent;
    const phones = await this.choices(account.state);
    return accept({ loginToken, phoneId: pending.phoneId, phones, ...sent.value });
  }

  private async open(pending: PendingLogin, edition: PolicyEdition, caller: Caller): Promise<Outcome<OpenedSession>> {
    const at = this.deps.clock.now();
    const { accountId, loginId, passwordId, phoneId } = pending;
    const before = await this.deps.accounts.load(accountId);
    if (!isOpened(before.state)) return refuse('login.expired', {}, ['logInAgain']);
    const policy = canLogin(edition, before.state.registeredBy, before.state.subject);
    if (!policy.ok) return refuseWith(policy.refusal, ['chooseAnotherMethod']);
    const sessionId = this.deps.ids.id();
    const result = await this.deps.accounts.transact(
      accountId,
      {
        type: 'LogIn',
        loginId,
        sessionId,
        at,
        method: 'password',
        methodLevel: policy.value.level,
        authentication: 'auth2',
        passwordId,
        phoneId,
        personal: clear(originOf(caller)),
      },
      contextOf(caller, this.deps.ids, edition.id, { kind: 'subject', id: accountId }),
    );
    if (result.kind === 'rejected') return refuseWith(result.refusal, ['logInAgain']);
    if (result.kind === 'contended') return notAvailable('command.contended', 1_000);
    const session = this.session(pending, sessionId, policy.value, edition, at);
    const token = this.deps.ids.token();
    await this.deps.sessions.open(session, this.deps.digests.sha256(token));
    return accept({ token, session: viewOf(session, result.account.state, at) }, result.position);
  }

  private session(
    { accountId, loginId }: PendingLogin,
    sessionId: string,
    policy: LoginPolicy,
    edition: PolicyEdition,
    at: Instant,
  ): Session {
    return {
      sessionId,
      accountId,
      loginId,
      method: 'password',
      level: policy.level,
      authentication: 'auth2',
      openedAt: at,
      lastSeenAt: at,
      authenticatedAt: at,
      absoluteExpiry: plus(at, edition.sessions.absolute),
      idle: edition.sessions.idle,
    };
  }

  private otpRequest({ loginId }: PendingLogin, phone: Phone, edition: PolicyEdition): OtpRequest {
    return { purpose: 'login', processId: loginId, phone, numbers: edition.otp };
  }

  private key(loginToken: string): string {
    return `login:${this.deps.digests.sha256(loginToken)}`;
  }

  private keep(loginToken: string, pending: PendingLogin): Promise<void> {
    const at = this.deps.clock.now();
    return this.deps.challenges.put(
      this.key(loginToken),
      { ...pending },
      milliseconds(Math.max(1, pending.expiresAt - at)),
      at,
    );
  }

  private async peek(loginToken: string): Promise<PendingLogin | undefined> {
    return (await this.deps.challenges.peek(this.key(loginToken), this.deps.clock.now())) as unknown as
      PendingLogin | undefined;
  }

  private async phoneOf({ state }: LoadedAccount, phoneId: string): Promise<Phone | undefined> {
    const record = isOpened(state) ? state.phones.find((phone) => phone.phoneId === phoneId) : undefined;
    return record === undefined ? undefined : this.number(record);
  }

  private async number({ personal }: PhoneRecord): Promise<Phone | undefined> {
    const opened = await this.deps.personalData.open(personal);
    return opened.kind === 'clear' ? (opened.value.phone as Phone | undefined) : undefined;
  }

  private async choices(state: OpenedAccount): Promise<readonly PhoneChoice[]> {
    const choices: PhoneChoice[] = [];
    for (const record of state.phones) {
      const phone = await this.number(record);
      if (phone === undefined) continue;
      const { phoneId } = record;
      choices.push({ phoneId, masked: maskPhone(phone), isDefault: phoneId === state.defaultPhoneId });
    }
    return choices;
  }

  private note(
    accountId: string,
    factor: 'password' | 'otp',
    code: string,
    caller: Caller,
    edition: PolicyEdition,
  ): void {
    const at = this.deps.clock.now();
    const context = contextOf(caller, this.deps.ids, edition.id);
    this.deps.attempts.note(accountId, { factor, code, origin: originOf(caller), at }, context);
  }
}

/** A login waits for as long as this many codes live. */
const LOGIN_LIFE_CODES = 5;

/** Asked before the account is known, so by the row of the method most accounts have. */
const asksCaptcha = (edition: PolicyEdition): boolean =>
  methodPolicy(edition, 'mobileSubscriber', 'citizen')?.login?.captcha ?? false;
