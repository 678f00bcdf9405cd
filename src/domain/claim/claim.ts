import { assertNever } from '../kernel/assert-never.js';
import { accepted, type Decider, type Decision, rejected } from '../kernel/decider.js';
import type { Instant } from '../kernel/instant.js';
import type { ClaimKey } from './claim-key.js';

/** Who owns one identifier. Stored in `claim-<kind>-<digest>`. */
export type ClaimEvent =
  | {
      readonly type: 'IdentifierClaimed';
      readonly data: {
        readonly key: ClaimKey;
        readonly accountId: string;
        /** The registration that claimed it; absent for an alias of a live account. */
        readonly registrationId?: string;
        readonly at: Instant;
        /** The account whose terminal stream let this claim displace its own. */
        readonly displaced?: string;
      };
    }
  | { readonly type: 'ClaimReleased'; readonly data: { readonly accountId: string } };

export type ClaimState =
  | { readonly status: 'free' }
  | { readonly status: 'claimed'; readonly owner: string; readonly at: Instant; readonly registrationId: string };

/**
 * Displacing asks for what the protocol has read of the owner: only `ownerIsTerminal` lets a claim go to another.
 * The append must expect the version at which the claim was read *before* the owner (docs/explanation/dedup.md).
 */
export type ClaimCommand =
  | {
      readonly type: 'Claim';
      readonly key: ClaimKey;
      readonly accountId: string;
      readonly registrationId?: string;
      readonly at: Instant;
      readonly displacing?: { readonly owner: string; readonly ownerIsTerminal: boolean };
    }
  | { readonly type: 'Release'; readonly accountId: string; readonly accountIsTerminal: boolean };

export type ClaimRefusal =
  'claim.heldByAnother' | 'claim.ownerNotTerminal' | 'claim.notHeld' | 'claim.releaseBeforeEnd';

const decide = (state: ClaimState, command: ClaimCommand): Decision<ClaimEvent, ClaimRefusal> => {
  switch (command.type) {
    case 'Claim': {
      if (state.status === 'claimed') {
        if (state.owner === command.accountId) return accepted();
        if (command.displacing?.owner !== state.owner) return rejected('claim.heldByAnother');
        if (!command.displacing.ownerIsTerminal) return rejected('claim.ownerNotTerminal');
      }
      const { key, accountId, registrationId, at } = command;
      return accepted({
        type: 'IdentifierClaimed',
        data: {
          key,
          accountId,
          at,
          ...(registrationId !== undefined && { registrationId }),
          ...(state.status === 'claimed' && { displaced: state.owner }),
        },
      });
    }
    case 'Release':
      if (state.status === 'free' || state.owner !== command.accountId) return rejected('claim.notHeld');
      if (!command.accountIsTerminal) return rejected('claim.releaseBeforeEnd');
      return accepted({ type: 'ClaimReleased', data: { accountId: command.accountId } });
    default:
      return assertNever(command);
  }
};

const evolve = (_state: ClaimState, event: ClaimEvent): ClaimState => {
  switch (event.type) {
    case 'IdentifierClaimed':
      return {
        status: 'claimed',
        owner: event.data.accountId,
        at: event.data.at,
        registrationId: event.data.registrationId ?? '',
      };
    case 'ClaimReleased':
      return { status: 'free' };
    default:
      return assertNever(event);
  }
};

export const claimDecider: Decider<ClaimCommand, ClaimEvent, ClaimState, ClaimRefusal> = {
  initialState: { status: 'free' },
  decide,
  evolve,
  isTerminal: () => false,
};
