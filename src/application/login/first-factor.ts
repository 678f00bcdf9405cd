import { logsInByPassword } from '../../domain/account/assurance-of.js';
import { lockAgainst } from '../../domain/account/decide-login.js';
import { isOpened, type OpenedAccount } from '../../domain/account/account.state.js';
import type { PolicyEdition } from '../../domain/policy/edition.js';
import type { PersonId } from '../../domain/values/person-id.js';
import type { Charge, GuessBudgets, Guesser } from '../guesses/guess-budgets.js';
import type { Accounts } from '../ledger/accounts.js';
import type { Directory } from '../ledger/directory.js';
import { accept, notAvailable, type Outcome, refuse } from '../outcome/outcome.js';
import type { Clock } from '../ports/clock.port.js';
import type { PasswordHasher } from '../ports/password-hasher.port.js';
import type { SecretVault } from '../ports/secret-vault.port.js';

export interface FirstFactorDeps {
  readonly accounts: Accounts;
  readonly directory: Directory;
  readonly budgets: GuessBudgets;
  readonly clock: Clock;
  readonly passwordHasher: PasswordHasher;
  readonly vault: SecretVault;
}

/** The account whose password was right. */
export interface Proved {
  readonly accountId: string;
  readonly state: OpenedAccount & { readonly passwordId: string };
}

export interface PasswordGuess extends Guesser {
  readonly personId: PersonId;
  readonly password: string;
  readonly edition: PolicyEdition;
  /** Told of a guess at an account that exists; `compared`: the password was looked at, and is wrong. */
  readonly onWrong: (accountId: string, compared: boolean) => void;
}

/** Who is looked up where there is nobody: an id that no account gets. */
const NOBODY = '00000000-0000-7000-8000-000000000000';

/**
 * Identifier and password. An unknown identifier, an account without a password and a wrong password get one answer,
 * after the same work: the same reads, the same number of budgets, one hash.
 */
export class FirstFactor {
  constructor(private readonly deps: FirstFactorDeps) {}

  async verify(guess: PasswordGuess): Promise<Outcome<Proved>> {
    const { personId, password, edition } = guess;
    const at = this.deps.clock.now();
    const charged = await this.deps.budgets.password(edition.guesses, guess, at);
    if (charged.kind === 'over') return notAvailable('login.tooManyAttempts', charged.retryAfterMs);

    const account = await this.accountOf(personId);
    const total = await this.deps.budgets.account(edition.guesses, account?.accountId, guess, at);
    const charges = total.kind === 'charged' ? [charged.charge, total.charge] : [charged.charge];
    // An account that spent its total under another identifier, or that is locked, answers as an unknown one: an answer
    // of its own would tell that the two identifiers are one person's, or that a guess was right.
    const isLocked = account !== undefined && lockAgainst(account.state, 'password', at) !== undefined;
    const candidate = total.kind === 'charged' && !isLocked ? account : undefined;
    const hash = await this.deps.vault.find(candidate?.state.passwordId ?? NOBODY);
    const verified =
      hash === undefined
        ? await this.deps.passwordHasher.verifyNothing(password)
        : await this.deps.passwordHasher.verify(hash, password);
    if (verified.kind === 'busy') {
      await this.giveBack(charges);
      return notAvailable('password.busy', verified.retryAfterMs);
    }
    if (candidate === undefined || !verified.correct) {
      if (account !== undefined) guess.onWrong(account.accountId, candidate !== undefined);
      return refuse('login.invalidCredentials', {}, ['recoverPassword', 'register']);
    }
    await this.giveBack(charges);
    if (verified.outdated) await this.rehash(candidate, password);
    return accept(candidate);
  }

  private async accountOf(personId: PersonId): Promise<Proved | undefined> {
    const { accountId, state } =
      (await this.deps.directory.holder(personId)) ?? (await this.deps.accounts.load(NOBODY));
    if (!isOpened(state) || !logsInByPassword(state) || state.passwordId === null) return undefined;
    return { accountId, state: { ...state, passwordId: state.passwordId } };
  }

  /** A hash made with weaker numbers is replaced, under the same id, by the password just proved. */
  private async rehash({ accountId, state }: Proved, password: string): Promise<void> {
    const hashed = await this.deps.passwordHasher.hash(password);
    if (hashed.kind === 'hashed') await this.deps.vault.put(state.passwordId, accountId, hashed.hash);
  }

  private async giveBack(charges: readonly Charge[]): Promise<void> {
    for (const charge of charges) await this.deps.budgets.giveBack(charge);
  }
}
