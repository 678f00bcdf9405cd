import type { DomainEvent } from '../../application/ports/event-codec.port.js';
import type { RecordShape } from './shape.js';
import type { StoredType } from './stored-type.js';
import { accountAccessTypes, attemptsTypes } from './types/account-access.types.js';
import { accountIdentityTypes, addedIdentifiers } from './types/account-identity.types.js';
import { accountLifeTypes } from './types/account-life.types.js';
import { caseTypes, complaintDetails } from './types/case.types.js';
import { claimTypes } from './types/claim.types.js';
import {
  certificateSummary,
  claimKey,
  consent,
  contact,
  evidence,
  identifierRecord,
  identityProfile,
  loginOrigin,
  methodGrant,
  otpPhone,
} from './types/common.js';
import {
  attestedDetails,
  confirmedContact,
  organisationKeys,
  registrationTypes,
  typedDetails,
} from './types/registration.types.js';
import type { UpcastStep } from './upcast.js';

/** Exactly one entry for every event of the system; an event without one does not compile. */
export type StoredTypes = {
  readonly [Name in DomainEvent['type']]: StoredType<Extract<DomainEvent, { readonly type: Name }>>;
};

const byEvent: StoredTypes = {
  ...accountIdentityTypes,
  ...accountAccessTypes,
  ...accountLifeTypes,
  ...attemptsTypes,
  ...registrationTypes,
  ...claimTypes,
  ...caseTypes,
};

/** How every event is written today, in the order of the reference. */
export const storedTypes: readonly StoredType[] = Object.values(byEvent) as unknown as readonly StoredType[];

/** From versions that are no longer written to those that are. Empty as long as every event is in its first version. */
export const upcastSteps: readonly UpcastStep[] = [];

/** Shapes that events refer to by name, for the reference. */
export const namedShapes: readonly RecordShape<object>[] = [
  methodGrant,
  evidence,
  claimKey,
  consent,
  identityProfile,
  identifierRecord,
  certificateSummary,
  typedDetails,
  attestedDetails,
  organisationKeys,
  confirmedContact,
  addedIdentifiers,
  otpPhone,
  contact,
  loginOrigin,
  complaintDetails,
] as unknown as readonly RecordShape<object>[];
