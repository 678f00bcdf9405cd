import { castOfOrganisations, castOfPeople } from '../population/cast.js';
import { conflictsOfOrganisations, conflictsOfPeople } from '../population/conflicts.js';
import {
  organisationFields,
  readOrganisationRow,
  writeOrganisationRow,
  type OrganisationField,
} from '../population/organisation-row.js';
import { personFields, readPersonRow, writePersonRow, type PersonField } from '../population/person-row.js';
import type { SandboxOrganisation, SandboxPerson } from '../population/person.js';
import { readTable, writeTable, type CsvRead, type CsvTable } from './csv-table.js';

const peopleTable: CsvTable<PersonField, SandboxPerson> = {
  fields: personFields,
  required: ['handle', 'personalNumber', 'name', 'birthDate'],
  read: readPersonRow,
  write: writePersonRow,
  conflicts: conflictsOfPeople,
};

const organisationsTable: CsvTable<OrganisationField, SandboxOrganisation> = {
  fields: organisationFields,
  required: ['handle', 'kind', 'name'],
  read: readOrganisationRow,
  write: writeOrganisationRow,
  conflicts: conflictsOfOrganisations,
};

/**
 * People from the text of a CSV file, for a sandbox where the fixed cast is too; a row with the handle of one of the cast
 * takes that one's place. Either everybody is read or nobody, with every problem and its line.
 */
export const readPeopleCsv = (text: string, beside: readonly SandboxPerson[] = castOfPeople): CsvRead<SandboxPerson> =>
  readTable(peopleTable, text, beside);

/** The text that reads back as the same people. */
export const writePeopleCsv = (people: readonly SandboxPerson[]): string => writeTable(peopleTable, people);

/** As `readPeopleCsv`, for enterprises and agencies. */
export const readOrganisationsCsv = (
  text: string,
  beside: readonly SandboxOrganisation[] = castOfOrganisations,
): CsvRead<SandboxOrganisation> => readTable(organisationsTable, text, beside);

/** The text that reads back as the same organisations. */
export const writeOrganisationsCsv = (organisations: readonly SandboxOrganisation[]): string =>
  writeTable(organisationsTable, organisations);
