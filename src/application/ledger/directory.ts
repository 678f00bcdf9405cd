import type { ClaimEvent } from '../../domain/claim/claim.js';
import { claimDecider, type ClaimState } from '../../domain/claim/claim.js';
import { type ClaimKey, claimStream } from '../../domain/claim/claim-key.js';
import { fold } from '../../domain/kernel/decider.js';
import type { Identifier } from '../../domain/values/identifier.js';
import type { BlindIndex } from '../ports/blind-index.port.js';
import type { Accounts, LoadedAccount } from './accounts.js';
import type { Ledger } from './ledger.js';
import { rootOf } from './root.js';

export interface LoadedClaim {
  readonly version: number;
  readonly state: ClaimState;
}

/** Who has an identifier, straight from the claims: never from a read model that may lag. */
export class Directory {
  constructor(
    private readonly ledger: Ledger,
    private readonly accounts: Accounts,
    private readonly blindIndex: BlindIndex,
  ) {}

  async claim(key: Pick<ClaimKey, 'kind' | 'digest'>): Promise<LoadedClaim> {
    // The last event says it all; a claim stream only grows when an owner is displaced.
    const { version, entries } = await this.ledger.read<ClaimEvent>(claimStream(key), {
      direction: 'backwards',
      limit: 1,
    });
    return {
      version,
      state: fold(
        claimDecider,
        entries.map((entry) => entry.event),
      ),
    };
  }

  /**
   * The live account that holds an identifier, merges followed to the survivor. Reads the claims under all peppers, also
   * when the first has an owner: whoever waits for the answer learns nothing from how long it took.
   */
  async holder(identifier: Identifier): Promise<LoadedAccount | undefined> {
    return (await this.holding(identifier))?.holder;
  }

  /** The same, and the account that made the claim: itself, or one that lives on in it. */
  async holding(
    identifier: Identifier,
  ): Promise<{ readonly holder: LoadedAccount; readonly claimedBy: string } | undefined> {
    const claims = await Promise.all(this.blindIndex.keys(identifier).map((key) => this.claim(key)));
    for (const { state } of claims) {
      if (state.status === 'free') continue;
      const root = await this.root(state.owner);
      if (root.state.status === 'live' || root.state.status === 'suspended')
        return { holder: root, claimedBy: state.owner };
    }
    return undefined;
  }

  /** Where an account's history goes on: itself, or the account that absorbed it, to the end of the chain. */
  root(accountId: string): Promise<LoadedAccount> {
    return rootOf(this.accounts, accountId);
  }
}
