import { AliasProtocol, type AliasOutcome, type AliasRequest } from '../../../src/application/claims/alias-protocol.js';
import {
  ClaimProtocol,
  type ClaimOutcome,
  type ClaimRequest,
  type Pinned,
  type RegisterCommand,
} from '../../../src/application/claims/claim-protocol.js';
import { type CloseOutcome, type MergeOutcome, MergeProtocol } from '../../../src/application/claims/merge-protocol.js';
import type { LoadedAccount } from '../../../src/application/ledger/accounts.js';
import type { CommandContext } from '../../../src/application/ledger/command-context.js';
import type { LoadedClaim } from '../../../src/application/ledger/directory.js';
import { emptyAccount } from '../../../src/domain/account/account.evolve.js';
import { type AccountState, isOpened, type OpenedAccount } from '../../../src/domain/account/account.state.js';
import type { ClaimEvent } from '../../../src/domain/claim/claim.js';
import { type ClaimKey, claimStream } from '../../../src/domain/claim/claim-key.js';
import type { MakeProtocols, Parts, Protocols } from './claim-world.js';
import { soundProtocols } from './claim-world.js';

/*
 * Each of these is the protocol with one step done wrong, in a way in which somebody could well write it. The numbers
 * are those of docs/explanation/dedup.md, "What breaks".
 */

const withClaims =
  (Faulty: typeof ClaimProtocol): MakeProtocols =>
  (parts) => ({
    ...soundProtocols(parts),
    claims: new Faulty(parts.ledger, parts.accounts, parts.directory, parts.clock),
  });
const withAliases =
  (Faulty: typeof AliasProtocol): MakeProtocols =>
  (parts) => ({
    ...soundProtocols(parts),
    aliases: new Faulty(parts.ledger, parts.accounts, parts.directory, parts.clock),
  });
const withMerges =
  (make: (parts: Parts) => Protocols['merges']): MakeProtocols =>
  (parts) => ({ ...soundProtocols(parts), merges: make(parts) });

/** 1: a superseded owner is not seen as ended. */
class SupersededCountsAsLive extends ClaimProtocol {
  protected override isDisplaceable(state: AccountState): boolean {
    return state.status !== 'superseded' && super.isDisplaceable(state);
  }
}

/** 2: the claim is taken at a version that was read again after the owner. */
class TakesAtVersionReadAgain extends ClaimProtocol {
  protected override async take(...[key, claim, accountId, how]: Parameters<ClaimProtocol['take']>) {
    const { version } = await this.directory.claim(key);
    return super.take(key, { ...claim, version }, accountId, how);
  }
}

/** 3: a conflict on the fence is ignored: the owner had just registered. */
class IgnoresFenceConflict extends ClaimProtocol {
  protected override async fence(...how: Parameters<ClaimProtocol['fence']>): Promise<boolean> {
    await super.fence(...how);
    return true;
  }
}

/** 4: a conflict on Registered is taken for a twin's success. */
class TakesConflictForTwin extends ClaimProtocol {
  protected override async commit(mine: LoadedAccount, command: RegisterCommand, context: CommandContext) {
    await super.commit(mine, command, context);
    return { kind: 'registered', accountId: mine.accountId } as const;
  }
}

/** 5: a run does not read its own account before it claims. */
class SkipsOwnAccount extends ClaimProtocol {
  protected override async readOwn(accountId: string): Promise<LoadedAccount> {
    return { accountId, version: 0, state: emptyAccount };
  }
}

/** 6: a refusal is told, and not recorded on the command's own account. */
class ForgetsRefusal extends ClaimProtocol {
  protected override async refuse(mine: LoadedAccount, key: ClaimKey): Promise<ClaimOutcome> {
    return { kind: 'duplicate', accountId: mine.accountId, facts: { identifier: key.kind } };
  }
}

/** 6: what was claimed is given back before the refusal is recorded. */
class ReleasesBeforeRefusing extends ClaimProtocol {
  private keys: readonly ClaimKey[] = [];

  protected override async pin(request: ClaimRequest): Promise<Pinned> {
    const pinned = await super.pin(request);
    this.keys = pinned.keys;
    return pinned;
  }

  protected override async refuse(...how: Parameters<ClaimProtocol['refuse']>) {
    const [{ accountId }, , { context }] = how;
    for (const key of this.keys) {
      const claim = await this.directory.claim(key);
      await release(this.ledger, key, claim, accountId, context);
    }
    return super.refuse(...how);
  }
}

/** 7: nothing is pinned: every run makes up its own account id and keys. */
class PinsNothing extends ClaimProtocol {
  protected override async pin({ propose }: ClaimRequest): Promise<Pinned> {
    return propose();
  }
}

/** 7: the account id is pinned, the keys are not. */
class PinsNoKeys extends ClaimProtocol {
  protected override async pin(request: ClaimRequest): Promise<Pinned> {
    return { ...(await super.pin(request)), keys: request.propose().keys };
  }
}

/** 8: a closed account counts as a duplicate. */
class ClosedCountsAsLive extends ClaimProtocol {
  protected override isDisplaceable(state: AccountState): boolean {
    return state.status !== 'closed' && super.isDisplaceable(state);
  }
}

/** 8: the claims are given back before the account is closed. */
class ReleasesBeforeClosing extends MergeProtocol {
  constructor(private readonly parts: Parts) {
    super(parts.accounts, parts.clock);
  }

