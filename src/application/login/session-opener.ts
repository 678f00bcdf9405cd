import type { AccountRefusal, LoginCommand } from '../../domain/account/account.commands.js';
import { type AccountState, isOpened, standing } from '../../domain/account/account.state.js';
import { plus } from '../../domain/kernel/instant.js';
import { clear } from '../../domain/kernel/personal.js';
import type { Refusal } from '../../domain/kernel/refusal.js';
import type { PolicyEdition } from '../../domain/policy/edition.js';
import { type Caller, contextOf, originOf } from '../caller.js';
import type { Accounts, LoadedAccount } from '../ledger/accounts.js';
import { accept, notAvailable, type NotAvailable, type Accepted } from '../outcome/outcome.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { Session, Sessions } from '../ports/sessions.port.js';
import type { OpenedSession } from './login-api.js';
import { viewOf } from './session-service.js';

type LogIn = Extract<LoginCommand, { type: 'LogIn' }>;

/** How somebody was let in: what the decider checks once more, on the account as it is then. */
export type Entrance = Omit<LogIn, 'type' | 'sessionId' | 'at' | 'personal'> & { readonly accountId: string };

export type Opening =
  | Accepted<OpenedSession>
  | NotAvailable
  | { readonly kind: 'rejected'; readonly refusal: Refusal<AccountRefusal>; readonly account: LoadedAccount };

/** Since the login was decided: what ends every session of an account, or those of the method. */
function endedMeanwhile({ method }: Entrance, loggedIn: AccountState, now: AccountState): boolean {
  if (!isOpened(loggedIn) || !isOpened(now) || standing(now) !== undefined) return true;
  return (
    now.passwordId !== loggedIn.passwordId ||
    now.disavowedLogins.length > loggedIn.disavowedLogins.length ||
    now.endedPhoneChanges.length > loggedIn.endedPhoneChanges.length ||
    (method !== 'password' && !now.grants.some((grant) => grant.method === method))
  );
}

/** The end of every login: LoggedIn is recorded before the session exists, so no session is without its event. */
export class SessionOpener {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly digests: Digests,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async open(entrance: Entrance, edition: PolicyEdition, caller: Caller): Promise<Opening> {
    const at = this.clock.now();
    const { accountId, ...proof } = entrance;
    const sessionId = this.ids.id();
    const result = await this.accounts.transact(
      accountId,
      { type: 'LogIn', sessionId, at, ...proof, personal: clear(originOf(caller)) },
      contextOf(caller, this.ids, edition.id, { kind: 'subject', id: accountId }),
    );
    if (result.kind === 'contended') return notAvailable('command.contended', 1_000);
    if (result.kind === 'rejected') return result;
    const session: Session = {
      sessionId,
      accountId,
      loginId: entrance.loginId,
      method: entrance.method,
      level: entrance.methodLevel,
      authentication: entrance.authentication,
      openedAt: at,
      lastSeenAt: at,
      authenticatedAt: at,
      absoluteExpiry: plus(at, edition.sessions.absolute),
      idle: edition.sessions.idle,
    };
    const token = this.ids.token();
    await this.sessions.open(session, this.digests.sha256(token));
    // Whatever ends all sessions does so after its event: one that came before this session was there is seen here, and
    // one that comes later finds it.
    const now = await this.accounts.load(accountId);
    if (endedMeanwhile(entrance, result.account.state, now.state)) {
      await this.sessions.revoke(accountId, sessionId, this.clock.now());
      return { kind: 'rejected', refusal: { code: 'login.stale', facts: {} }, account: now };
    }
    return accept({ token, session: viewOf(session, result.account.state, at) }, result.position);
  }
}
