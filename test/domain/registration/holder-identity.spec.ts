import { type CertificateNumbers, holderIdentifiers } from '../../../src/domain/registration/holder-identity.js';
import { refusalOf } from '../../support/parsed.js';

const person = '001090990001';
const cmnd = '012990001';
const enterprise = '0199000017';
const branch = '0199000017-001';
const otherEnterprise = '0199000024';

const numbers = (personIds: readonly string[], taxCodes: readonly string[] = []): CertificateNumbers => ({
  personIds,
  taxCodes,
});
const found = (...asked: Parameters<typeof holderIdentifiers>): readonly string[] => {
  const answer = holderIdentifiers(...asked);
  return answer.ok ? answer.value.map(({ kind, value }) => `${kind} ${value}`) : [answer.refusal.code];
};

describe('whom a certificate registers as a citizen', () => {
  it.each([
    ['a personal number', numbers([person]), [`personalNumber ${person}`]],
    ['a CMND', numbers([cmnd]), [`cmnd ${cmnd}`]],
    ['both, as aliases of one person', numbers([cmnd, person]), [`cmnd ${cmnd}`, `personalNumber ${person}`]],
    ['the same number twice', numbers([person, '001 090 990 001']), [`personalNumber ${person}`]],
    ['a number under either prefix', numbers([person], [person]), [`personalNumber ${person}`]],
    ['a passport beside a number', numbers(['HC:B1234567', person]), [`personalNumber ${person}`]],
  ])('by %s', (_what, carried, expected) => {
    expect(found('citizen', carried)).toEqual(expected);
  });

  it('[CERT-DIGITS] by twelve digits in the place of a tax code: digits decide, not the prefix', () => {
    expect(found('citizen', numbers([], [person]))).toEqual([`personalNumber ${person}`]);
    expect(found('enterprise', numbers([], [person]))).toEqual(['certificate.personInOrganisation']);
    expect(found('enterprise', numbers([], [person, enterprise]))).toEqual(['certificate.personInOrganisation']);
  });

  it('[CERT-PERSON-IN-ORG] also when it names the organisation the person works for', () => {
    expect(found('citizen', numbers([person], [enterprise]))).toEqual([`personalNumber ${person}`]);
  });

  it('keeps the text of the certificate, and says that it is attested', () => {
    expect(holderIdentifiers('citizen', numbers(['001 090 990 001']))).toEqual({
      ok: true,
      value: [{ kind: 'personalNumber', value: person, raw: '001 090 990 001', normaliser: 1, attested: true }],
    });
  });

  it.each([
    ['nobody', numbers([])],
    ['an enterprise', numbers([], [enterprise])],
    ['a passport alone', numbers(['HC:B1234567'])],
    ['social insurance alone', numbers(['BHXH:0199000017'])],
  ])('is refused when it names %s', (_what, carried) => {
    expect(refusalOf(holderIdentifiers('citizen', carried))).toEqual({ code: 'certificate.noPersonId', facts: {} });
  });

  it.each([
    ['11 digits', numbers(['00109099001'])],
    ['10 digits', numbers(['0199000017'])],
    ['letters', numbers(['00109099000l'])],
    ['a number that can be read beside it', numbers([person, '12345'])],
  ])('[CERT-READABLE] is refused when a personal number cannot be read: %s', (_what, carried) => {
    expect(refusalOf(holderIdentifiers('citizen', carried))).toEqual({
      code: 'certificate.personIdFormat',
      facts: { expectedDigits: ['9', '12'] },
    });
  });

  it('[CERT-ONE-HOLDER] is refused when it names two persons', () => {
    const two = numbers([person, '031079990004']);
    expect(refusalOf(holderIdentifiers('citizen', two))).toEqual({ code: 'certificate.severalPersons', facts: {} });
    expect(found('citizen', numbers([cmnd, '190990002']))).toEqual(['certificate.severalPersons']);
  });
});

describe('whom a certificate registers as an enterprise', () => {
  it.each([
    ['a tax code', numbers([], [enterprise]), [`taxCode ${enterprise}`]],
    ['the code of a branch, a subject of its own', numbers([], [branch]), ['taxCode 0199000017001']],
    ['the same code twice', numbers([], [enterprise, '0199 000 017']), [`taxCode ${enterprise}`]],
  ])('by %s', (_what, carried, expected) => {
    expect(found('enterprise', carried)).toEqual(expected);
  });

  it('is refused without a tax code', () => {
    expect(refusalOf(holderIdentifiers('enterprise', numbers([])))).toEqual({
      code: 'certificate.noTaxCode',
      facts: {},
    });
  });

  it.each([
    ['a wrong check digit', ['0199000018'], 'certificate.taxCodeCheckDigit'],
    ['a wrong check digit beside a right code', [enterprise, '0199000018'], 'certificate.taxCodeCheckDigit'],
    ['nine digits', ['019900001'], 'certificate.taxCodeFormat'],
    ['a branch that there is not', ['0199000017-000'], 'certificate.taxCodeFormat'],
    ['letters', ['O199000017'], 'certificate.taxCodeFormat'],
  ])('[CERT-READABLE] is refused when a tax code cannot be read: %s', (_what, taxCodes, code) => {
    expect(refusalOf(holderIdentifiers('enterprise', numbers([], taxCodes)))).toMatchObject({ code });
  });

  it('[CERT-ONE-HOLDER] is refused when it names two organisations', () => {
    expect(refusalOf(holderIdentifiers('enterprise', numbers([], [enterprise, otherEnterprise])))).toEqual({
      code: 'certificate.severalOrganisations',
      facts: {},
    });
    expect(found('enterprise', numbers([], [enterprise, branch]))).toEqual(['certificate.severalOrganisations']);
  });

  it('[CERT-PERSON-IN-ORG] is refused when it names a person beside the organisation', () => {
    expect(refusalOf(holderIdentifiers('enterprise', numbers([person], [enterprise])))).toEqual({
      code: 'certificate.personInOrganisation',
      facts: { subject: 'enterprise' },
    });
    expect(found('enterprise', numbers(['HC:B1234567'], [enterprise]))).toEqual(['certificate.personInOrganisation']);
    expect(found('enterprise', numbers(['12345'], [enterprise]))).toEqual(['certificate.personInOrganisation']);
  });
});

describe('whom a certificate registers as an agency', () => {
  it('is for the directory to say, whatever numbers it carries', () => {
    expect(found('agency', numbers([], [enterprise]))).toEqual([]);
    expect(found('agency', numbers([]))).toEqual([]);
  });

  it('[CERT-PERSON-IN-ORG] is never a person', () => {
    expect(refusalOf(holderIdentifiers('agency', numbers([person], [enterprise])))).toEqual({
      code: 'certificate.personInOrganisation',
      facts: { subject: 'agency' },
    });
  });
});
