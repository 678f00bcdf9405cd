import fc from 'fast-check';
import { spellingOf } from '../../../src/adapters/testing/arbitraries/hostile-text.js';
import { personalNumbers } from '../../../src/adapters/testing/arbitraries/values.js';
import { parseFormDate, type PartialDate } from '../../../src/domain/values/partial-date.js';
import {
  crossCheckPersonalNumber,
  describePersonalNumber,
  parsePersonalNumber,
  type PersonalNumber,
} from '../../../src/domain/values/personal-number.js';
import { provinceCodes, provinceOf } from '../../../src/domain/values/provinces.js';
import { runs } from '../../support/fc-runs.js';
import { refusalOf, valueOf } from '../../support/parsed.js';

const number = (raw: string): PersonalNumber => valueOf(parsePersonalNumber(raw));
const date = (raw: string): PartialDate => valueOf(parseFormDate(raw));

describe('a personal number', () => {
  it('[PN-FORMAT] is exactly twelve digits, leading zeros kept', () => {
    expect(parsePersonalNumber('048190000017')).toEqual({
      ok: true,
      value: { kind: 'personalNumber', value: '048190000017', raw: '048190000017', normaliser: 1 },
    });
    for (const raw of ['', '48190000017', '0481900000170', '04819000001x', '٠٤٨١٩٠٠٠٠٠١٧', '+48190000017'])
      expect(refusalOf(parsePersonalNumber(raw))).toEqual({
        code: 'identifier.personalNumber.format',
        facts: { expectedDigits: 12 },
      });
  });

  it('[PN-FORMAT] has no check digit: every twelve digits are read', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{12}$/), (raw) => number(raw) === raw),
      { numRuns: runs },
    );
  });

  it('[ID-TEXT] is the same number however it is spaced', () => {
    expect(number(' 048 190\u00A0000-017\u200B')).toBe('048190000017');
    expect(number('０４８．１９０．０００．０１７')).toBe('048190000017');
    fc.assert(
      fc.property(
        personalNumbers().chain((value) => fc.tuple(fc.constant(value), spellingOf(value))),
        ([value, spelling]) => number(spelling) === value,
      ),
      { numRuns: runs },
    );
  });

  it.each([
    ['048190000017', 'Đà Nẵng', 'female', 1990],
    ['079068000017', 'TP Hồ Chí Minh', 'male', 1968],
    ['001205000017', 'Hà Nội', 'male', 2005],
    ['096399000017', 'Cà Mau', 'female', 2099],
    ['010400000017', 'Lào Cai', 'male', 2100],
    ['010711000017', 'Lào Cai', 'female', 2211],
    ['010899000017', 'Lào Cai', 'male', 2399],
  ])('[PN-MEANING] %s tells %s, %s, %d', (raw, province, gender, birthYear) => {
    expect(describePersonalNumber(number(raw))).toEqual({ provinceCode: raw.slice(0, 3), province, gender, birthYear });
  });

  it('[PN-PROVINCE] knows 63 provinces, and reads a code it does not know', () => {
    expect(provinceCodes).toHaveLength(63);
    expect(new Set(provinceCodes.map(provinceOf)).size).toBe(63);
    for (const code of ['000', '003', '100', '999']) {
      expect(provinceOf(code)).toBeUndefined();
      const told = describePersonalNumber(number(`${code}190000017`));
      expect(told).toEqual({ provinceCode: code, gender: 'female', birthYear: 1990 });
      expect(Object.keys(told)).not.toContain('province');
    }
  });

  it('[PN-CROSS] names the stated attributes that contradict it, and only stated ones', () => {
    const woman1990 = number('048190000017');
    expect(crossCheckPersonalNumber(woman1990, {})).toEqual([]);
    expect(crossCheckPersonalNumber(woman1990, { birthDate: date('05/03/1990'), gender: 'female' })).toEqual([]);
    expect(crossCheckPersonalNumber(woman1990, { birthDate: date('1990') })).toEqual([]);
    expect(crossCheckPersonalNumber(woman1990, { birthDate: date('03/1989') })).toEqual(['birthYear']);
    expect(crossCheckPersonalNumber(woman1990, { gender: 'male' })).toEqual(['gender']);
    expect(crossCheckPersonalNumber(woman1990, { birthDate: date('05/03/1890'), gender: 'male' })).toEqual([
      'birthYear',
      'gender',
    ]);
  });

  it('[PN-CROSS] never contradicts a person it was made for', () => {
    const people = fc
      .record({
        gender: fc.constantFrom('male' as const, 'female' as const),
        year: fc.integer({ min: 1900, max: 2099 }),
      })
      .chain(({ gender, year }) =>
        fc.record({
          gender: fc.constant(gender),
          birthDate: fc.constantFrom(date(`${year}`), date(`12/${year}`), date(`01/12/${year}`)),
          personalNumber: personalNumbers({ gender, birthYear: year }),
        }),
      );
    fc.assert(
      fc.property(people, ({ personalNumber, ...stated }) => {
        expect(crossCheckPersonalNumber(personalNumber, stated)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });
});
