import fc from 'fast-check';
import { isOtherPersonNumber, sortCertificateNumbers } from '../../../src/domain/registration/certificate-numbers.js';
import { refusalOf } from '../../support/parsed.js';

const none = { personIds: [], taxCodes: [], budgetCodes: [] };
const sorted = (...texts: readonly string[]): unknown => {
  const answer = sortCertificateNumbers(texts);
  return answer.ok ? answer.value : answer.refusal.code;
};

describe('the numbers of a certificate', () => {
  it.each([
    ['CMND:012990001', { ...none, personIds: ['012990001'] }],
    ['CMND:001090990001', { ...none, personIds: ['001090990001'] }],
    ['CCCD:001090990001', { ...none, personIds: ['001090990001'] }],
    ['PID:001090990001', { ...none, personIds: ['001090990001'] }],
    ['PPID:001090990001', { ...none, personIds: ['001090990001'] }],
    ['DDCN:001090990001', { ...none, personIds: ['001090990001'] }],
    ['HC:B1234567', { ...none, personIds: ['HC:B1234567'] }],
    ['BHXH:0199000017', { ...none, personIds: ['BHXH:0199000017'] }],
    ['MST:0199000017', { ...none, taxCodes: ['0199000017'] }],
    ['MST:0199000017-001', { ...none, taxCodes: ['0199000017-001'] }],
    ['MST:001090990001', { ...none, taxCodes: ['001090990001'] }],
    ['MNS:1099001', { ...none, budgetCodes: ['1099001'] }],
    ['mst : 0199000017 ', { ...none, taxCodes: ['0199000017'] }],
    ['MST=0199000017', { ...none, taxCodes: ['0199000017'] }],
  ])('%s stands on its shelf', (text, expected) => {
    expect(sorted(text)).toEqual(expected);
  });

  it.each([
    ['nine digits', '012990001', { ...none, personIds: ['012990001'] }],
    ['twelve digits', '001090990001', { ...none, personIds: ['001090990001'] }],
    ['a tax code', '0199000017', { ...none, taxCodes: ['0199000017'] }],
    ['ten digits that are none', '0199000018', none],
    ['a user name', 'an.nguyen', none],
    ['an unknown prefix', 'DUNS:0199000017', none],
    ['a name of the language itself', 'constructor:1', none],
    ['nothing', '', none],
  ])('[CERT-DIGITS] without a prefix that is known, the digits decide: %s', (_what, text, expected) => {
    expect(sorted(text)).toEqual(expected);
  });

  it('count once when they stand there twice, in the order they stand', () => {
    expect(sorted('CCCD:001090990001', 'MST:0199000017', 'CMND:001090990001', 'MNS:1', 'CMND:012990001')).toEqual({
      personIds: ['001090990001', '012990001'],
      taxCodes: ['0199000017'],
      budgetCodes: ['1'],
    });
  });

  it('are refused where a prefix stands alone', () => {
    expect(refusalOf(sortCertificateNumbers(['CCCD: ']))).toEqual({
      code: 'certificate.numberMissing',
      facts: { prefix: 'CCCD' },
    });
  });

  it('are refused where there are more than anybody has', () => {
    const many = Array.from({ length: 17 }, (_, at) => `CCCD:0010909900${String(at).padStart(2, '0')}`);
    expect(refusalOf(sortCertificateNumbers(many))).toEqual({
      code: 'certificate.tooManyNumbers',
      facts: { most: 16 },
    });
  });

  it('know a passport and a social insurance code from a personal number', () => {
    expect(['HC:B1', 'BHXH:0199000017', '001090990001', 'hc:1'].map(isOtherPersonNumber)).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });

  it('[CERT-DIGITS] come out the same in whatever order they stand', () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .tuple(fc.constantFrom('MST', 'CMND', 'CCCD', 'HC', 'MNS', 'X'), fc.stringMatching(/^\d{0,13}$/))
        .map(([prefix, digits]) => `${prefix}:${digits}`),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
        const sets = (answer: ReturnType<typeof sortCertificateNumbers>): unknown =>
          answer.ok
            ? [answer.value.personIds, answer.value.taxCodes, answer.value.budgetCodes].map((list) => [...list].sort())
            : answer.refusal.code;
        expect(sets(sortCertificateNumbers(texts.toReversed()))).toEqual(sets(sortCertificateNumbers(texts)));
      }),
    );
  });
});
