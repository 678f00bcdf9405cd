import { isOpened, type OpenedAccount } from '../../domain/account/account.state.js';
import { accountStream } from '../ledger/accounts.js';
import { accept, notAvailable, type Outcome, refuseWith } from '../outcome/outcome.js';
import type { AccountActs } from './account-acts.js';
import type { StaffDeps } from './staff-deps.js';
import type { AtAccount } from './staff-desk.js';

export interface Erased {
  /** The account and every account it had absorbed. */
  readonly accounts: readonly string[];
}

/**
 * Erases a subject: closes the account and those it absorbed, leaves a last notice of that, records it, and destroys the keys of everything sealed
 * about it. The order lets a crash at any point be finished by running it again: nothing is destroyed that a repeat needs.
 */
export class Erasure {
  constructor(
    private readonly deps: StaffDeps,
    private readonly acts: AccountActs,
  ) {}

  async erase(entered: AtAccount): Promise<Outcome<Erased>> {
    const { mark, context } = entered;
    const { ground, ticket } = mark;
    const family = await this.familyOf(entered.accountId);
    for (const { accountId, state } of family) {
      const closed = await this.acts.closeEntered({ ...entered, accountId, state });
      if (closed.kind !== 'accepted') return closed;
    }
    for (const { accountId } of family) await this.deps.closingNotices.write(accountId);
    for (const { accountId } of family) {
      const command = { type: 'ErasePersonalData', ground, ticket, at: mark.at } as const;
      const result = await this.deps.accounts.transact(accountId, command, context);
      if (result.kind === 'contended') return notAvailable('command.contended', 1_000);
      if (result.kind === 'rejected') return refuseWith(result.refusal);
    }
    for (const { accountId, state } of family) await this.destroy(accountId, state);
    return accept({ accounts: family.map(({ accountId }) => accountId) }, await this.deps.eventStore.head());
  }

  private async destroy(accountId: string, { registrationId }: OpenedAccount): Promise<void> {
    const access = await this.deps.journal.of(accountId);
    const complaints = access.flatMap(({ event: { data } }) =>
      data.act === 'decideComplaint' && data.caseId !== undefined ? [data.caseId] : [],
    );
    for (const subject of [registrationId, ...new Set(complaints), accountId]) {
      await this.deps.outbox.drop(subject, this.deps.clock.now());
      await this.deps.personalData.erase(subject);
    }
    await this.deps.vault.deleteOwner(accountId);
    await this.deps.snapshots.purge(accountStream(accountId));
    await this.deps.sessions.revokeAll(accountId, this.deps.clock.now());
  }

  /** Itself first, then whoever lives on in it: in the order in which they can be closed, closed ones included. */
  private async familyOf(accountId: string) {
    const family: { readonly accountId: string; readonly state: OpenedAccount }[] = [];
    const waiting = [accountId];
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const { state } = await this.deps.accounts.load(id);
      if (!isOpened(state) || family.some((one) => one.accountId === id)) continue;
      family.push({ accountId: id, state });
      for (const { mergeId, absorbs } of state.mergesStarted) {
        const { state: victim } = await this.deps.accounts.load(absorbs);
        const isHere = isOpened(victim) && victim.absorbed?.mergeId === mergeId && victim.absorbed.into === id;
        if (isHere) waiting.push(absorbs);
      }
    }
    return family;
  }
}
