import type {
  AbsorbedIntoAccount,
  Closed,
  MergeRefused,
  MergeReversed,
  MergeStarted,
  PersonalDataErased,
  Reinstated,
  Suspended,
} from '../../../domain/account/account.events.js';
import { field, optional, text } from '../shape.js';
import { storedType } from '../stored-type.js';
import { instant } from './common.js';

const decision = {
  ground: field(text, 'on which ground'),
  ticket: field(text, "the officer's file"),
  at: field(instant, 'when'),
};

/** `account-<id>`: merges, suspension, erasure, the end. */
export const accountLifeTypes = {
  MergeStarted: storedType<MergeStarted>(
    'MergeStarted.v1',
    'MergeStarted',
    'account',
    'This account means to absorb another.',
    {
      mergeId: field(text, 'its id'),
      absorbs: field(text, 'the other account'),
      at: field(instant, 'when'),
    },
  ),
  AbsorbedIntoAccount: storedType<AbsorbedIntoAccount>(
    'AbsorbedIntoAccount.v1',
    'AbsorbedIntoAccount',
    'account',
    'The merge itself: every look-up of this account follows to the survivor. No claim moves.',
    { mergeId: field(text, 'which merge'), into: field(text, 'the survivor'), at: field(instant, 'when') },
  ),
  MergeRefused: storedType<MergeRefused>(
    'MergeRefused.v1',
    'MergeRefused',
    'account',
    'A merge that had been started will not happen.',
    {
      mergeId: field(text, 'which merge'),
      by: field(text, 'the account whose own merge or closing stood against it'),
      at: field(instant, 'when'),
    },
  ),
  MergeReversed: storedType<MergeReversed>(
    'MergeReversed.v1',
    'MergeReversed',
    'account',
    'On evidence that they are different persons the accounts were taken apart.',
    {
      mergeId: field(text, 'which merge'),
      from: field(text, 'the account that had absorbed this one'),
      at: field(instant, 'when'),
      ground: field(text, 'on which ground'),
    },
  ),
  Suspended: storedType<Suspended>(
    'Suspended.v1',
    'Suspended',
    'account',
    'An officer closed the account for now.',
    decision,
  ),
  Reinstated: storedType<Reinstated>(
    'Reinstated.v1',
    'Reinstated',
    'account',
    'An officer opened the account again.',
    decision,
  ),
  PersonalDataErased: storedType<PersonalDataErased>(
    'PersonalDataErased.v1',
    'PersonalDataErased',
    'account',
    "The subject's key was destroyed: what is sealed in this account can never be read again.",
    decision,
  ),
  Closed: storedType<Closed>(
    'Closed.v1',
    'Closed',
    'account',
    'The account is over, and its identifiers may be claimed again.',
    {
      ground: field(text, 'on which ground'),
      ticket: optional(text, "the officer's file"),
      at: field(instant, 'when'),
    },
  ),
};
