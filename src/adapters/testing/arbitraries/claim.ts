import fc, { type Arbitrary } from 'fast-check';
import type { ClaimCommand, ClaimEvent, ClaimState } from '../../../domain/claim/claim.js';
import { claimKeys, instants } from './account.js';

const owners = fc.constantFrom('account1', 'account2', 'account3');
const registrationIds = fc.option(fc.constantFrom('r1', 'r2'), { nil: undefined });
const key = claimKeys();

/** Commands on the claim of one identifier, by a few accounts. */
export const claimCommands = (): Arbitrary<ClaimCommand> =>
  fc.oneof(
    fc
      .record({
        key,
        accountId: owners,
        registrationId: registrationIds,
        at: instants(),
        displacing: fc.option(fc.record({ owner: owners, ownerIsTerminal: fc.boolean() }), { nil: undefined }),
      })
      .map(({ key, accountId, at, registrationId, displacing }): ClaimCommand => ({
        type: 'Claim',
        key,
        accountId,
        at,
        ...(registrationId !== undefined && { registrationId }),
        ...(displacing !== undefined && { displacing }),
      })),
    fc
      .record({ accountId: owners, accountIsTerminal: fc.boolean() })
      .map((rest): ClaimCommand => ({ type: 'Release', ...rest })),
  );

/** Any events of one claim, in any order: a claim takes whatever comes. */
export const claimEvents = (): Arbitrary<ClaimEvent> =>
  fc.oneof(
    fc
      .record({ key, accountId: owners, at: instants(), registrationId: registrationIds })
      .map(({ registrationId, ...data }): ClaimEvent => ({
        type: 'IdentifierClaimed',
        data: { ...data, ...(registrationId !== undefined && { registrationId }) },
      })),
    owners.map((accountId): ClaimEvent => ({ type: 'ClaimReleased', data: { accountId } })),
  );

export const claimStates = (): Arbitrary<ClaimState> =>
  fc.oneof(
    fc.constant<ClaimState>({ status: 'free' }),
    fc
      .record({ owner: owners, at: instants(), registrationId: fc.constantFrom('', 'r1', 'r2') })
      .map((rest): ClaimState => ({ status: 'claimed', ...rest })),
  );
