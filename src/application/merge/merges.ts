import { isOpened, type OpenedAccount } from '../../domain/account/account.state.js';
import type { MergeProtocol } from '../claims/merge-protocol.js';
import type { Accounts } from '../ledger/accounts.js';
import type { CommandContext } from '../ledger/command-context.js';
import { accept, type Outcome, notAvailable, refuse } from '../outcome/outcome.js';
import type { Clock } from '../ports/clock.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { SecretVault } from '../ports/secret-vault.port.js';
import type { Sessions } from '../ports/sessions.port.js';
import type { AccountCommand } from '../../domain/account/account.commands.js';
import { idsOf, isAmong, lineageOf } from './lineage.js';
import type { MergeReversal } from './merge-api.js';

export interface MergeDeps {
  readonly protocol: MergeProtocol;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly vault: SecretVault;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * Merging two accounts of one subject, and undoing it. Whoever calls has the evidence: a sync that the population register
 * confirmed, or an officer with a ticket. Decisions are the protocol's; here is what has to go with them: the absorbed
 * password's hash and sessions end, and a reversal takes back what the survivor had accepted.
 */
export class Merges {
  constructor(private readonly deps: MergeDeps) {}

  /**
   * The survivor absorbs the other account. Repeating it changes nothing; one that a crash interrupted goes on under its
   * id. Two accounts whose merge was reversed once are not merged again: only people at a counter may.
   */
  async absorb(
    survivor: string,
    victim: string,
    context: CommandContext,
  ): Promise<Outcome<{ readonly mergeId: string }>> {
    const { state: before } = await this.deps.accounts.load(victim);
    if (!isOpened(before)) return refuse('account.notOpen');
    const { state: own } = await this.deps.accounts.load(survivor);
    if (!isOpened(own)) return refuse('account.notOpen');
    if (wasReversed(before, survivor) || wasReversed(own, victim)) return refuse('merge.wasReversed', {}, ['counter']);
    const mergeId = openMerge(own, victim, before) ?? this.deps.ids.id();
    const outcome = await this.deps.protocol.merge(mergeId, survivor, victim, context);
    if (outcome.kind === 'refused') {
      return outcome.code === 'command.contended'
        ? notAvailable(outcome.code, 1_000)
        : refuse(outcome.code, {}, ['counter']);
    }
    if (before.passwordId !== null) await this.deps.vault.delete(before.passwordId);
    await this.deps.sessions.revokeAll(victim, this.deps.clock.now());
    return accept({ mergeId });
  }

  /**
   * Undoes a merge on evidence that the two are different persons. The absorbed account lives again with what it had but
   * its password; its identifiers never moved, so each stays where it was attested. Methods and phones that the survivor
   * had accepted from it are taken back: no level outlives its evidence, and no stranger's phone gets codes.
   */
  async reverse(
    mergeId: string,
    absorbed: string,
    ground: string,
    context: CommandContext,
  ): Promise<Outcome<MergeReversal>> {
    const { state } = await this.deps.accounts.load(absorbed);
    const survivor = isOpened(state) ? survivorOf(state, mergeId) : undefined;
    if (!isOpened(state) || survivor === undefined) return refuse('merge.notAbsorbed', { mergeId });
    const outcome = await this.deps.protocol.reverse(mergeId, absorbed, ground, context);
    if (outcome.kind === 'refused')
      return outcome.code === 'command.contended'
        ? notAvailable(outcome.code, 1_000)
        : refuse(outcome.code, { mergeId });
    const { absorbed: below, givenBack } = await lineageOf(this.deps.accounts, absorbed);
    const gone = new Set([...idsOf(state), ...below.flatMap((one) => idsOf(one.state))]);
    const reversal = await this.takeBack(survivor, gone, context);
    // What had come to it from accounts that were given back while it was absorbed could not be taken then.
    await this.takeBack(absorbed, givenBack, context);
    for (const accountId of [absorbed, survivor, reversal.survivor])
      await this.deps.sessions.revokeAll(accountId, this.deps.clock.now());
    return accept(reversal);
  }

  /** From an account, and from whoever it lives on in. */
  private async takeBack(first: string, gone: ReadonlySet<string>, context: CommandContext): Promise<MergeReversal> {
    const methodsTaken = new Set<string>();
    const phonesTaken = new Set<string>();
    let survivor = first;
    for (;;) {
      const { state } = await this.deps.accounts.load(survivor);
      if (!isOpened(state)) break;
      const at = this.deps.clock.now();
      for (const { methodId } of state.grants.filter((grant) => isAmong(gone, grant))) {
        await this.take(survivor, { type: 'RemoveMethod', methodId, at, mergeReversed: true }, context);
        methodsTaken.add(methodId);
      }
      for (const { phoneId } of state.phones.filter((phone) => gone.has(phone.phoneId))) {
        await this.take(survivor, { type: 'RemoveOtpPhone', phoneId, at, mergeReversed: true }, context);
        phonesTaken.add(phoneId);
      }
      if (state.absorbed === null) break;
      survivor = state.absorbed.into;
    }
    return { survivor, methodsTaken: [...methodsTaken], phonesTaken: [...phonesTaken] };
  }

  /** On an account that does not stand nothing can be taken; what it has gives nobody anything there. */
  private async take(accountId: string, command: AccountCommand, context: CommandContext): Promise<void> {
    for (;;) {
      const result = await this.deps.accounts.transact(accountId, command, context);
      if (result.kind !== 'contended') return;
    }
  }
}

const wasReversed = ({ mergesSpent }: OpenedAccount, survivor: string): boolean =>
  mergesSpent.some((spent) => spent.into === survivor);

/** A merge of these two that was announced, and that can still commit or has. */
const openMerge = ({ mergesStarted }: OpenedAccount, victim: string, { mergesSpent }: OpenedAccount) =>
  mergesStarted.findLast(
    ({ mergeId, absorbs }) => absorbs === victim && !mergesSpent.some((spent) => spent.mergeId === mergeId),
  )?.mergeId;

/** The account that the merge gave this one to, also when it was reversed already. */
const survivorOf = ({ absorbed, mergesSpent }: OpenedAccount, mergeId: string): string | undefined =>
  absorbed?.mergeId === mergeId
    ? absorbed.into
    : (mergesSpent.find((spent) => spent.mergeId === mergeId)?.into ?? undefined);
