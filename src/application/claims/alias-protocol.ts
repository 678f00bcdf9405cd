import type { AccountCommand } from '../../domain/account/account.commands.js';
import { accountDecider } from '../../domain/account/account.decider.js';
import { type AccountState, isLive, isOpened, standing } from '../../domain/account/account.state.js';
import type { ClaimKey } from '../../domain/claim/claim-key.js';
import type { Duration } from '../../domain/kernel/instant.js';
import type { CommandContext } from '../ledger/command-context.js';
import { ClaimProtocol } from './claim-protocol.js';

export type AliasOutcome =
  | { readonly kind: 'added' }
  /** The account that has the identifier was absorbed into this one: nothing is recorded, a reversal keeps it there. */
  | { readonly kind: 'heldByAbsorbed' }
  | { readonly kind: 'duplicate'; readonly accountId: string }
  | { readonly kind: 'pending'; readonly retryAfterMs: number }
  /** The account cannot take it now. Where it lost its standing after the claim, a repeat records what is missing. */
  | { readonly kind: 'notLive'; readonly code: string };

export interface AliasRequest {
  readonly accountId: string;
  /** One identifier under every active pepper, in the order of the blind index. */
  readonly keys: readonly ClaimKey[];
  readonly record: Extract<AccountCommand, { type: 'AddIdentifier' }>;
  readonly patience: Duration;
  readonly context: CommandContext;
}

/** A further identifier for a live account. The claim is the commit; the account's own record follows it. */
export class AliasProtocol extends ClaimProtocol {
  async addAlias(request: AliasRequest): Promise<AliasOutcome> {
    const { accountId, keys } = request;
    const { state } = await this.accounts.load(accountId);
    const obstacle = obstacleOf(state);
    if (obstacle !== undefined) return { kind: 'notLive', code: obstacle };
    // A live account cannot give back what it has claimed: look under every pepper before the first claim.
    for (const key of keys) {
      const foreseen = await this.foresee(key, accountId);
      if (foreseen !== undefined) return foreseen;
    }
    for (const key of keys) {
      const outcome = await this.claimKey(key, accountId, request);
      if (outcome.kind === 'pending') return outcome;
      if (outcome.kind === 'duplicate') return heldBy(outcome.owner, accountId);
    }
    return this.record(request);
  }

  /** Who would stand against the claim; reads only. */
  protected async foresee(key: ClaimKey, accountId: string): Promise<AliasOutcome | undefined> {
    const { state } = await this.directory.claim(key);
    if (state.status === 'free' || state.owner === accountId) return undefined;
    const root = await this.directory.root(state.owner);
    return isLive(root.state) ? heldBy(root.accountId, accountId) : undefined;
  }

  /** What is claimed stays claimed while the account is not terminal, so a live one may record it. */
  protected async record({ accountId, keys, record, context }: AliasRequest): Promise<AliasOutcome> {
    for (;;) {
      const account = await this.accounts.load(accountId);
      const decision = accountDecider.decide(account.state, { ...record, keys });
      if (decision.kind === 'rejected') return { kind: 'notLive', code: decision.refusal.code };
      const result = await this.accounts.append(account, decision.events, context);
      if (result.kind === 'appended') return { kind: 'added' };
    }
  }
}

const heldBy = (root: string, accountId: string): AliasOutcome =>
  root === accountId ? { kind: 'heldByAbsorbed' } : { kind: 'duplicate', accountId: root };

const obstacleOf = (state: AccountState): string | undefined => (isOpened(state) ? standing(state) : 'account.notOpen');
