import type { AccountEvent } from '../../domain/account/account.events.js';
import { emptyAccount, evolveAccount } from '../../domain/account/account.evolve.js';
import type { AccountState } from '../../domain/account/account.state.js';
import { type FieldOrigins, followOrigins } from './field-origins.js';
import { subjectOf } from '../ledger/ledger.js';
import type { JsonObject } from '../ports/json.js';
import type { Projection } from './projection.js';

export const profileCollection = 'profile';

/** The folded account, as far as position; personal parts stay sealed. */
export interface ProfileDocument {
  readonly version: number;
  readonly registeredAt: number;
  readonly state: AccountState;
  /** What each field rests on; absent in documents of before the projection followed it. */
  readonly origins?: FieldOrigins;
}

/** What the "Thông tin định danh" and methods screens show: the account's own fold, kept up to date. */
export const identityProfileProjection: Projection = {
  name: 'identity-profile',
  handles: new Set<AccountEvent['type']>([
    'Registered',
    'MethodAdded',
    'MethodRemoved',
    'IdentifierAdded',
    'KeysRenewed',
    'OtpPhoneAdded',
    'OtpPhoneRemoved',
    'DefaultOtpPhoneSet',
    'OtpPhoneChangeRequested',
    'OtpPhoneChangeCancelled',
    'OtpPhoneChanged',
    'PasswordChanged',
    'PasswordReset',
    'ContactChanged',
    'EmailVerified',
    'LoginLocked',
    'LoginUnlocked',
    'IdentitySyncedFromCSDL',
    'MergeStarted',
    'AbsorbedIntoAccount',
    'MergeRefused',
    'MergeReversed',
    'Suspended',
    'Reinstated',
    'PersonalDataErased',
    'Closed',
  ]),
  async apply({ event, envelope }, read) {
    const key = subjectOf(envelope.stream);
    const before = (await read(profileCollection, key)) as unknown as ProfileDocument | undefined;
    const origins = followOrigins(before?.origins, event as AccountEvent, envelope.meta.occurredAt);
    const document: ProfileDocument = {
      version: envelope.streamVersion,
      registeredAt: before?.registeredAt ?? envelope.meta.occurredAt,
      state: evolveAccount(before?.state ?? emptyAccount, event as AccountEvent),
      ...(origins !== undefined && { origins }),
    };
    return [{ kind: 'put', collection: profileCollection, key, sort: '', document: document as unknown as JsonObject }];
  },
};
