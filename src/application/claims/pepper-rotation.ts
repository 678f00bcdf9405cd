import type { AccountEvent } from '../../domain/account/account.events.js';
import type { IdentityProfile } from '../../domain/account/identity-profile.js';
import { isOpened, type OpenedAccount } from '../../domain/account/account.state.js';
import { type ClaimKey, sameClaimKey } from '../../domain/claim/claim-key.js';
import { type Duration, seconds } from '../../domain/kernel/instant.js';
import type { Personal } from '../../domain/kernel/personal.js';
import type { Identifier } from '../../domain/values/identifier.js';
import { type Accounts, accountStream } from '../ledger/accounts.js';
import type { CommandContext } from '../ledger/command-context.js';
import type { Directory } from '../ledger/directory.js';
import { type Ledger, subjectOf } from '../ledger/ledger.js';
import type { BlindIndex } from '../ports/blind-index.port.js';
import type { Clock } from '../ports/clock.port.js';
import type { EventStore } from '../ports/event-store.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { PersonalData } from '../ports/personal-data.port.js';
import { ClaimProtocol } from './claim-protocol.js';

export interface RotationProgress {
  readonly position: number;
  readonly head: number;
  /** Accounts that have not ended, so far. */
  readonly accounts: number;
  /** Of these, how many got keys. */
  readonly renewed: number;
  /** Of these, how many lack a key under some active pepper: while there are any, no pepper may be taken out. */
  readonly left: number;
}

export interface RotationReport extends RotationProgress {
  /** The first of those that are left; at most a hundred. */
  readonly leftAccounts: readonly string[];
}

export interface RotationDeps {
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly eventStore: EventStore;
  readonly blindIndex: BlindIndex;
  readonly personalData: PersonalData;
  readonly ids: Ids;
}

interface Renewed {
  readonly renewed: boolean;
  readonly complete: boolean;
}

const PAGE = 500;
const MOST_LISTED = 100;
/** A claim made that long ago by a registration that has not spoken is taken: longer than any registration needs. */
const PATIENCE: Duration = seconds(60);

/** Step 2 of the protocol for one further key of an identifier that the account has. */
class TwinClaims extends ClaimProtocol {
  async claim(key: ClaimKey, accountId: string, context: CommandContext): Promise<boolean> {
    return (await this.claimKey(key, accountId, { patience: PATIENCE, context })).kind === 'mine';
  }
}

/**
 * While a pepper is replaced: gives every identifier of every account that has not ended its key under all active
 * peppers (ADR 0032). Each is claimed for the account that has it, by step 2 of the claim protocol, then recorded. May be
 * stopped and run again at any time, and beside a running service: an account that has all its keys costs a load. Nobody
 * is told of it, since nothing about the subject is new.
 */
export class PepperRotation {
  private readonly twins: TwinClaims;

  constructor(private readonly deps: RotationDeps) {
    this.twins = new TwinClaims(deps.ledger, deps.accounts, deps.directory, deps.clock);
  }

  async run(onProgress: (progress: RotationProgress) => void = () => undefined): Promise<RotationReport> {
    const { eventStore } = this.deps;
    const leftAccounts: string[] = [];
    let [accounts, renewed, left, position] = [0, 0, 0, 0];
    for (;;) {
      const { events, next } = await eventStore.readAll(position, PAGE);
      if (events.length === 0) return { position, head: position, accounts, renewed, left, leftAccounts };
      for (const { type, stream } of events) {
        if (!type.startsWith('Registered.')) continue;
        const accountId = subjectOf(stream);
        const outcome = await this.renew(accountId);
        if (outcome === undefined) continue;
        accounts += 1;
        if (outcome.renewed) renewed += 1;
        if (outcome.complete) continue;
        left += 1;
        if (leftAccounts.length < MOST_LISTED) leftAccounts.push(accountId);
      }
      position = next;
      onProgress({ position, head: Math.max(position, await eventStore.head()), accounts, renewed, left });
    }
  }

  /** One account; nothing where it has no identifiers any more. */
  private async renew(accountId: string): Promise<Renewed | undefined> {
    const { state } = await this.deps.accounts.load(accountId);
    if (!isOpened(state) || state.status === 'closed') return undefined;
    if (this.isComplete(state)) return { renewed: false, complete: true };
    const context = this.context();
    const keys: ClaimKey[] = [];
    for (const identifier of await this.identifiersOf(accountId)) {
      const all = this.deps.blindIndex.keys(identifier);
      const isHeld = (key: ClaimKey): boolean => state.keys.some((held) => sameClaimKey(held, key));
      if (!all.some(isHeld)) continue;
      for (const key of all.filter((one) => !isHeld(one))) {
        if (await this.twins.claim(key, accountId, context)) keys.push(key);
      }
    }
    const recorded = await this.deps.accounts.transact(accountId, { type: 'RenewKeys', keys }, context);
    const now = recorded.kind === 'contended' ? state : recorded.account.state;
    return { renewed: keys.length > 0, complete: isOpened(now) && this.isComplete(now) };
  }

  /** As many identifiers of each kind under every active pepper as under any, told without reading one. */
  private isComplete({ keys }: OpenedAccount): boolean {
    const countOf = (kind: string, pepper: string): number =>
      keys.filter((key) => key.kind === kind && key.pepper === pepper).length;
    const known = new Set(keys.map(({ pepper }) => pepper));
    return [...new Set(keys.map(({ kind }) => kind))].every((kind) => {
      const most = Math.max(...[...known].map((pepper) => countOf(kind, pepper)));
      return this.activePeppers().every((pepper) => countOf(kind, pepper) >= most);
    });
  }

  private activePeppers(): readonly string[] {
    return this.deps.blindIndex.keys({ kind: 'certificate', value: '0'.repeat(64) }).map(({ pepper }) => pepper);
  }

  /** Every identifier that the account's history tells of, removed certificates included: their claims stay. */
  private async identifiersOf(accountId: string): Promise<readonly Identifier[]> {
    const { entries } = await this.deps.ledger.read<AccountEvent>(accountStream(accountId));
    const found = new Map<string, Identifier>();
    const add = (one: Identifier): void => void found.set(`${one.kind}:${one.value}`, one);
    for (const { event } of entries) {
      if (event.type === 'Registered' || event.type === 'MethodAdded') {
        const { certificate } = event.data.grant;
        if (certificate !== undefined) add({ kind: 'certificate', value: certificate });
      }
      if (event.type === 'Registered' || event.type === 'IdentifierAdded' || event.type === 'IdentitySyncedFromCSDL')
        for (const { kind, value } of await this.opened(event.data.personal)) add({ kind, value } as Identifier);
    }
    return [...found.values()];
  }

  /** Nothing once erased. */
  private async opened(
    personal: Personal<Pick<IdentityProfile, 'identifiers'>>,
  ): Promise<IdentityProfile['identifiers']> {
    const box = await this.deps.personalData.open(personal);
    return box.kind === 'clear' ? box.value.identifiers : [];
  }

  private context(): CommandContext {
    const commandId = this.deps.ids.id();
    return {
      commandId,
      correlationId: commandId,
      causationId: commandId,
      actor: { kind: 'system', id: 'pepper-rotation' },
      channel: 'system',
      policyEdition: '',
    };
  }
}
