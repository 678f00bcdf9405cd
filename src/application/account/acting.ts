import { isLive, isOpened, type OpenedAccount, standing } from '../../domain/account/account.state.js';
import { levelAt } from '../../domain/account/assurance-of.js';
import { ialAtLeast } from '../../domain/assurance/levels.js';
import { type Instant, since } from '../../domain/kernel/instant.js';
import type { PolicyEdition } from '../../domain/policy/edition.js';
import { editionAt, type PolicyBook } from '../../domain/policy/policy-book.js';
import { type Caller, contextOf } from '../caller.js';
import type { Accounts } from '../ledger/accounts.js';
import type { CommandContext } from '../ledger/command-context.js';
import type { SessionView } from '../login/login-api.js';
import { accept, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { Clock } from '../ports/clock.port.js';
import type { Ids } from '../ports/ids.port.js';

/** The owner, acting on their own account in a session. */
export interface Acting {
  readonly accountId: string;
  readonly state: OpenedAccount;
  readonly session: SessionView;
  readonly edition: PolicyEdition;
  readonly at: Instant;
  readonly context: CommandContext;
}

/** Looks at the account anew before the owner does anything with it. */
export class ActingOwner {
  constructor(
    private readonly policy: PolicyBook,
    private readonly accounts: Accounts,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** The account as it is now; refused once it is suspended, absorbed or closed. */
  async enter(session: SessionView, caller: Caller): Promise<Outcome<Acting>> {
    const at = this.clock.now();
    const edition = editionAt(this.policy, at);
    if (!edition.ok) return refuseWith(edition.refusal);
    const { accountId } = session;
    const { state } = await this.accounts.load(accountId);
    if (!isOpened(state)) return refuse('session.invalid', {}, ['logInAgain']);
    const obstacle = isLive(state) ? standing(state) : `account.${state.status}`;
    if (obstacle !== undefined) return refuse(obstacle, {}, ['counter']);
    const context = contextOf(caller, this.ids, edition.value.id, { kind: 'subject', id: accountId });
    return accept({ accountId, state, session, edition: edition.value, at, context });
  }

  /**
   * For changing methods, password or contact: an authentication no older than the policy says, by a method that gives
   * the level the account has (design §4.9). Whoever is refused logs in again, by the strongest method.
   */
  async enterFresh(session: SessionView, caller: Caller): Promise<Outcome<Acting>> {
    const entered = await this.enter(session, caller);
    if (entered.kind !== 'accepted') return entered;
    const { state, edition, at } = entered.value;
    const old = since(session.authenticatedAt, at) > edition.sessions.stepUpWithin;
    const weak = !ialAtLeast(session.level, levelAt(state, at));
    if (!old && !weak) return entered;
    const facts = { withinMs: edition.sessions.stepUpWithin, level: levelAt(state, at) };
    return refuse(old ? 'session.tooOld' : 'session.tooWeak', facts, ['logInAgain']);
  }
}
