import type { PolicyColumn, PolicyEdition } from '../../../src/domain/policy/edition.js';
import { documentedEditions } from '../../../src/domain/policy/editions/documented-editions.js';
import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import { identityMethods, type IdentityMethod, type SubjectKind } from '../../../src/domain/policy/methods.js';
import { openMethods } from '../../../src/domain/policy/policy-book.js';

/** R: registers, A: may be added, L: lets in; a dot: closed. One group of three for citizen, enterprise and agency each. */
type Row = `${string} ${string} ${string}`;
type Grid = Readonly<Record<IdentityMethod, Row>>;

const portal: Grid = {
  mobileSubscriber: 'R.L ... ...',
  socialInsurance: 'R.L ... ...',
  vnpost: 'R.L ... ...',
  usbToken: 'RAL RAL RAL',
  simPki: 'RAL .AL ...',
  smartCa: '... ... ...',
  vneid: '... ... ...',
  inPerson: 'RA. ... ...',
};
const closed = '... ... ...';

const grids: Readonly<Record<string, Grid>> = {
  '2019': portal,
  '2022-07': portal,
  '2023': { ...portal, simPki: 'RAL RAL ...', smartCa: 'RAL RAL ...', vneid: 'RAL ... ...' },
  '2024-07': {
    mobileSubscriber: closed,
    socialInsurance: closed,
    vnpost: closed,
    usbToken: '... RAL RAL',
    simPki: '... RAL RAL',
    smartCa: '... RAL ...',
    vneid: 'RAL RAL ...',
    inPerson: closed,
  },
  '2025-07': {
    mobileSubscriber: closed,
    socialInsurance: closed,
    vnpost: closed,
    usbToken: closed,
    simPki: closed,
    smartCa: closed,
    vneid: 'RAL RAL RAL',
    inPerson: closed,
  },
  sandbox: { ...portal, simPki: 'RAL RAL RAL', smartCa: 'RAL RAL RAL', vneid: 'RAL RAL RAL' },
};

const subjects: readonly SubjectKind[] = ['citizen', 'enterprise', 'agency'];
const columns: readonly (readonly [PolicyColumn, string])[] = [
  ['register', 'R'],
  ['add', 'A'],
  ['login', 'L'],
];

const cell = (edition: PolicyEdition, method: IdentityMethod, subject: SubjectKind): string =>
  columns.map(([column, letter]) => (openMethods(edition, subject, column).includes(method) ? letter : '.')).join('');
const gridOf = (edition: PolicyEdition) =>
  Object.fromEntries(
    identityMethods.map((method) => [method, subjects.map((subject) => cell(edition, method, subject)).join(' ')]),
  );

const editions = [...documentedEditions, sandboxEdition];
const edition = (id: string): PolicyEdition => {
  const found = editions.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no edition ${id}`);
  return found;
};

describe('what each edition opens', () => {
  it.each(editions.map((one) => [one.id, one] as const))('edition %s opens exactly this table', (id, one) => {
    expect(gridOf(one)).toEqual(grids[id]);
  });

  it.each([
    ['MOB-CITIZEN-ONLY', 'mobileSubscriber'],
    ['BHXH-CITIZEN-ONLY', 'socialInsurance'],
    ['VNPOST-CITIZEN-ONLY', 'vnpost'],
  ] as const)('[%s] in every edition', (_rule, method) => {
    for (const one of editions)
      for (const [column] of columns)
        for (const subject of ['enterprise', 'agency'] as const)
          expect(openMethods(one, subject, column)).not.toContain(method);
    expect(openMethods(edition('2019'), 'citizen', 'register')).toContain(method);
  });

  it('[COLUMNS-APART] an enterprise may add a SIM and log in by it before it may register by one', () => {
    expect(openMethods(edition('2022-07'), 'enterprise', 'register')).toEqual(['usbToken']);
    expect(openMethods(edition('2022-07'), 'enterprise', 'add')).toEqual(['usbToken', 'simPki']);
    expect(openMethods(edition('2022-07'), 'enterprise', 'login')).toEqual(['usbToken', 'simPki']);
  });

  const registersBy = (method: IdentityMethod) =>
    Object.fromEntries(
      documentedEditions.map((one) => [
        one.id,
        subjects.filter((subject) => openMethods(one, subject, 'register').includes(method)),
      ]),
    );

  it('[USB-SUBJECTS] a token registers everybody while the portal issues accounts to them', () => {
    expect(registersBy('usbToken')).toEqual({
      '2019': subjects,
      '2022-07': subjects,
      '2023': subjects,
      '2024-07': ['enterprise', 'agency'],
      '2025-07': [],
    });
  });

  it('[SIM-SUBJECTS] a SIM registers citizens, then enterprises, then agencies', () => {
    expect(registersBy('simPki')).toEqual({
      '2019': ['citizen'],
      '2022-07': ['citizen'],
      '2023': ['citizen', 'enterprise'],
      '2024-07': ['enterprise', 'agency'],
      '2025-07': [],
    });
  });

  it('[SMARTCA-SUBJECTS] SmartCA appears in 2023 and never registers an agency', () => {
    expect(registersBy('smartCa')).toEqual({
      '2019': [],
      '2022-07': [],
      '2023': ['citizen', 'enterprise'],
      '2024-07': ['enterprise'],
      '2025-07': [],
    });
  });

  it('[VNEID-SUBJECTS] VNeID serves one more kind of subject at a time', () => {
    expect(registersBy('vneid')).toEqual({
      '2019': [],
      '2022-07': [],
      '2023': ['citizen'],
      '2024-07': ['citizen', 'enterprise'],
      '2025-07': subjects,
    });
  });

  const vneidOnly = (id: string, subject: SubjectKind) => {
    for (const [column] of columns) expect(openMethods(edition(id), subject, column)).toEqual(['vneid']);
  };

  it('[PORTAL-END-PERSONS] from 1 July 2024 citizens have VNeID only, organisations not yet', () => {
    expect(new Date(edition('2024-07').inForceFrom).toISOString()).toBe('2024-06-30T17:00:00.000Z');
    vneidOnly('2024-07', 'citizen');
    expect(openMethods(edition('2024-07'), 'agency', 'login')).toEqual(['usbToken', 'simPki']);
  });

  it('[PORTAL-END-ORGANISATIONS] from 1 July 2025 so do enterprises and agencies', () => {
    expect(new Date(edition('2025-07').inForceFrom).toISOString()).toBe('2025-06-30T17:00:00.000Z');
    for (const subject of subjects) vneidOnly('2025-07', subject);
  });

  it('the sandbox says in its title that everything is open', () => {
    expect(sandboxEdition.title).toMatch(/everything is open/);
  });
});
