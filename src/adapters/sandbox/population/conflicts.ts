import type { SandboxOrganisation, SandboxPerson, SubscriberRecord } from './person.js';

/** Two of the sandbox that cannot both be there. `field` is the row's field that they share. */
export interface Conflict {
  readonly handle: string;
  readonly with: string;
  readonly field: string;
}

/** What must be one person's alone: handles, personal numbers, social-insurance codes, SIM certificates. A CMND need not be. */
export function conflictsOfPeople(people: readonly SandboxPerson[]): readonly Conflict[] {
  const seen = new Map<string, string>();
  const carriers = new Map<string, { readonly handle: string; readonly record: string }>();
  return people.flatMap((person) => {
    const found = claims(seen, person.handle, [
      ['handle', person.handle],
      ['personalNumber', person.personalNumber],
      ['socialInsuranceCode', person.socialInsurance?.code],
      ['certificates', simPhone(person)],
    ]);
    for (const phone of person.phones) {
      const record = recordText(person.subscriber);
      const other = carriers.get(phone);
      if (other === undefined) carriers.set(phone, { handle: person.handle, record });
      else if (other.record !== record) found.push({ handle: person.handle, with: other.handle, field: 'carrierId' });
    }
    return found;
  });
}

export function conflictsOfOrganisations(organisations: readonly SandboxOrganisation[]): readonly Conflict[] {
  const seen = new Map<string, string>();
  return organisations.flatMap((one) =>
    claims(seen, one.handle, [
      ['handle', one.handle],
      ['taxCode', one.taxCode],
      ['organisationCode', one.kind === 'agency' ? one.code : undefined],
      ['budgetCode', one.kind === 'agency' ? one.budgetCode : undefined],
    ]),
  );
}

type Keys = readonly (readonly [field: string, value: string | undefined])[];

function claims(seen: Map<string, string>, handle: string, keys: Keys): Conflict[] {
  return keys.flatMap(([field, value]) => {
    if (value === undefined) return [];
    const owner = seen.get(`${field} ${value}`);
    if (owner !== undefined) return [{ handle, with: owner, field }];
    seen.set(`${field} ${value}`, handle);
    return [];
  });
}

const simPhone = (person: SandboxPerson): string | undefined =>
  person.certificates.some(({ carrier }) => carrier === 'sim') ? person.phones[0] : undefined;

const recordText = (record: SubscriberRecord | undefined): string =>
  JSON.stringify([record?.personId, record?.name, record?.birthDate]);
