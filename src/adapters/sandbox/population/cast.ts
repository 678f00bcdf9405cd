import { castAgencies, castEnterprises } from './cast-organisations.js';
import { castPeople, type CastMember } from './cast-people.js';
import { defineOrganisation, type OrganisationRow } from './organisation-row.js';
import { definePerson, type PersonRow } from './person-row.js';
import type { SandboxAgency, SandboxEnterprise, SandboxOrganisation, SandboxPerson } from './person.js';

export type CastPersonHandle = keyof typeof castPeople;
export type CastEnterpriseHandle = keyof typeof castEnterprises;
export type CastAgencyHandle = keyof typeof castAgencies;

/** The people and organisations with fixed names: `cast.an`, `cast.mayTrang`. */
export type Cast = Readonly<
  Record<CastPersonHandle, SandboxPerson> &
    Record<CastEnterpriseHandle, SandboxEnterprise> &
    Record<CastAgencyHandle, SandboxAgency>
>;

type Members<Row> = Readonly<Record<string, CastMember<Row>>>;
const withHandles = <Row>(members: Members<Row>): readonly (Omit<Row, 'handle'> & { readonly handle: string })[] =>
  Object.entries(members).map(([handle, { row }]) => ({ handle, ...row }));

export const castOfPeople: readonly SandboxPerson[] = withHandles<PersonRow>(castPeople).map(definePerson);
export const castOfOrganisations: readonly SandboxOrganisation[] = withHandles<OrganisationRow>({
  ...castEnterprises,
  ...castAgencies,
}).map(defineOrganisation);

/** What each of the cast is there to show, for lists and documents. */
export const castAbout: Readonly<Record<keyof Cast, string>> = Object.fromEntries(
  Object.entries({ ...castPeople, ...castEnterprises, ...castAgencies }).map(([handle, { about }]) => [handle, about]),
) as Record<keyof Cast, string>;
