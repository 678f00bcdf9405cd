import type { ClaimEvent } from '../../../domain/claim/claim.js';
import { field, optional, text } from '../shape.js';
import { storedType } from '../stored-type.js';
import { claimKey, instant } from './common.js';

type Event<Name extends ClaimEvent['type']> = Extract<ClaimEvent, { readonly type: Name }>;

/** `claim-<kind>-<digest>`: who owns one identifier. */
export const claimTypes = {
  IdentifierClaimed: storedType<Event<'IdentifierClaimed'>>(
    'IdentifierClaimed.v1',
    'IdentifierClaimed',
    'claim',
    'An account took the identifier: a free one, or one whose owner is over.',
    {
      key: field(claimKey, 'the identifier, blind'),
      accountId: field(text, 'the owner from now on'),
      registrationId: optional(text, 'the registration that claimed; absent: an alias of a live account'),
      at: field(instant, 'when it was claimed'),
      displaced: optional(text, 'the owner until now, whose own stream had ended'),
    },
  ),
  ClaimReleased: storedType<Event<'ClaimReleased'>>(
    'ClaimReleased.v1',
    'ClaimReleased',
    'claim',
    'An owner that is over gave the identifier back.',
    { accountId: field(text, 'the owner until now') },
  ),
};
