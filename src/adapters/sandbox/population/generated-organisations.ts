import { renderTaxCode, taxCodeParent, type TaxCode } from '../../../domain/values/tax-code.js';
import type { NumberSource } from './numbers.js';
import { defineOrganisation, type OrganisationRow } from './organisation-row.js';
import type { SandboxOrganisation } from './person.js';
import { address, province } from './places.js';
import type { SeededRandom } from './random.js';

const forms = ['Công ty TNHH', 'Công ty Cổ phần', 'Hợp tác xã', 'Doanh nghiệp tư nhân'];
const words = ['Cầu Vồng', 'Hoa Gạo', 'Suối Mơ', 'Trăng Non', 'Đồi Thông', 'Sương Mai', 'Thuyền Giấy', 'Ong Vàng'];
const trades = ['Thử nghiệm', 'Thương mại', 'Xây dựng', 'Vận tải', 'Nông sản'];
const departments = ['Sở Thử nghiệm', 'Sở Mẫu', 'Chi cục Thử nghiệm', 'Trung tâm Mẫu', 'Ban Thử nghiệm'];

/** Enterprises, one in four with a branch, and one agency for every five of them. */
export function generatedOrganisations(
  random: SeededRandom,
  numbers: NumberSource,
  count: number,
): readonly SandboxOrganisation[] {
  const rows: OrganisationRow[] = [];
  for (let number = 1; number <= count; number += 1) {
    const own = random.fork(`organisation/${number}`);
    const enterprise = enterpriseRow(own, numbers, number);
    rows.push(enterprise);
    if (own.percent(25)) rows.push(branchRow(own, enterprise, number));
    if (number % 5 === 0) rows.push(agencyRow(own, numbers, number / 5));
  }
  return rows.map(defineOrganisation);
}

const certificates = (random: SeededRandom): string =>
  random.pick(['usb', 'usb', 'usb', 'smartCa', 'usb;smartCa', 'usb:expired', '']);

function enterpriseRow(random: SeededRandom, numbers: NumberSource, number: number): OrganisationRow {
  const handle = `e${String(number).padStart(3, '0')}`;
  return {
    handle,
    kind: 'enterprise',
    name: `${random.pick(forms)} ${random.pick(trades)} ${random.pick(words)} ${number} Sandbox`,
    taxCode: numbers.taxCode(),
    address: address(random, province(random).province),
    email: `vanthu@${handle}.example`,
    certificates: certificates(random),
  };
}

function branchRow(random: SeededRandom, parent: OrganisationRow, number: number): OrganisationRow {
  const { handle = '', name = '', taxCode = '' } = parent;
  const branch = String(random.between(1, 20)).padStart(3, '0');
  return {
    handle: `${handle}-${branch}`,
    kind: 'enterprise',
    name: `Chi nhánh ${number} - ${name}`,
    taxCode: renderTaxCode(`${taxCodeParent(taxCode as TaxCode)}${branch}` as TaxCode),
    email: `chinhanh@${handle}.example`,
    certificates: certificates(random),
  };
}

function agencyRow(random: SeededRandom, numbers: NumberSource, number: number): OrganisationRow {
  return {
    handle: `a${String(number).padStart(3, '0')}`,
    kind: 'agency',
    name: `${random.pick(departments)} số ${number} tỉnh Sao Mai`,
    organisationCode: `H99.${100 + number}`,
    budgetCode: numbers.budgetCode(),
    ...(random.percent(50) ? { taxCode: numbers.taxCode() } : {}),
    parent: 'Ủy ban nhân dân tỉnh Sao Mai',
    listed: random.percent(90) ? 'yes' : 'no',
    certificates: 'usb',
  };
}
