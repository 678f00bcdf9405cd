import type { AccountCommand } from '../../domain/account/account.commands.js';
import type { StaffAct } from '../../domain/case/staff-roles.js';
import type { Caller } from '../caller.js';
import type { Transacted } from '../ledger/accounts.js';
import { guarded } from '../outcome/guard.js';
import { accept, notAvailable, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { AccountActed, StaffCall } from './staff-api.js';
import type { StaffDeps } from './staff-deps.js';
import type { AtAccount } from './staff-desk.js';

/** What one officer alone may do with an account. Each act can be repeated without effect. */
export class AccountActs {
  constructor(private readonly deps: StaffDeps) {}

  /** The account can do nothing and keeps its identifiers; its sessions end. */
  suspend(call: StaffCall, accountId: string, caller: Caller): Promise<Outcome<AccountActed>> {
    return this.at(call, 'suspend', accountId, caller, ({ mark, context }) => {
      const { ground, ticket, at } = mark;
      return this.deps.ender.around(accountId, 'suspended', context, () =>
        this.deps.accounts.transact(accountId, { type: 'Suspend', ground, ticket, at }, context),
      );
    });
  }

  reinstate(call: StaffCall, accountId: string, caller: Caller): Promise<Outcome<AccountActed>> {
    return this.at(call, 'reinstate', accountId, caller, ({ mark: { ground, ticket, at }, context }) =>
      this.deps.accounts.transact(accountId, { type: 'Reinstate', ground, ticket, at }, context),
    );
  }

  /**
   * Lifts the locks that wrong guesses led to, and forgives the guesses. The one of a disowned login stays: a new password
   * lifts it, at a counter or online.
   */
  unlock(call: StaffCall, accountId: string, caller: Caller): Promise<Outcome<AccountActed>> {
    return this.at(call, 'unlockLogin', accountId, caller, async ({ mark, context, state }) => {
      const command: AccountCommand = { type: 'UnlockLogin', factor: 'all', at: mark.at };
      await this.deps.locks.settled();
      const result = await this.deps.accounts.transact(accountId, command, context);
      if (result.kind !== 'accepted') return result;
      await this.deps.locks.forgive(accountId, 'all');
      const identifiers = (await this.deps.owner.profile(state))?.identifiers ?? [];
      await this.deps.guesses.forgive(accountId, identifiers);
      return result;
    });
  }

  /** For good: the identifiers are free for a new account. An absorbed account is closed with its survivor only. */
  close(call: StaffCall, accountId: string, caller: Caller): Promise<Outcome<AccountActed>> {
    return guarded(async () => {
      const entered = await this.deps.desk.enter(call, 'close', accountId, caller);
      return entered.kind === 'accepted' ? this.closeEntered(entered.value) : entered;
    });
  }

  /** Sessions end before and after; what is left of its passwords goes, since nobody logs in any more. */
  async closeEntered({ accountId, mark, context }: AtAccount): Promise<Outcome<AccountActed>> {
    const { ground, ticket } = mark;
    await this.deps.sessions.revokeAll(accountId, this.deps.clock.now());
    const closed = await this.deps.closing.close(accountId, ground, ticket, context);
    if (closed.kind === 'refused') return refuse(closed.code);
    await this.deps.sessions.revokeAll(accountId, this.deps.clock.now());
    await this.deps.vault.deleteOwner(accountId);
    return accept({ accountId }, await this.deps.eventStore.head());
  }

  private at(
    call: StaffCall,
    act: StaffAct,
    accountId: string,
    caller: Caller,
    run: (entered: AtAccount) => Promise<Transacted>,
  ): Promise<Outcome<AccountActed>> {
    return guarded(async () => {
      const entered = await this.deps.desk.enter(call, act, accountId, caller);
      if (entered.kind !== 'accepted') return entered;
      const result = await run(entered.value);
      if (result.kind === 'contended') return notAvailable('command.contended', 1_000);
      if (result.kind === 'rejected') return refuseWith(result.refusal);
      return accept({ accountId }, result.position);
    });
  }
}
