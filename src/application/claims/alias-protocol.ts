import type { AccountCommand } from '../../domain/account/account.commands.js';
import { accountDecider } from '../../domain/account/account.decider.js';
import type { ClaimKey } from '../../domain/claim/claim-key.js';
import { isLive, standing, isOpened } from '../../domain/account/account.state.js';
import type { Duration } from '../../domain/kernel/instant.js';
import type { CommandContext } from '../ledger/command-context.js';
import { ClaimProtocol } from './claim-protocol.js';

export type AliasOutcome =
  | { readonly kind: 'added' }
  /** The account that has the identifier was absorbed into this one: nothing is recorded, a reversal keeps it there. */
  | { readonly kind: 'heldByAbsorbed' }
  | { readonly kind: 'duplicate'; readonly accountId: string }
  | { readonly kind: 'pending'; readonly retryAfterMs: number }
  | { readonly kind: 'notLive'; readonly code: string };

export interface AliasRequest {
  readonly accountId: string;
  readonly keys: readonly ClaimKey[];
  readonly record: Extract<AccountCommand, { type: 'AddIdentifier' }>;
  readonly patience: Duration;
  readonly context: CommandContext;
}

/** A further identifier for a live account. The claim is the commit; the account's own record follows it. */
export class AliasProtocol extends ClaimProtocol {
  async addAlias(request: AliasRequest): Promise<AliasOutcome> {
    const { accountId, keys, patience, context } = request;
    let recordable = false;
    for (const key of keys) {
      const account = await this.accounts.load(accountId);
      if (!isLive(account.state)) return { kind: 'notLive', code: notLiveCode(account.state) };
      const outcome = await this.claimKey(key, accountId, { patience, context });
      if (outcome.kind === 'pending') return outcome;
      if (outcome.kind === 'duplicate') {
        if (outcome.owner !== accountId) return { kind: 'duplicate', accountId: outcome.owner };
        continue;
      }
      recordable = true;
    }
    return recordable ? this.record(request) : { kind: 'heldByAbsorbed' };
  }

  protected async record({ accountId, keys, record, context }: AliasRequest): Promise<AliasOutcome> {
    for (;;) {
      const account = await this.accounts.load(accountId);
      if (!isLive(account.state)) return { kind: 'notLive', code: notLiveCode(account.state) };
      const own: ClaimKey[] = [];
      for (const key of keys) {
        const { state } = await this.directory.claim(key);
        if (state.status === 'claimed' && state.owner === accountId) own.push(key);
      }
      const decision = accountDecider.decide(account.state, { ...record, keys: own });
      if (decision.kind === 'rejected') return { kind: 'notLive', code: decision.refusal.code };
      const result = await this.accounts.append(account, decision.events, context);
      if (result.kind === 'appended') return { kind: 'added' };
    }
  }
}

const notLiveCode = (state: Parameters<typeof isOpened>[0]): string =>
  isOpened(state) ? (standing(state) ?? 'account.notOpen') : 'account.notOpen';
