import { accountDecider } from '../../domain/account/account.decider.js';
import type { AccountCommand } from '../../domain/account/account.commands.js';
import { isOpened, type OpenedAccount, spentMerge } from '../../domain/account/account.state.js';
import type { Clock } from '../ports/clock.port.js';
import type { Accounts, LoadedAccount } from '../ledger/accounts.js';
import type { CommandContext } from '../ledger/command-context.js';
import { rootOf } from '../ledger/root.js';

export type MergeOutcome = { readonly kind: 'merged' } | Refused;
export type ReversalOutcome = { readonly kind: 'reversed' } | Refused;
export type CloseOutcome = { readonly kind: 'closed' } | Refused;
type Refused = { readonly kind: 'refused'; readonly code: string };

const refused = (code: string): Refused => ({ kind: 'refused', code });

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

  /**
   * `survivor` absorbs `victim`. Once `survivor` has announced the merge its id has one answer for ever (a repeat of
   * a refusal says `merge.spent`); a refusal before that, of accounts that are not live, leaves no trace.
   */
  async merge(mergeId: string, survivor: string, victim: string, context: CommandContext): Promise<MergeOutcome> {
    if (survivor === victim) return refused('merge.intoItself');
    const announced = await this.announce(mergeId, survivor, victim, context);
    if (announced !== undefined) return announced;
    for (;;) {
      const account = await this.accounts.load(victim);
      const { state } = account;
      if (!isOpened(state)) throw new Error(`Merge ${mergeId} was announced of an account that was never opened`);
      const answer = this.answerAt(state, mergeId, survivor);
      if (answer !== undefined) return answer;
      if (state.status !== 'live') {
        if (await this.refuseAt(account, mergeId, survivor, context)) return refused(`account.${state.status}`);
        continue;
      }
      await this.settleMergesOf(state, victim, context);
      if (await this.commit(account, mergeId, survivor, context)) return { kind: 'merged' };
    }
  }

  /** Undoes a committed merge on evidence; its id counts as spent for ever. */
  async reverse(mergeId: string, absorbed: string, ground: string, context: CommandContext): Promise<ReversalOutcome> {
    const command: AccountCommand = { type: 'ReverseMerge', mergeId, ground, at: this.clock.now() };
    const result = await this.accounts.transact(absorbed, command, context);
    if (result.kind === 'accepted') return { kind: 'reversed' };
    return refused(result.kind === 'rejected' ? result.refusal.code : 'command.contended');
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
      if (!isOpened(state)) return refused('account.notOpen');
      if (state.status === 'closed') return { kind: 'closed' };
      if (state.status === 'absorbed' && !(await this.survivorIsClosed(accountId))) return refused('account.absorbed');
      await this.settleMergesOf(state, accountId, context);
      const command: AccountCommand = {
        type: 'Close',
        ground,
        at: this.clock.now(),
        openMerges: [],
        ...(ticket !== undefined && { ticket }),
        ...(state.status === 'absorbed' && { survivorIsClosed: true }),
      };
      if (await this.decideAndAppend(account, command, context)) return { kind: 'closed' };
    }
  }

  private async survivorIsClosed(accountId: string): Promise<boolean> {
    const root = await rootOf(this.accounts, accountId);
    return root.state.status === 'closed';
  }

  /**
   * MergeStarted on the survivor, so that whoever absorbs or closes the survivor first has to settle this merge. Only of
   * a victim that is open: a merge that is waiting for its victim to register could not be refused there.
   */
  protected async announce(
    mergeId: string,
    survivor: string,
    victim: string,
    context: CommandContext,
  ): Promise<MergeOutcome | undefined> {
    const { state } = await this.accounts.load(victim);
    if (!isOpened(state)) return refused('account.notOpen');
    const command: AccountCommand = { type: 'StartMerge', mergeId, absorbs: victim, at: this.clock.now() };
    const result = await this.accounts.transact(survivor, command, context);
    if (result.kind === 'rejected') return refused(result.refusal.code);
    return result.kind === 'contended' ? refused('command.contended') : undefined;
  }

  /** What the victim's own stream says of the merge already: where it would commit, it is also refused. */
  protected answerAt(state: OpenedAccount, mergeId: string, survivor: string): MergeOutcome | undefined {
    const spent = spentMerge(state, mergeId);
    if (state.absorbed?.mergeId !== mergeId && spent === undefined) {
      return state.status === 'closed' ? refused('account.closed') : undefined;
    }
    const into = spent === undefined ? state.absorbed?.into : spent.into;
    return into === survivor ? { kind: 'merged' } : refused('merge.spent');
  }

  /** The commit of a merge; false when somebody was faster. */
  protected commit(victim: LoadedAccount, mergeId: string, into: string, context: CommandContext): Promise<boolean> {
    const at = this.clock.now();
    return this.decideAndAppend(victim, { type: 'BeAbsorbed', mergeId, into, at, openMerges: [] }, context);
  }

  /** Every merge the account started that could still commit is refused at its victim. */
  protected async settleMergesOf(state: OpenedAccount, by: string, context: CommandContext): Promise<void> {
    for (const { mergeId, absorbs } of state.mergesStarted) {
      for (;;) {
        const victim = await this.accounts.load(absorbs);
        if (!isOpened(victim.state))
          throw new Error(`Merge ${mergeId} was announced of an account that was never opened`);
        const settled =
          victim.state.absorbed?.mergeId === mergeId ||
          spentMerge(victim.state, mergeId) !== undefined ||
          victim.state.status === 'closed';
        if (settled || (await this.refuseAt(victim, mergeId, by, context))) break;
      }
    }
  }

  /** Records at the victim that a merge can never commit; false when somebody was faster. */
  protected refuseAt(victim: LoadedAccount, mergeId: string, by: string, context: CommandContext): Promise<boolean> {
    return this.decideAndAppend(victim, { type: 'RefuseMerge', mergeId, by, at: this.clock.now() }, context);
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
