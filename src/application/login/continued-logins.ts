import { isOpened, type OpenedAccount } from '../../domain/account/account.state.js';
import type { LoginPolicy, PolicyEdition } from '../../domain/policy/edition.js';
import { editionAt, type PolicyBook } from '../../domain/policy/policy-book.js';
import type { Accounts } from '../ledger/accounts.js';
import { accept, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { Challenges } from '../ports/challenges.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import { mayLogIn } from './may-log-in.js';
import { type PendingLogin, PendingLogins, phonesGone } from './pending-logins.js';

/** A login after its first factor, with the account as it is now. */
export interface ContinuedLogin {
  readonly pending: PendingLogin;
  readonly state: OpenedAccount;
  readonly policy: LoginPolicy;
  readonly edition: PolicyEdition;
}

export interface ContinuedLoginDeps {
  readonly policy: PolicyBook;
  readonly accounts: Accounts;
  readonly challenges: Challenges;
  readonly digests: Digests;
  readonly clock: Clock;
}

/**
 * Every step after the first looks at the account anew: it may have been locked or suspended, its password replaced, or
 * one of its phones given up, which makes every login that was under way void.
 */
export class ContinuedLogins {
  private readonly pending: PendingLogins;

  constructor(private readonly deps: ContinuedLoginDeps) {
    this.pending = new PendingLogins(deps.challenges, deps.digests, deps.clock);
  }

  async find(loginToken: string): Promise<Outcome<ContinuedLogin>> {
    const at = this.deps.clock.now();
    const edition = editionAt(this.deps.policy, at);
    if (!edition.ok) return refuseWith(edition.refusal);
    const pending = await this.pending.find(loginToken);
    if (pending === undefined) return refuse('login.expired', {}, ['logInAgain']);
    const { state } = await this.deps.accounts.load(pending.accountId);
    if (!isOpened(state)) return refuse('login.expired', {}, ['logInAgain']);
    const policy = mayLogIn(state, edition.value, at);
    if (policy.kind !== 'accepted') return policy;
    const isStale = state.passwordId !== pending.passwordId || phonesGone(state) !== pending.phonesGone;
    if (isStale) return refuse('login.stale', {}, ['logInAgain']);
    return accept({ pending, state, policy: policy.value, edition: edition.value });
  }
}
