import { accountDecider } from '../../domain/account/account.decider.js';
import type { AccountCommand } from '../../domain/account/account.commands.js';
import { type AccountState, isOpened, isTerminal } from '../../domain/account/account.state.js';
import { claimDecider } from '../../domain/claim/claim.js';
import { type ClaimKey, claimStream } from '../../domain/claim/claim-key.js';
import { isAnotherPersons } from '../../domain/claim/same-person.js';
import { type Duration, since } from '../../domain/kernel/instant.js';
import type { Facts } from '../../domain/kernel/refusal.js';
import type { RegistrationEvent, RegistrationPinned } from '../../domain/registration/registration.events.js';
import type { Accounts, LoadedAccount } from '../ledger/accounts.js';
import type { CommandContext } from '../ledger/command-context.js';
import type { Directory, LoadedClaim } from '../ledger/directory.js';
import type { Ledger } from '../ledger/ledger.js';
import type { AppendResult } from '../ports/event-store.port.js';
import type { Clock } from '../ports/clock.port.js';

export type Pinned = RegistrationPinned['data'];
export type RegisterCommand = Extract<AccountCommand, { type: 'Register' }>;

export interface ClaimRequest {
  readonly registrationId: string;
  /** What to pin if nothing is pinned yet. */
  readonly propose: () => Pinned;
  /** What is pinned, where the caller has read it. */
  readonly pinned?: Pinned;
  /** The account's first event, from what was pinned; its keys are those that were claimed. */
  readonly register: (pinned: Pinned) => RegisterCommand;
  /** How long a claim whose owner has not spoken is left alone. Liveness only. */
  readonly patience: Duration;
  readonly context: CommandContext;
}

export type ClaimOutcome =
  | { readonly kind: 'registered'; readonly accountId: string }
  | { readonly kind: 'superseded'; readonly accountId: string }
  | { readonly kind: 'duplicate'; readonly accountId: string; readonly facts: Facts }
  /** Not final: another registration holds an identifier and has not spoken yet. Ask again. */
  | { readonly kind: 'pending'; readonly retryAfterMs: number };

export type KeyOutcome = { readonly kind: 'mine' } | { readonly kind: 'duplicate'; readonly owner: string } | Pending;
type Pending = { readonly kind: 'pending'; readonly retryAfterMs: number };
/** Somebody else wrote the account's first event: back to step 1. */
type ReadAgain = 'readAgain';
/** What the current owner of a claim turned out to be. */
type Verdict = { readonly kind: 'terminal' } | { readonly kind: 'live'; readonly root: string } | Pending;

/**
 * One subject, one account, over appends to single streams (docs/explanation/dedup.md). Every step is one read or one
 * conditional append, and every step may be the last before a crash or run twice at once.
 *
 * The first event of `account-<id>` decides a registration. A claim is displaced only after its owner's own stream is
 * terminal, by an append that expects the version at which the claim was read before the owner was.
 */
export class ClaimProtocol {
  constructor(
    protected readonly ledger: Ledger,
    protected readonly accounts: Accounts,
    protected readonly directory: Directory,
    protected readonly clock: Clock,
  ) {}

  /** Runs a registration to its answer; run again, it gives the same answer, unless that was `pending`. */
  async register(request: ClaimRequest): Promise<ClaimOutcome> {
    const pinned = request.pinned ?? (await this.pin(request));
    for (;;) {
      const mine = await this.readOwn(pinned.accountId);
      const answer = this.ownAnswer(mine) ?? (await this.claimAndCommit(pinned, mine, request));
      if (answer !== 'readAgain') return answer;
    }
  }

  /** The pinned account id and keys: ours if none were, else those of whoever came first. */
  protected async pin({ registrationId, propose, context }: ClaimRequest): Promise<Pinned> {
    const stream = `registration-${registrationId}`;
    for (;;) {
      const { version, entries } = await this.ledger.read<RegistrationEvent>(stream);
      for (const { event } of entries) if (event.type === 'RegistrationPinned') return event.data;
      const data = propose();
      const event: RegistrationPinned = { type: 'RegistrationPinned', data };
      const result = await this.ledger.append(stream, version, [event], context);
      if (result.kind === 'appended') return data;
    }
  }

  /** Step 1: every run reads its own account before it touches a claim. */
  protected readOwn(accountId: string): Promise<LoadedAccount> {
    return this.accounts.load(accountId);
  }

  /** What the account's own stream says of the command already. */
  protected ownAnswer({ accountId, state }: LoadedAccount): ClaimOutcome | undefined {
    switch (state.status) {
      case 'empty':
        return undefined;
      case 'superseded':
        return { kind: 'superseded', accountId };
      case 'refused':
        return { kind: 'duplicate', accountId, facts: state.facts };
      default:
        return { kind: 'registered', accountId };
    }
  }

  /**
   * Step 2 for every key, then step 3 with those that are ours. A CMND that somebody took between the pinning and here,
   * and who turns out to be another person, is left out, as it would have been had they come before the pinning: what
   * tells the two apart, their personal numbers, is claimed by both.
   */
  private async claimAndCommit(
    pinned: Pinned,
    mine: LoadedAccount,
    request: ClaimRequest,
  ): Promise<ClaimOutcome | ReadAgain> {
    const keys: ClaimKey[] = [];
    for (const key of pinned.keys) {
      const outcome = await this.claimKey(key, pinned.accountId, request);
      if (outcome.kind === 'pending') return outcome;
      if (outcome.kind === 'mine') keys.push(key);
      else if (!(await this.isAnotherPersons(key, pinned, outcome.owner))) return this.refuse(mine, key, request);
    }
    return this.commit(mine, request.register({ ...pinned, keys }), request.context);
  }

