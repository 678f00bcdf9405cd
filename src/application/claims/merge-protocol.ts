import { accountDecider } from '../../domain/account/account.decider.js';
import type { AccountCommand } from '../../domain/account/account.commands.js';
import { isOpened, type OpenedAccount } from '../../domain/account/account.state.js';
import type { Clock } from '../ports/clock.port.js';
import type { Accounts, LoadedAccount } from '../ledger/accounts.js';
import type { CommandContext } from '../ledger/command-context.js';

export type MergeOutcome = { readonly kind: 'merged' } | { readonly kind: 'refused'; readonly code: string };

export type CloseOutcome = { readonly kind: 'closed' } | { readonly kind: 'refused'; readonly code: string };

/**
 * Merging, reversing and closing over appends to single streams. AbsorbedIntoAccount on the absorbed account is the
 * commit of a merge; no claim is moved. An account with an open merge of its own is neither absorbed nor closed until
 * that merge is committed, or refused at its victim, where it would commit.
 */
export class MergeProtocol {
  constructor(
    protected readonly accounts: Accounts,
    protected readonly clock: Clock,
  ) {}

  /** `survivor` absorbs `victim`. Repeated under the same id it gives the same answer. */
  async merge(mergeId: string, survivor: string, victim: string, context: CommandContext): Promise<MergeOutcome> {
    if (survivor === victim) return { kind: 'refused', code: 'merge.intoItself' };
    const started = await this.announce(mergeId, survivor, victim, context);
    if (started !== undefined) return started;
    for (;;) {
      const account = await this.accounts.load(victim);
      const { state } = account;
      if (!isOpened(state)) return { kind: 'refused', code: 'account.notOpen' };
      if (state.absorbed?.mergeId === mergeId) return { kind: 'merged' };
      if (state.mergesSpent.includes(mergeId)) return { kind: 'refused', code: 'merge.spent' };
      if (state.status === 'closed') return { kind: 'refused', code: 'account.closed' };
      if (state.status !== 'live') {
        await this.decideAndAppend(
          account,
          { type: 'RefuseMerge', mergeId, by: survivor, at: this.clock.now() },
          context,
        );
        return { kind: 'refused', code: `account.${state.status}` };
      }
      await this.settleMergesOf(state, victim, context);
      const appended = await this.decideAndAppend(
        account,
        { type: 'BeAbsorbed', mergeId, into: survivor, at: this.clock.now(), openMerges: [] },
        context,
      );
      if (appended) return { kind: 'merged' };
    }
  }

  /** Undoes a committed merge on evidence; the id counts as spent for ever. */
  async reverse(mergeId: string, absorbed: string, ground: string, context: CommandContext): Promise<MergeOutcome> {
    const result = await this.accounts.transact(
      absorbed,
      { type: 'ReverseMerge', mergeId, ground, at: this.clock.now() },
      context,
    );
    if (result.kind === 'accepted') return { kind: 'merged' };
    return { kind: 'refused', code: result.kind === 'rejected' ? result.refusal.code : 'command.contended' };
  }

  /** Closes an account for good, its own open merges refused first. */
  async close(
    accountId: string,
    ground: string,
    ticket: string | undefined,
    context: CommandContext,
  ): Promise<CloseOutcome> {
    for (;;) {
      const account = await this.accounts.load(accountId);
      const { state } = account;
      if (!isOpened(state)) return { kind: 'refused', code: 'account.notOpen' };
      if (state.status === 'closed') return { kind: 'closed' };
      await this.settleMergesOf(state, accountId, context);
      const command: AccountCommand = {
        type: 'Close',
        ground,
        at: this.clock.now(),
        openMerges: [],
        ...(ticket !== undefined && { ticket }),
      };
      if (await this.decideAndAppend(account, command, context)) return { kind: 'closed' };
    }
  }

  /** MergeStarted on the survivor, so that whoever absorbs or closes the survivor first has to settle this merge. */
  protected async announce(
    mergeId: string,
    survivor: string,
    victim: string,
    context: CommandContext,
  ): Promise<MergeOutcome | undefined> {
    const result = await this.accounts.transact(
      survivor,
      { type: 'StartMerge', mergeId, absorbs: victim, at: this.clock.now() },
      context,
    );
    if (result.kind === 'rejected') return { kind: 'refused', code: result.refusal.code };
    return result.kind === 'contended' ? { kind: 'refused', code: 'command.contended' } : undefined;
  }

  /** Every merge the account started that could still commit is refused at its victim. */
  protected async settleMergesOf(state: OpenedAccount, by: string, context: CommandContext): Promise<void> {
    for (const { mergeId, absorbs } of state.mergesStarted) {
      for (;;) {
        const victim = await this.accounts.load(absorbs);
        if (!isOpened(victim.state)) break;
        const settled =
          victim.state.absorbed?.mergeId === mergeId ||
          victim.state.mergesSpent.includes(mergeId) ||
          victim.state.status === 'closed';
        if (settled) break;
        await this.decideAndAppend(victim, { type: 'RefuseMerge', mergeId, by, at: this.clock.now() }, context);
      }
    }
  }

  /** Appends what is decided on the state as read; false when somebody was faster. */
  protected async decideAndAppend(
    account: LoadedAccount,
    command: AccountCommand,
    context: CommandContext,
  ): Promise<boolean> {
    const decision = accountDecider.decide(account.state, command);
    if (decision.kind === 'rejected')
      throw new Error(`${command.type} on what was just read: ${decision.refusal.code}`);
    return (await this.accounts.append(account, decision.events, context)).kind === 'appended';
  }
}