  override async close(...how: Parameters<MergeProtocol['close']>): Promise<CloseOutcome> {
    const [accountId, , , context] = how;
    const { state } = await this.accounts.load(accountId);
    for (const key of isOpened(state) ? state.keys : []) {
      const claim = await this.parts.directory.claim(key);
      await release(this.parts.ledger, key, claim, accountId, context);
    }
    return super.close(...how);
  }
}

/** 9: the claims go over to the survivor before the victim is absorbed. */
class TransfersBeforeAbsorbing extends MergeProtocol {
  constructor(private readonly parts: Parts) {
    super(parts.accounts, parts.clock);
  }

  protected override async commit(...how: Parameters<MergeProtocol['commit']>): Promise<boolean> {
    const [victim, , into, context] = how;
    for (const key of isOpened(victim.state) ? victim.state.keys : []) {
      const claim = await this.parts.directory.claim(key);
      const event: ClaimEvent = {
        type: 'IdentifierClaimed',
        data: { key, accountId: into, at: this.clock.now(), displaced: victim.accountId },
      };
      await this.parts.ledger.append(claimStream(key), claim.version, [event], context);
    }
    return super.commit(...how);
  }
}

/** 9: a merge is not announced on the survivor. */
class MergesUnannounced extends MergeProtocol {
  protected override async announce(): Promise<MergeOutcome | undefined> {
    return undefined;
  }
}

/** 9: merges of one's own are left open when one is absorbed or closed: their ids are not recorded as refused. */
class LeavesMergesOpen extends MergeProtocol {
  protected override async settleMergesOf(): Promise<void> {
    // Nothing is recorded at the victims.
  }
}

/** 9: that a merge id was spent is not asked. */
class ForgetsSpentMerges extends MergeProtocol {
  protected override answerAt(state: OpenedAccount, mergeId: string, survivor: string): MergeOutcome | undefined {
    return super.answerAt({ ...state, mergesSpent: [] }, mergeId, survivor);
  }

  protected override async commit(victim: LoadedAccount, mergeId: string, into: string, context: CommandContext) {
    const data = { mergeId, into, at: this.clock.now() };
    return (await this.accounts.append(victim, [{ type: 'AbsorbedIntoAccount', data }], context)).kind === 'appended';
  }
}

/** 9: an identifier is taken from an account absorbed into a closed one, which is not closed itself first. */
class TakesFromAbsorbed extends ClaimProtocol {
  protected override async closeAbsorbed(): Promise<boolean> {
    return true;
  }
}

/** 9: an alias is recorded in the account before it is claimed. */
class RecordsAliasFirst extends AliasProtocol {
  override async addAlias(request: AliasRequest): Promise<AliasOutcome> {
    const recorded = await this.record(request);
    return recorded.kind === 'added' ? super.addAlias(request) : recorded;
  }
}

/** 9: an alias is recorded though it belongs to an account that was absorbed. */
class RecordsAliasThroughAbsorption extends AliasProtocol {
  override async addAlias(request: AliasRequest): Promise<AliasOutcome> {
    const outcome = await super.addAlias(request);
    return outcome.kind === 'heldByAbsorbed' ? this.record(request) : outcome;
  }
}

async function release(
  ledger: Parts['ledger'],
  key: ClaimKey,
  { version, state }: LoadedClaim,
  accountId: string,
  context: CommandContext,
): Promise<void> {
  if (state.status !== 'claimed' || state.owner !== accountId) return;
  const event: ClaimEvent = { type: 'ClaimReleased', data: { accountId } };
  await ledger.append(claimStream(key), version, [event], context);
}

export const faulty = {
  supersededCountsAsLive: withClaims(SupersededCountsAsLive),
  takesAtVersionReadAgain: withClaims(TakesAtVersionReadAgain),
  ignoresFenceConflict: withClaims(IgnoresFenceConflict),
  takesConflictForTwin: withClaims(TakesConflictForTwin),
  skipsOwnAccount: withClaims(SkipsOwnAccount),
  forgetsRefusal: withClaims(ForgetsRefusal),
  releasesBeforeRefusing: withClaims(ReleasesBeforeRefusing),
  pinsNothing: withClaims(PinsNothing),
  pinsNoKeys: withClaims(PinsNoKeys),
  closedCountsAsLive: withClaims(ClosedCountsAsLive),
  releasesBeforeClosing: withMerges((parts) => new ReleasesBeforeClosing(parts)),
  transfersBeforeAbsorbing: withMerges((parts) => new TransfersBeforeAbsorbing(parts)),
  mergesUnannounced: withMerges(({ accounts, clock }) => new MergesUnannounced(accounts, clock)),
  leavesMergesOpen: withMerges(({ accounts, clock }) => new LeavesMergesOpen(accounts, clock)),
  forgetsSpentMerges: withMerges(({ accounts, clock }) => new ForgetsSpentMerges(accounts, clock)),
  takesFromAbsorbed: withClaims(TakesFromAbsorbed),
  recordsAliasFirst: withAliases(RecordsAliasFirst),
  recordsAliasThroughAbsorption: withAliases(RecordsAliasThroughAbsorption),
} as const satisfies Readonly<Record<string, MakeProtocols>>;

export type Fault = keyof typeof faulty;
