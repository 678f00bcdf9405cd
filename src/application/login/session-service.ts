import { levelAt } from '../../domain/account/assurance-of.js';
import { type AccountState, isOpened, standing } from '../../domain/account/account.state.js';
import { lowerIal } from '../../domain/assurance/levels.js';
import { type Instant, instant, plus } from '../../domain/kernel/instant.js';
import { editionAt, type PolicyBook } from '../../domain/policy/policy-book.js';
import { type Caller, contextOf } from '../caller.js';
import type { Accounts } from '../ledger/accounts.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { Session, Sessions } from '../ports/sessions.port.js';
import type { SessionView } from './login-api.js';

/** Sessions as opaque bearer tokens: digest at rest, idle and absolute expiry, listed, revocable. */
export class SessionService {
  constructor(
    private readonly sessions: Sessions,
    private readonly accounts: Accounts,
    private readonly digests: Digests,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly policy: PolicyBook,
  ) {}

  /** Who a token stands for now. The account is looked at each time: suspended, absorbed or closed ends what it may do. */
  authenticate(token: string): Promise<Outcome<SessionView>> {
    return guarded(async () => {
      const at = this.clock.now();
      const session = await this.sessions.touch(this.digests.sha256(token), at);
      if (session === undefined) return refuse('session.invalid', {}, ['logInAgain']);
      const { state } = await this.accounts.load(session.accountId);
      if (!isOpened(state)) return refuse('session.invalid', {}, ['logInAgain']);
      const obstacle = standing(state);
      return obstacle === undefined ? accept(viewOf(session, state, at)) : refuse(obstacle, {}, ['counter']);
    });
  }

  /** The account's live sessions, newest first. */
  list(current: SessionView): Promise<Outcome<readonly SessionView[]>> {
    return guarded(async () => {
      const at = this.clock.now();
      const { state } = await this.accounts.load(current.accountId);
      const sessions = await this.sessions.list(current.accountId, at);
      return accept(sessions.map((session) => viewOf(session, state, at)));
    });
  }

  /** Ends one of the account's own sessions; ending the current one is logging out. */
  revoke(
    current: SessionView,
    sessionId: string,
    caller: Caller,
  ): Promise<Outcome<{ readonly ended: readonly string[] }>> {
    return guarded(async () => {
      const ended = await this.sessions.revoke(current.accountId, sessionId, this.clock.now());
      if (!ended) return refuse('session.unknown');
      return this.record(current, [sessionId], caller);
    });
  }

  /** Ends all other sessions of the account. */
  revokeOthers(current: SessionView, caller: Caller): Promise<Outcome<{ readonly ended: readonly string[] }>> {
    return guarded(async () => {
      const ended = await this.sessions.revokeAll(current.accountId, this.clock.now(), current.sessionId);
      return this.record(current, ended, caller);
    });
  }

  private async record(
    current: SessionView,
    sessionIds: readonly string[],
    caller: Caller,
  ): Promise<Outcome<{ readonly ended: readonly string[] }>> {
    const at = this.clock.now();
    const edition = editionAt(this.policy, at);
    const result = await this.accounts.transact(
      current.accountId,
      { type: 'RecordSessionsRevoked', sessionIds, reason: 'owner', at },
      contextOf(caller, this.ids, edition.ok ? edition.value.id : '', { kind: 'subject', id: current.accountId }),
    );
    if (result.kind === 'contended') return notAvailable('command.contended', 1_000);
    return result.kind === 'rejected' ? refuseWith(result.refusal) : accept({ ended: sessionIds }, result.position);
  }
}

export const viewOf = (session: Session, state: AccountState, at: Instant): SessionView => ({
  sessionId: session.sessionId,
  accountId: session.accountId,
  method: session.method,
  level: lowerIal(session.level, levelAt(state, at)),
  authentication: session.authentication,
  openedAt: session.openedAt,
  authenticatedAt: session.authenticatedAt,
  lastSeenAt: session.lastSeenAt,
  expiresAt: instant(Math.min(session.absoluteExpiry, plus(session.lastSeenAt, session.idle))),
});