  private async isAnotherPersons(key: ClaimKey, { keys }: Pinned, owner: string): Promise<boolean> {
    if (key.kind !== 'cmnd') return false;
    const { state } = await this.accounts.load(owner);
    return isOpened(state) && isAnotherPersons(key, keys, state.keys);
  }

  /** Step 2: makes the key ours, unless its owner is live or has not spoken yet. */
  protected async claimKey(
    key: ClaimKey,
    accountId: string,
    request: Pick<ClaimRequest, 'patience' | 'context'> & { readonly registrationId?: string },
  ): Promise<KeyOutcome> {
    for (;;) {
      const claim = await this.directory.claim(key);
      if (claim.state.status === 'claimed') {
        if (claim.state.owner === accountId) return { kind: 'mine' };
        const verdict = await this.judge(claim, accountId, request);
        if (verdict.kind === 'live') return { kind: 'duplicate', owner: verdict.root };
        if (verdict.kind === 'pending') return verdict;
      }
      const result = await this.take(key, claim, accountId, request);
      if (result.kind === 'appended') return { kind: 'mine' };
    }
  }

  /** Whether the owner of a claim is live, terminal (fenced here if need be), or not to be judged yet. */
  protected async judge(
    claim: LoadedClaim,
    taker: string,
    { patience, context }: Pick<ClaimRequest, 'patience' | 'context'>,
  ): Promise<Verdict> {
    if (claim.state.status === 'free') return { kind: 'terminal' };
    for (;;) {
      const owner = await this.accounts.load(claim.state.owner);
      const { state } = owner;
      if (this.isDisplaceable(state)) return { kind: 'terminal' };
      if (state.status === 'empty') {
        const age = since(claim.state.at, this.clock.now());
        if (age < patience) return { kind: 'pending', retryAfterMs: Math.max(1, patience - age) };
        if (await this.fence(owner, claim.state.registrationId, taker, context)) return { kind: 'terminal' };
        continue;
      }
      if (state.status !== 'absorbed') return { kind: 'live', root: owner.accountId };
      const root = await this.directory.root(owner.accountId);
      if (root.state.status !== 'closed') return { kind: 'live', root: root.accountId };
      if (await this.closeAbsorbed(owner, context)) return { kind: 'terminal' };
    }
  }

  /** The owner's stream says that it will never own anything again. */
  protected isDisplaceable(state: AccountState): boolean {
    return isTerminal(state);
  }

  /** Ends a silent owner's registration; false when it spoke first. */
  protected async fence(
    owner: LoadedAccount,
    registrationId: string,
    by: string,
    context: CommandContext,
  ): Promise<boolean> {
    const decision = accountDecider.decide(owner.state, { type: 'SupersedeRegistration', registrationId, by });
    if (decision.kind === 'rejected') return false;
    return (await this.accounts.append(owner, decision.events, context)).kind === 'appended';
  }

  /** An account absorbed into a closed one is closed itself before its identifier is taken. */
  protected async closeAbsorbed(owner: LoadedAccount, context: CommandContext): Promise<boolean> {
    const decision = accountDecider.decide(owner.state, {
      type: 'Close',
      ground: 'absorbedIntoClosed',
      at: this.clock.now(),
      openMerges: [],
      survivorIsClosed: true,
    });
    if (decision.kind === 'rejected') return false;
    return (await this.accounts.append(owner, decision.events, context)).kind === 'appended';
  }

  /** Appends our claim at the version the claim was read at, before the owner was. */
  protected take(
    key: ClaimKey,
    claim: LoadedClaim,
    accountId: string,
    { context, registrationId }: { readonly context: CommandContext; readonly registrationId?: string },
  ): Promise<AppendResult> {
    const decision = claimDecider.decide(claim.state, {
      type: 'Claim',
      key,
      accountId,
      at: this.clock.now(),
      ...(registrationId !== undefined && { registrationId }),
      ...(claim.state.status === 'claimed' && { displacing: { owner: claim.state.owner, ownerIsTerminal: true } }),
    });
    if (decision.kind === 'rejected') throw new Error(`A judged claim cannot be refused: ${decision.refusal.code}`);
    return this.ledger.append(claimStream(key), claim.version, decision.events, context);
  }

  /** The refusal goes on our own account before it is told: a repeat of the command must not register later. */
  protected async refuse(
    mine: LoadedAccount,
    key: ClaimKey,
    { registrationId, context }: Pick<ClaimRequest, 'registrationId' | 'context'>,
  ): Promise<ClaimOutcome | ReadAgain> {
    const facts: Facts = { identifier: key.kind };
    const written = await this.writeFirst(
      mine,
      { type: 'RefuseRegistration', registrationId, code: 'registration.duplicate', facts },
      context,
    );
    return written ? { kind: 'duplicate', accountId: mine.accountId, facts } : 'readAgain';
  }

  /** Step 3. Somebody faster is not taken for a twin: the account's first event alone is the answer. */
  protected async commit(
    mine: LoadedAccount,
    command: RegisterCommand,
    context: CommandContext,
  ): Promise<ClaimOutcome | ReadAgain> {
    const written = await this.writeFirst(mine, command, context);
    return written ? { kind: 'registered', accountId: mine.accountId } : 'readAgain';
  }

  private async writeFirst(
    mine: LoadedAccount,
    command: RegisterCommand | Extract<AccountCommand, { type: 'RefuseRegistration' }>,
    context: CommandContext,
  ): Promise<boolean> {
    const decision = accountDecider.decide(mine.state, command);
    if (decision.kind === 'rejected')
      throw new Error(`${command.type} on an empty account was refused: ${decision.refusal.code}`);
    return (await this.accounts.append(mine, decision.events, context)).kind === 'appended';
  }
}
