import type { CastMember } from './cast-people.js';
import type { OrganisationRow } from './organisation-row.js';

const enterprise = (about: string, row: Omit<OrganisationRow, 'handle' | 'kind'>): CastMember<OrganisationRow> => ({
  about,
  row: { kind: 'enterprise', ...row },
});
const agency = (about: string, row: Omit<OrganisationRow, 'handle' | 'kind'>): CastMember<OrganisationRow> => ({
  about,
  row: { kind: 'agency', ...row },
});

/** Enterprises that are the same under every seed. */
export const castEnterprises = {
  mayTrang: enterprise('signs by USB token, SmartCA and SIM; loan may log in for it with VNeID', {
    name: 'Công ty TNHH Mây Trắng Sandbox',
    taxCode: '0199000017',
    address: 'Số 1 phố Mây Trắng, phường Cầu Vồng Sandbox, Hà Nội',
    email: 'vanthu@maytrang.example',
    phone: '0950000101',
    representative: 'loan',
    certificates: 'usb;smartCa;sim',
  }),
  mayTrangHue: enterprise('branch of mayTrang, a subject of its own', {
    name: 'Chi nhánh Huế - Công ty TNHH Mây Trắng Sandbox',
    taxCode: '0199000017-001',
    email: 'hue@maytrang.example',
    certificates: 'usb',
  }),
  canhBuom: enterprise('its certificate has expired', {
    name: 'Công ty Cổ phần Cánh Buồm Sandbox',
    taxCode: '0199000024',
    email: 'vanthu@canhbuom.example',
    certificates: 'usb:expired',
  }),
  luaVang: enterprise('its certificate is of the government hierarchy, which enterprises may not use', {
    name: 'Hợp tác xã Lúa Vàng Sandbox',
    taxCode: '0199000031',
    email: 'vanthu@luavang.example',
    certificates: 'usb:government',
  }),
} satisfies Readonly<Record<string, CastMember<OrganisationRow>>>;

/** Agencies that are the same under every seed. */
export const castAgencies = {
  soSaoMai: agency('listed in the directory; certificates with tax code and budget code on token, SIM and SmartCA', {
    name: 'Sở Thử nghiệm tỉnh Sao Mai',
    organisationCode: 'H99.05',
    taxCode: '0199000049',
    budgetCode: '9900001',
    parent: 'Ủy ban nhân dân tỉnh Sao Mai',
    email: 'vanthu@saomai.example',
    phone: '0950000102',
    certificates: 'usb;sim;smartCa',
  }),
  phuongSaoMai: agency('its certificate carries only a budget code', {
    name: 'Ủy ban nhân dân phường Bình Minh Sandbox',
    organisationCode: 'H99.05.01',
    budgetCode: '9900002',
    parent: 'Ủy ban nhân dân tỉnh Sao Mai',
    certificates: 'usb',
  }),
  cucGioNam: agency('not listed in the directory', {
    name: 'Cục Gió Nam Sandbox',
    organisationCode: 'G99.17',
    budgetCode: '9900003',
    listed: 'no',
    certificates: 'usb',
  }),
  banSaoMai: agency('its certificate is of the public hierarchy, which agencies may not use', {
    name: 'Ban Quản lý Thử nghiệm tỉnh Sao Mai',
    organisationCode: 'H99.07',
    budgetCode: '9900004',
    parent: 'Ủy ban nhân dân tỉnh Sao Mai',
    certificates: 'usb:public',
  }),
} satisfies Readonly<Record<string, CastMember<OrganisationRow>>>;
