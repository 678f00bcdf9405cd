import type { FieldEvidence } from '../../domain/account/account.events.js';
import type { IdentityProfile } from '../../domain/account/identity-profile.js';
import type { Attribute } from '../../domain/assurance/evidence.js';
import type { AttestedDetails } from '../../domain/registration/registration.events.js';
import type { OpenRegistration } from './opened.js';

type Field = keyof IdentityProfile;

/** Fields whose value a source gives. */
const attestable = [
  'name',
  'birthDate',
  'gender',
  'socialInsuranceCode',
  'placeOfBirth',
  'hometown',
  'permanentAddress',
  'parentOrganisation',
  'certificate',
] as const satisfies readonly (Field & keyof AttestedDetails)[];

/** Fields that a source does not give and yet confirms. */
const confirmable: Readonly<Partial<Record<Field, Attribute>>> = {
  name: 'name',
  birthDate: 'birthDate',
  gender: 'gender',
  phone: 'phone',
  email: 'email',
  socialInsuranceCode: 'socialInsuranceCode',
};

/**
 * Which evidence each field of the new account's profile rests on: that of the earliest source that gave the value, as the
 * profile itself is made, else of the earliest that confirmed what was typed. The rest was typed, and is not named.
 */
export function fieldEvidenceOf({ state, attested }: OpenRegistration): FieldEvidence {
  const origins: Partial<Record<Field, string>> = {};
  const organisation = attested.findIndex((one) => one.identifiers.some(({ kind }) => kind === 'organisationCode'));
  const idAt = (index: number): string | undefined => state.attestations[index]?.evidence.evidenceId;
  const note = (field: Field, evidenceId: string | undefined): void => {
    if (evidenceId !== undefined) origins[field] ??= evidenceId;
  };
  note('name', idAt(organisation));
  note('identifiers', idAt(attested.findIndex((one) => one.identifiers.length > 0)));
  for (const field of attestable) note(field, idAt(attested.findIndex((one) => one[field] !== undefined)));
  for (const [field, attribute] of Object.entries(confirmable) as [Field, Attribute][])
    note(
      field,
      state.attestations.find(({ evidence }) => evidence.attributes[attribute] === 'match')?.evidence.evidenceId,
    );
  return origins;
}
