import type { Accounts, Transacted } from '../ledger/accounts.js';
import type { CommandContext } from '../ledger/command-context.js';
import type { Clock } from '../ports/clock.port.js';
import type { Sessions } from '../ports/sessions.port.js';

interface SessionEnderDeps {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly clock: Clock;
}

/** Ends every session of an account because of a change to it. */
export class SessionEnder {
  constructor(private readonly deps: SessionEnderDeps) {}

  /**
   * Sessions end before the change and again after it: a crash between the two leaves nobody logged in by what was
   * changed, and a session that was opened meanwhile ends too.
   */
  async around(
    accountId: string,
    reason: string,
    context: CommandContext,
    change: () => Promise<Transacted>,
  ): Promise<Transacted> {
    await this.endAll(accountId);
    const result = await change();
    if (result.kind !== 'accepted') return result;
    await this.endAll(accountId);
    const at = this.deps.clock.now();
    const recorded = await this.deps.accounts.transact(
      accountId,
      { type: 'RecordSessionsRevoked', sessionIds: 'all', reason, at },
      context,
    );
    return recorded.kind === 'accepted' ? recorded : result;
  }

  private async endAll(accountId: string): Promise<void> {
    await this.deps.sessions.revokeAll(accountId, this.deps.clock.now());
  }
}
