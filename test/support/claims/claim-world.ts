import { AliasProtocol, type AliasOutcome } from '../../../src/application/claims/alias-protocol.js';
import { ClaimProtocol, type ClaimOutcome, type Pinned } from '../../../src/application/claims/claim-protocol.js';
import {
  type CloseOutcome,
  type MergeOutcome,
  MergeProtocol,
  type ReversalOutcome,
} from '../../../src/application/claims/merge-protocol.js';
import { Accounts } from '../../../src/application/ledger/accounts.js';
import type { CommandContext } from '../../../src/application/ledger/command-context.js';
import { Directory } from '../../../src/application/ledger/directory.js';
import { Ledger } from '../../../src/application/ledger/ledger.js';
import type { Clock } from '../../../src/application/ports/clock.port.js';
import type { EventStore } from '../../../src/application/ports/event-store.port.js';
import { instant, milliseconds } from '../../../src/domain/kernel/instant.js';
import { clear } from '../../../src/domain/kernel/personal.js';
import { grant, key } from '../accounts.js';
import { noSnapshots, plainCodec, TinyStore } from './tiny-store.js';

/** What somebody asks for. Accounts are named by the registration that makes them. */
export type Command =
  /** Each run proposes the next of the lists of keys, the last one again and again. */
  | { readonly kind: 'register'; readonly id: string; readonly keys: readonly (readonly string[])[] }
  | { readonly kind: 'alias'; readonly id: string; readonly account: string; readonly keys: readonly string[] }
  | { readonly kind: 'merge'; readonly id: string; readonly survivor: string; readonly victim: string }
  /** Reverses the merge of that id. */
  | { readonly kind: 'reverse'; readonly id: string; readonly absorbed: string }
  | { readonly kind: 'close' | 'suspend' | 'reinstate'; readonly id: string; readonly account: string };

export type Outcome =
  ClaimOutcome | AliasOutcome | MergeOutcome | ReversalOutcome | CloseOutcome | { readonly kind: 'done' };

export interface Parts {
  readonly ledger: Ledger;
  readonly accounts: Accounts;
  readonly directory: Directory;
  readonly clock: Clock;
}

export interface Protocols {
  readonly claims: ClaimProtocol;
  readonly aliases: AliasProtocol;
  readonly merges: MergeProtocol;
}
export type MakeProtocols = (parts: Parts) => Protocols;

export const soundProtocols: MakeProtocols = ({ ledger, accounts, directory, clock }) => ({
  claims: new ClaimProtocol(ledger, accounts, directory, clock),
  aliases: new AliasProtocol(ledger, accounts, directory, clock),
  merges: new MergeProtocol(accounts, clock),
});

export const patience = milliseconds(1_000);

const context = (commandId: string): CommandContext => ({
  commandId,
  correlationId: commandId,
  causationId: commandId,
  actor: { kind: 'system', id: 'model' },
  channel: 'system',
  policyEdition: '',
});

/** One store, one clock, and commands run on them by the protocols under test. */
export class ClaimWorld {
  readonly store = new TinyStore();
  private time = 0;
  private made = 0;
  private readonly proposals = new Map<string, number>();
  readonly clock: Clock = { now: () => instant(this.time) };

  constructor(private readonly make: MakeProtocols = soundProtocols) {}

  /** Past the patience of every claim made so far. */
  jump(): void {
    this.time += patience;
  }

  parts(store: EventStore = this.store): Parts {
    const ids = { id: () => `event-${(this.made += 1)}`, token: () => '', digits: () => '' };
    const ledger = new Ledger(store, plainCodec, ids, this.clock);
    const accounts = new Accounts(ledger, noSnapshots);
    const directory = new Directory(ledger, accounts, { keys: () => [], tag: () => '' });
    return { ledger, accounts, directory, clock: this.clock };
  }

  /** The account that a registration was given: what is pinned, or what its first run would propose. */
  accountOf(registration: string): string {
    for (const event of this.store.peek(`registration-${registration}`))
      if (event.type === 'RegistrationPinned') return event.data.accountId;
    return `${registration}.1`;
  }

  /** One run of a command, over a store that may delay it or break it off. */
  async run(command: Command, store: EventStore = this.store): Promise<Outcome> {
    const parts = this.parts(store);
    const { claims, aliases, merges } = this.make(parts);
    switch (command.kind) {
      case 'register':
        return claims.register({
          registrationId: command.id,
          propose: () => this.propose(command),
          register: ({ keys }) => ({
            type: 'Register',
            registrationId: command.id,
            subject: 'citizen',
            grant: grant('mobile'),
            evidence: [],
            keys,
            consent: { edition: 'terms-1', digest: 'cd', at: instant(0) },
            personal: clear({ identifiers: [], name: '' }),
          }),
          patience,
          context: context(command.id),
        });
      case 'alias':
        return aliases.addAlias({
          accountId: this.accountOf(command.account),
          keys: command.keys.map((name) => key(name)),
          record: { type: 'AddIdentifier', keys: [], evidence: [], personal: clear({ identifiers: [] }) },
          patience,
          context: context(command.id),
        });
      case 'merge':
        return merges.merge(
          command.id,
          this.accountOf(command.survivor),
          this.accountOf(command.victim),
          context(command.id),
        );
      case 'reverse':
        return merges.reverse(command.id, this.accountOf(command.absorbed), 'other person', context(command.id));
      case 'close':
        return merges.close(this.accountOf(command.account), 'on request', undefined, context(command.id));
      case 'suspend':
      case 'reinstate': {
        const type = command.kind === 'suspend' ? 'Suspend' : 'Reinstate';
        const staff = { type, ground: 'court order', ticket: 'T-1', at: this.clock.now() } as const;
        await parts.accounts.transact(this.accountOf(command.account), staff, context(command.id));
        return { kind: 'done' };
      }
    }
  }

  private propose({ id, keys }: Extract<Command, { kind: 'register' }>): Pinned {
    const count = (this.proposals.get(id) ?? 0) + 1;
    this.proposals.set(id, count);
    const proposed = keys[Math.min(count, keys.length) - 1] ?? [];
    return {
      accountId: `${id}.${count}`,
      keys: proposed.map((name) => key(name)),
      methodId: 'mobile',
      at: this.clock.now(),
    };
  }
}
