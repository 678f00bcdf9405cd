import { accountDecider } from '../../domain/account/account.decider.js';
import type { AccountCommand, AccountRefusal } from '../../domain/account/account.commands.js';
import type { AccountEvent } from '../../domain/account/account.events.js';
import type { AccountState } from '../../domain/account/account.state.js';
import { fold } from '../../domain/kernel/decider.js';
import type { Refusal } from '../../domain/kernel/refusal.js';
import type { AppendResult } from '../ports/event-store.port.js';
import type { JsonValue } from '../ports/json.js';
import type { Snapshots } from '../ports/snapshots.port.js';
import type { CommandContext } from './command-context.js';
import { type Fold, KeptFolds } from './kept-folds.js';
import type { Ledger } from './ledger.js';

export interface LoadedAccount {
  readonly accountId: string;
  readonly version: number;
  readonly state: AccountState;
}

export type Transacted =
  | { readonly kind: 'accepted'; readonly account: LoadedAccount; readonly position: number | undefined }
  | { readonly kind: 'rejected'; readonly refusal: Refusal<AccountRefusal>; readonly account: LoadedAccount }
  /** Others kept winning; nothing was appended. */
  | { readonly kind: 'contended'; readonly attempts: number };

export const accountStream = (accountId: string): string => `account-${accountId}`;

/** Changes whenever the folded state changes its shape or meaning. */
export const accountSnapshotSchema = 'account/3';

/** Events; so few that an account with any history loads like one with ten logins. */
export const accountSnapshotEvery = 16;
const ATTEMPTS = 10;
/** A few kilobytes each. */
const KEPT_ACCOUNTS = 2_000;

interface Snapshotted extends Fold<AccountState> {
  /** The version of the newest snapshot, as far as known; 0 for none. */
  readonly snapshot: number;
}

/**
 * Accounts by id: what was folded last, or a snapshot, and the events after it; changed only by deciding on what was
 * read.
 */
export class Accounts {
  private readonly kept: KeptFolds<AccountState, Snapshotted>;

  constructor(
    private readonly ledger: Ledger,
    private readonly snapshots: Snapshots,
    /** How many folded accounts stay in memory. */
    keep = KEPT_ACCOUNTS,
  ) {
    this.kept = new KeptFolds(keep);
  }

  async load(accountId: string): Promise<LoadedAccount> {
    const stream = accountStream(accountId);
    const from = this.kept.get(accountId) ?? (await this.snapshotOf(stream));
    const { version, entries } = await this.ledger.read<AccountEvent>(stream, { after: from.version });
    const state = fold(
      accountDecider,
      entries.map((entry) => entry.event),
      from.state,
    );
    const isDue = version - from.snapshot >= accountSnapshotEvery;
    this.kept.keep(accountId, { version, state, snapshot: isDue ? version : from.snapshot });
    if (isDue)
      await this.snapshots.save(stream, accountSnapshotSchema, { version, state: state as unknown as JsonValue });
    return { accountId, version, state };
  }

  append(account: LoadedAccount, events: readonly AccountEvent[], context: CommandContext): Promise<AppendResult> {
    return this.ledger.append(accountStream(account.accountId), account.version, events, context);
  }

  /**
   * Reads, decides, appends expecting what was read; on a conflict reads and decides again, a bounded number of times.
   * `command` may depend on the state it is decided on.
   */
  async transact(
    accountId: string,
    command: AccountCommand | ((account: LoadedAccount) => AccountCommand),
    context: CommandContext,
  ): Promise<Transacted> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const account = await this.load(accountId);
      const decision = accountDecider.decide(account.state, typeof command === 'function' ? command(account) : command);
      if (decision.kind === 'rejected') return { ...decision, account };
      if (decision.events.length === 0) return { kind: 'accepted', account, position: undefined };
      const result = await this.append(account, decision.events, context);
      if (result.kind === 'appended') {
        const state = fold(accountDecider, decision.events, account.state);
        return {
          kind: 'accepted',
          account: { accountId, version: result.version, state },
          position: result.position,
        };
      }
    }
    return { kind: 'contended', attempts: ATTEMPTS };
  }

  private async snapshotOf(stream: string): Promise<Snapshotted> {
    const found = await this.snapshots.find(stream, accountSnapshotSchema);
    if (found === undefined) return { version: 0, state: accountDecider.initialState, snapshot: 0 };
    const { version } = found;
    return { version, state: found.state as unknown as AccountState, snapshot: version };
  }
}
