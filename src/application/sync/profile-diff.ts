import type { IdentifierRecord, IdentityProfile } from '../../domain/account/identity-profile.js';
import { attestedNumbers } from '../registration/identity-checks.js';
import type { RegisterPerson } from '../ports/registries.port.js';
import type { FieldChange } from './sync-api.js';

/** What the population register is the source of; contacts, certificates and other registers' codes stay as they are. */
const fields = ['name', 'birthDate', 'gender', 'placeOfBirth', 'hometown', 'permanentAddress'] as const;

export interface SyncedProfile {
  readonly profile: IdentityProfile;
  readonly changes: readonly FieldChange[];
}

/** The profile as the register has it. What the register leaves out is kept: silence is no correction. */
export function synced(held: IdentityProfile, person: RegisterPerson): SyncedProfile {
  const identifiers = withNumbers(held.identifiers, attestedNumbers(person));
  const told = Object.fromEntries(
    fields.flatMap((field) => (person[field] === undefined ? [] : [[field, person[field]]])),
  ) as Partial<IdentityProfile>;
  const profile: IdentityProfile = { ...held, ...told, identifiers };
  const changed = (['identifiers', ...fields] as const).filter(
    (field) => JSON.stringify(held[field] ?? null) !== JSON.stringify(profile[field] ?? null),
  );
  const changes = changed.map((field) => ({
    field,
    before: held[field] ?? null,
    after: profile[field] ?? null,
  }));
  return { profile, changes };
}

/** Attested numbers take the place of typed ones of the same digits; the others stay beside them. */
const withNumbers = (
  held: readonly IdentifierRecord[],
  attested: readonly IdentifierRecord[],
): readonly IdentifierRecord[] => {
  const isSame = (a: IdentifierRecord, b: IdentifierRecord): boolean => a.kind === b.kind && a.value === b.value;
  const kept = held.map((one) => (one.attested ? one : (attested.find((two) => isSame(one, two)) ?? one)));
  return [...kept, ...attested.filter((one) => !kept.some((two) => isSame(one, two)))];
};
