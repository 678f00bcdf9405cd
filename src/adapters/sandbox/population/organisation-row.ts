import { renderTaxCode, type TaxCode } from '../../../domain/values/tax-code.js';
import type { OrganisationCode } from '../../../domain/values/organisation-code.js';
import { parsed } from '../../../domain/kernel/refusal.js';
import { localPhone } from '../../../domain/values/phone.js';
import { Cells, type CellParser, type RowRead } from './cells.js';
import { agencyDefaults, certificateSpecReader, enterpriseDefaults, writeCertificateSpec } from './certificate-spec.js';
import type { SandboxAgency, SandboxEnterprise, SandboxOrganisation } from './person.js';
import { readEmail, readOrganisationCode, readPhone, readTaxCode, readText } from './value-readers.js';

/** An enterprise, a branch or an agency as one row of texts. Order of the columns. */
export const organisationFields = [
  'handle',
  'kind',
  'name',
  'taxCode',
  'organisationCode',
  'budgetCode',
  'parent',
  'listed',
  'address',
  'email',
  'phone',
  'representative',
  'certificates',
] as const;
export type OrganisationField = (typeof organisationFields)[number];
export type OrganisationRow = Readonly<Partial<Record<OrganisationField, string>>>;

const kinds = { enterprise: 'enterprise', agency: 'agency' } as const;

export function readOrganisationRow(row: OrganisationRow): RowRead<SandboxOrganisation> {
  const cells = new Cells(row);
  const handle = cells.required('handle', readText);
  const name = cells.required('name', readText)?.normalize('NFC');
  const kind = cells.choice('kind', kinds, undefined) ?? cells.required('kind', readText);
  const email = cells.optional('email', readEmail);
  const phone = cells.optional('phone', readPhone);
  const address = cells.text('address');
  const representative = cells.text('representative');
  if (handle === undefined || name === undefined) return { ok: false, problems: cells.problems };
  const base = {
    handle,
    name,
    ...(address && { address }),
    ...(email && { email }),
    ...(phone && { phone }),
    ...(representative && { representative }),
  };
  const organisation = kind === 'agency' ? readAgency(cells, base) : readEnterprise(cells, base);
  return organisation !== undefined && cells.problems.length === 0
    ? { ok: true, value: organisation }
    : { ok: false, problems: cells.problems };
}

type Base = Pick<SandboxOrganisation, 'handle' | 'name' | 'address' | 'email' | 'phone' | 'representative'>;

function readEnterprise(cells: Cells, base: Base): SandboxEnterprise | undefined {
  const taxCode = cells.required('taxCode', readTaxCode);
  const certificates = cells.list('certificates', certificateSpecReader(enterpriseDefaults));
  return taxCode && { kind: 'enterprise', ...base, taxCode, certificates };
}

function readAgency(cells: Cells, base: Base): SandboxAgency | undefined {
  const code: OrganisationCode | undefined = cells.required('organisationCode', readOrganisationCode);
  const taxCode: TaxCode | undefined = cells.optional('taxCode', readTaxCode);
  const budgetCode = cells.optional('budgetCode', readBudgetCode);
  const parent = cells.text('parent');
  const listed = cells.yes('listed', true);
  const certificates = cells.list('certificates', certificateSpecReader(agencyDefaults));
  return (
    code && {
      kind: 'agency',
      ...base,
      code,
      ...(taxCode && { taxCode }),
      ...(budgetCode && { budgetCode }),
      ...(parent && { parent }),
      listed,
      certificates,
    }
  );
}

/** MNS, the budget-relation code: seven digits. */
const readBudgetCode: CellParser<string> = (raw) =>
  /^\d{7}$/.test(raw) ? parsed(raw) : { ok: false, expected: '7 digits' };

/** The row that reads back as the same organisation. */
export function writeOrganisationRow(one: SandboxOrganisation): Readonly<Record<OrganisationField, string>> {
  const agency = one.kind === 'agency' ? one : undefined;
  const defaults = agency === undefined ? enterpriseDefaults : agencyDefaults;
  return {
    handle: one.handle,
    kind: one.kind,
    name: one.name,
    taxCode: one.taxCode === undefined ? '' : renderTaxCode(one.taxCode),
    organisationCode: agency?.code ?? '',
    budgetCode: agency?.budgetCode ?? '',
    parent: agency?.parent ?? '',
    listed: agency === undefined ? '' : agency.listed ? 'yes' : 'no',
    address: one.address ?? '',
    email: one.email ?? '',
    phone: one.phone === undefined ? '' : localPhone(one.phone),
    representative: one.representative ?? '',
    certificates: one.certificates.map((spec) => writeCertificateSpec(spec, defaults)).join(';'),
  };
}

/** For rows written in code: a problem there is a bug. */
export function defineOrganisation(row: OrganisationRow): SandboxOrganisation {
  const read = readOrganisationRow(row);
  if (read.ok) return read.value;
  throw new Error(`Not an organisation (${row.handle ?? '?'}): ${JSON.stringify(read.problems)}`);
}
