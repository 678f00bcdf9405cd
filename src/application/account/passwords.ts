import { mayHavePassword } from '../../domain/account/assurance-of.js';
import { type OpenedAccount } from '../../domain/account/account.state.js';
import { lockAgainst } from '../../domain/account/decide-login.js';
import { normalisePassword } from '../../domain/values/password-rules.js';
import type { PersonId } from '../../domain/values/person-id.js';
import { type Caller, originOf } from '../caller.js';
import type { Guesser } from '../guesses/guess-budgets.js';
import type { SessionView } from '../login/login-api.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { AccountDeps } from './account-deps.js';
import type { Acting } from './acting.js';
import { FreshPasswords } from './fresh-passwords.js';
import { OwnerData } from './owner-data.js';
import type { ChangePassword, PasswordHint, PasswordSet } from './passwords-api.js';
import { SessionEnder } from './session-ender.js';

/** "Đổi mật khẩu", for accounts that log in by password. */
export class Passwords {
  private readonly fresh: FreshPasswords;
  private readonly owner: OwnerData;
  private readonly ender: SessionEnder;

  constructor(private readonly deps: AccountDeps) {
    this.fresh = new FreshPasswords(deps);
    this.owner = new OwnerData(deps.personalData);
    this.ender = new SessionEnder(deps);
  }

  /** How strong a password would be; nothing is kept of it. */
  hint(session: SessionView, password: string, caller: Caller): Promise<Outcome<PasswordHint>> {
    return guarded(async () => {
      const entered = await this.deps.acting.enter(session, caller);
      if (entered.kind !== 'accepted') return entered;
      return accept(await this.fresh.hint(entered.value.state, entered.value.edition, password));
    });
  }

  /** The current one counts as a guess, as at logging in. Every session ends, this one too. */
  change(session: SessionView, input: ChangePassword, caller: Caller): Promise<Outcome<PasswordSet>> {
    return guarded(async () => {
      const entered = await this.deps.acting.enterFresh(session, caller);
      if (entered.kind !== 'accepted') return entered;
      const { accountId, state, edition, at, context } = entered.value;
      if (!mayHavePassword(state)) return refuse('method.passwordNotAllowed', {}, ['chooseAnotherMethod']);
      const proved = await this.proveCurrent(entered.value, input.current, caller);
      if (proved.kind !== 'accepted') return proved;
      const fresh = await this.fresh.prepare(accountId, state, edition, input);
      if (fresh.kind !== 'accepted') return fresh;
      const { passwordId, score } = fresh.value;
      const replaces = state.passwordId === null ? {} : { replaces: state.passwordId };
      const changed = await this.ender.around(accountId, 'passwordChanged', context, () =>
        this.deps.accounts.transact(accountId, { type: 'ChangePassword', passwordId, ...replaces, at }, context),
      );
      if (changed.kind !== 'accepted') await this.fresh.discard(fresh.value);
      if (changed.kind === 'contended') return notAvailable('command.contended', 1_000);
      if (changed.kind === 'rejected') return refuseWith(changed.refusal, ['logInAgain']);
      await this.fresh.forgetOld(changed.account.state as OpenedAccount, edition);
      return accept({ score, next: 'logIn' }, changed.position);
    });
  }

  private async proveCurrent(
    { accountId, state, edition, at, context }: Acting,
    current: string,
    caller: Caller,
  ): Promise<Outcome<null>> {
    const lock = lockAgainst(state, 'password', at);
    if (lock !== undefined) return refuse('login.locked', { until: lock.until }, ['recoverPassword', 'waitAndRetry']);
    const guesser = await this.guesser(accountId, state, caller);
    const charged = await this.deps.guesses.password(edition.guesses, guesser, at);
    if (charged.kind === 'over') return notAvailable('login.tooManyAttempts', charged.retryAfterMs);
    const total = await this.deps.guesses.account(edition.guesses, accountId, guesser, at);
    if (total.kind === 'over') {
      await this.deps.guesses.giveBack(charged.charge);
      return notAvailable('login.tooManyAttempts', total.retryAfterMs);
    }
    const hash = state.passwordId === null ? undefined : await this.deps.vault.find(state.passwordId);
    const password = normalisePassword(current);
    const verified =
      hash === undefined
        ? await this.deps.passwordHasher.verifyNothing(password)
        : await this.deps.passwordHasher.verify(hash, password);
    if (verified.kind === 'busy' || verified.correct)
      for (const { charge } of [charged, total]) await this.deps.guesses.giveBack(charge);
    if (verified.kind === 'busy') return notAvailable('password.busy', verified.retryAfterMs);
    if (verified.correct) return accept(null);
    this.deps.locks.wrongGuess(accountId, 'password', edition, context);
    return refuse('password.wrongCurrent', {}, ['retry', 'recoverPassword']);
  }

  /** Charged where guesses at a login are: under the person's number. */
  private async guesser(accountId: string, state: OpenedAccount, caller: Caller): Promise<Guesser> {
    const profile = await this.owner.profile(state);
    const person = profile?.identifiers.find(({ kind }) => kind === 'personalNumber' || kind === 'cmnd');
    const { network } = originOf(caller);
    if (person === undefined) return { network, subject: this.deps.blindIndex.tag('guess', accountId) };
    const { kind, value } = person;
    return { network, subject: this.deps.guesses.subject({ kind, value } as PersonId) };
  }
}
