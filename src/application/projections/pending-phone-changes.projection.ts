import type { AccountEvent } from '../../domain/account/account.events.js';
import { subjectOf } from '../ledger/ledger.js';
import type { Projection } from './projection.js';

export const phoneChangeCollection = 'phone-change';
/** All pending changes are rows of one key, so that those that are due can be listed. */
export const pendingPhoneChanges = 'pending';
const placeCollection = 'phone-change-place';

/** Sorts by the time from which the change takes effect. */
export const phoneChangeSort = (effectiveFrom: number, accountId = ''): string =>
  `${String(effectiveFrom).padStart(16, '0')}-${accountId}`;

/** Changes of a lost OTP phone that wait for their time: what a sweeper looks through. */
export const pendingPhoneChangesProjection: Projection = {
  name: 'pending-phone-changes',
  handles: new Set<AccountEvent['type']>([
    'OtpPhoneChangeRequested',
    'OtpPhoneChangeCancelled',
    'OtpPhoneChanged',
    'Closed',
  ]),
  async apply({ event, envelope }, read) {
    const accountId = subjectOf(envelope.stream);
    const row = { collection: phoneChangeCollection, key: pendingPhoneChanges } as const;
    const place = { collection: placeCollection, key: accountId, sort: '' } as const;
    if (event.type === 'OtpPhoneChangeRequested') {
      const sort = phoneChangeSort(event.data.effectiveFrom, accountId);
      return [
        { kind: 'put', ...row, sort, document: { accountId } },
        { kind: 'put', ...place, document: { sort } },
      ];
    }
    const sort = (await read(placeCollection, accountId))?.['sort'];
    if (typeof sort !== 'string') return [];
    return [
      { kind: 'delete', ...row, sort },
      { kind: 'delete', ...place },
    ];
  },
};
