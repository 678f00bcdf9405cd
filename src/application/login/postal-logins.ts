import { isOpened } from '../../domain/account/account.state.js';
import { lockAgainst } from '../../domain/account/decide-login.js';
import { type Instant, instant, milliseconds, plus } from '../../domain/kernel/instant.js';
import type { PolicyEdition } from '../../domain/policy/edition.js';
import { editionAt, openMethods, type PolicyBook } from '../../domain/policy/policy-book.js';
import { parsePersonId, personIdOf } from '../../domain/values/person-id.js';
import type { Phone } from '../../domain/values/phone.js';
import { type Caller, contextOf, originOf } from '../caller.js';
import type { GuessBudgets } from '../guesses/guess-budgets.js';
import type { Directory } from '../ledger/directory.js';
import type { OtpRequest } from '../otp/otp-service.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith, type Refused } from '../outcome/outcome.js';
import type { JsonObject } from '../ports/json.js';
import type { OpenedSession } from './login-api.js';
import type { Attempts, RefusedAttempt } from './attempts.js';
import type { LoginLocks } from './login-locks.js';
import { lockedOut } from './may-log-in.js';
import { type LinkedLogin, type PostalEntranceDeps, PostalEntrances, postalPolicy } from './postal-entrances.js';
import type { PostalLoginView, StartPostalLogin } from './postal-login-api.js';
import type { SessionOpener } from './session-opener.js';

export interface PostalLoginDeps extends PostalEntranceDeps {
  readonly policy: PolicyBook;
  readonly budgets: GuessBudgets;
  readonly directory: Directory;
  readonly attempts: Pick<Attempts, 'note'>;
  readonly locks: Pick<LoginLocks, 'wrongGuess'>;
  readonly opener: SessionOpener;
}

/** A login that waits for its code; `accountId` null: nobody, who behaves as somebody. */
interface Pending {
  readonly loginId: string;
  readonly accountId: string | null;
  /** Keyed tag of the identifier typed: what the guesses are charged to. */
  readonly subject: string;
  readonly expiresAt: number;
}

/**
 * Logging in to an account registered through Vietnam Post (F§1.8 L4, which the documents name and do not describe): the
 * number, then a code to the phone, or a link to the address, that Vietnam Post holds as well. One factor, and the
 * session says so. Known and unknown numbers get the same answers.
 */
export class PostalLogins {
  private readonly entrances: PostalEntrances;

  constructor(private readonly deps: PostalLoginDeps) {
    this.entrances = new PostalEntrances(deps);
  }

  start(input: StartPostalLogin, _caller: Caller): Promise<Outcome<PostalLoginView>> {
    return guarded(async () => {
      const edition = this.edition();
      if (edition.kind !== 'accepted') return edition;
      const person = parsePersonId(input.personId);
      if (!person.ok) return refuseWith(person.refusal);
      const personId = personIdOf(person.value);
      const account = await this.deps.directory.holder(personId);
      const loginToken = this.deps.ids.token();
      const pending: Pending = {
        loginId: this.deps.ids.id(),
        accountId: account?.accountId ?? null,
        subject: this.deps.budgets.subject(personId),
        expiresAt: this.deps.clock.now() + LOGIN_LIFE_CODES * edition.value.otp.life,
      };
      return this.sendCode(loginToken, pending, edition.value);
    });
  }

  /** Another code or link, if one goes out at all; the code before it is void. */
  resend(loginToken: string, _caller: Caller): Promise<Outcome<PostalLoginView>> {
    return guarded(async () => {
      const edition = this.edition();
      if (edition.kind !== 'accepted') return edition;
      const pending = await this.find(loginToken);
      return pending === undefined ? expired() : this.sendCode(loginToken, pending, edition.value);
    });
  }

  /** The code. Where none was sent every code is wrong, as often as for an owner. */
  confirm(loginToken: string, code: string, caller: Caller): Promise<Outcome<OpenedSession>> {
    return guarded(async () => {
      const edition = this.edition();
      if (edition.kind !== 'accepted') return edition;
      const pending = await this.find(loginToken);
      if (pending === undefined) return expired();
      const { loginId, accountId, subject } = pending;
      const { network } = originOf(caller);
      const charged = await this.deps.budgets.postalCode(
        edition.value.guesses,
        { subject, network },
        this.deps.clock.now(),
      );
      if (charged.kind === 'over') return notAvailable('login.tooManyAttempts', charged.retryAfterMs);
      const checked = await this.deps.otp.check(otpRequest(pending, edition.value), code);
      if (checked.kind === 'correct' || !checked.compared) await this.deps.budgets.giveBack(charged.charge);
      if (checked.kind === 'refused') {
        const { code: why } = checked.refused;
        if (checked.compared && accountId !== null) await this.noteWrong(accountId, why, edition.value, caller);
        return checked.refused;
      }
      // A code that nobody was sent, and that was guessed all the same.
      if (accountId === null) return expired();
      await this.deps.challenges.take(this.key(loginToken), this.deps.clock.now());
      return this.open({ accountId, loginId }, edition.value, caller);
    });
  }

  /** The link in the mail: whoever follows it is logged in, there, and whoever only asked for it is not. */
  follow(linkToken: string, caller: Caller): Promise<Outcome<OpenedSession>> {
    return guarded(async () => {
      const edition = this.edition();
      if (edition.kind !== 'accepted') return edition;
      const login = await this.entrances.takeLink(linkToken);
      return login === undefined ? expired() : this.open(login, edition.value, caller);
    });
  }

  /** Resolves when no code or link is under way. */
  idle(): Promise<void> {
    return this.entrances.idle();
  }

  private edition(): Outcome<PolicyEdition> {
    const edition = editionAt(this.deps.policy, this.deps.clock.now());
    if (!edition.ok) return refuseWith(edition.refusal);
    const open = openMethods(edition.value, 'citizen', 'login');
    if (open.includes('vnpost')) return accept(edition.value);
    const facts = { method: 'vnpost', subject: 'citizen', edition: edition.value.id, column: 'login', open };
    return refuse('policy.methodNotOpen', facts, ['chooseAnotherMethod']);
  }

  private async sendCode(
    loginToken: string,
    pending: Pending,
    edition: PolicyEdition,
  ): Promise<Outcome<PostalLoginView>> {
    const at = this.deps.clock.now();
    const { otp } = edition;
    const { loginId, accountId, subject } = pending;
    // By the number typed, so that an unknown one runs dry as a known one does.
    const spendings = [
      { key: `postal-resend:${loginId}`, budget: { limit: 1, window: otp.resendAfter } },
      { key: `postal-login:${subject}`, budget: otp.sendsPerPhone.login },
    ];
    const spent = await this.deps.rateLimits.spend(spendings, at);
    if (spent.kind === 'over') return notAvailable('otp.tooManySends', spent.retryAfterMs);
    const life = milliseconds(Math.max(1, pending.expiresAt - at));
    await this.deps.challenges.put(this.key(loginToken), pending as unknown as JsonObject, life, at);
    const code = await this.deps.otp.issue(otpRequest(pending, edition));
    if (accountId !== null) this.entrances.send({ accountId, loginId, code, edition });
    return accept({ loginToken, expiresAt: code.expiresAt, resendAt: plus(at, otp.resendAfter) });
  }

  /** Only where a code may have gone out: nobody locks by this door an account that it does not open. */
  private async noteWrong(accountId: string, code: string, edition: PolicyEdition, caller: Caller): Promise<void> {
    const { state } = await this.deps.accounts.load(accountId);
    if (postalPolicy(state, edition) === undefined) return;
    this.note(accountId, { factor: 'otp', code }, edition, caller);
    this.deps.locks.wrongGuess(accountId, 'otp', edition, contextOf(caller, this.deps.ids, edition.id));
  }

  private note(
    accountId: string,
    { factor, code }: Pick<RefusedAttempt, 'factor' | 'code'>,
    edition: PolicyEdition,
    caller: Caller,
  ): void {
    const attempt = { method: 'vnpost', factor, code, origin: originOf(caller), at: this.deps.clock.now() } as const;
    this.deps.attempts.note(accountId, attempt, contextOf(caller, this.deps.ids, edition.id));
  }

  /** The owner has the phone or the mailbox, and is told what stands against them. */
  private async open(
    { accountId, loginId }: LinkedLogin,
    edition: PolicyEdition,
    caller: Caller,
  ): Promise<Outcome<OpenedSession>> {
    const { state } = await this.deps.accounts.load(accountId);
    const at = this.deps.clock.now();
    const lock = isOpened(state) ? lockAgainst(state, 'otp', at) : undefined;
    if (lock !== undefined) {
      this.note(accountId, { factor: 'proof', code: 'login.locked' }, edition, caller);
      return lockedOut(lock, at);
    }
    const policy = postalPolicy(state, edition);
    if (policy === undefined) {
      this.note(accountId, { factor: 'proof', code: 'login.expired' }, edition, caller);
      return expired();
    }
    const entrance = {
      accountId,
      loginId,
      method: 'vnpost',
      methodLevel: policy.level,
      authentication: 'auth1',
    } as const;
    const opened = await this.deps.opener.open(entrance, edition, caller);
    if (opened.kind !== 'rejected') return opened;
    this.note(accountId, { factor: 'proof', code: opened.refusal.code }, edition, caller);
    return refuseWith(opened.refusal, ['logInAgain']);
  }

  private async find(loginToken: string): Promise<(Pending & { readonly expiresAt: Instant }) | undefined> {
    const kept = await this.deps.challenges.peek(this.key(loginToken), this.deps.clock.now());
    const pending = kept as unknown as Pending | undefined;
    return pending && { ...pending, expiresAt: instant(pending.expiresAt) };
  }

  private key(loginToken: string): string {
    return `postal-login:${this.deps.digests.sha256(loginToken)}`;
  }
}

/** The code is bound to the login alone: to which phone it went, if to any, is nobody's business. */
const otpRequest = ({ loginId }: Pending, { otp }: PolicyEdition): OtpRequest => ({
  purpose: 'login',
  processId: loginId,
  phone: loginId as Phone,
  numbers: otp,
});

const expired = (): Refused => refuse('login.expired', {}, ['logInAgain']);

/** A login waits for as long as this many codes live. */
const LOGIN_LIFE_CODES = 5;
