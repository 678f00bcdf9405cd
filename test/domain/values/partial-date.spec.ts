import fc from 'fast-check';
import { invisibleSpellingOf } from '../../../src/adapters/testing/arbitraries/hostile-text.js';
import { partialDates } from '../../../src/adapters/testing/arbitraries/values.js';
import {
  formDate,
  parseFormDate,
  parseIsoDate,
  parseRegisterDate,
  samePartialDate,
  yearOf,
  type PartialDate,
} from '../../../src/domain/values/partial-date.js';
import { runs } from '../../support/fc-runs.js';
import { refusalOf, valueOf } from '../../support/parsed.js';

const iso = (raw: string): PartialDate => valueOf(parseIsoDate(raw));

describe('a date that is typed', () => {
  it.each([
    ['05/03/1990', '1990-03-05'],
    ['03/1990', '1990-03'],
    ['1990', '1990'],
    [' 05 / 03 / 1990 ', '1990-03-05'],
    ['０５／０３／１９９０', '1990-03-05'],
    ['29/02/2000', '2000-02-29'],
    ['31/12/2399', '2399-12-31'],
  ])('[DOB-PARTIAL] %j is %s', (raw, value) => {
    expect(parseFormDate(raw)).toEqual({ ok: true, value: { kind: 'partialDate', value, raw, normaliser: 1 } });
  });

  it.each([
    ...['3/23/1990', '5/3/1990', '05/3/1990', '05-03-1990', '05.03.1990', '1990-03-05', '1990/03/05', '05031990'],
    ...['05/03/90', '05/03/19900', 'ngày 05/03/1990', '05/03/', '/1990', 'NaN', '٠٥/٠٣/١٩٩٠'],
  ])('[DOB-DAYFIRST] refuses %j rather than guess', (raw) => {
    expect(refusalOf(parseFormDate(raw))).toEqual({ code: 'date.format', facts: { expected: 'dd/mm/yyyy' } });
  });

  it.each([
    ...['03/23/1990', '00/01/1990', '01/00/1990', '00/1990', '13/1990', '31/04/1990', '32/01/1990'],
    ...['29/02/1990', '29/02/1900', '29/02/2100', '30/02/2000', '01/01/1799', '2400', '0000'],
  ])('[DOB-DAYFIRST] refuses %j, which is not on the calendar', (raw) => {
    expect(refusalOf(parseFormDate(raw))).toEqual({ code: 'date.calendar', facts: { expected: 'dd/mm/yyyy' } });
  });

  it.each(['', ' ', '\u200B'])('says that nothing was typed for %j', (raw) => {
    expect(refusalOf(parseFormDate(raw)).code).toBe('date.missing');
  });

  it('[ID-TEXT] is the same date however it is spaced', () => {
    fc.assert(
      fc.property(
        partialDates().chain((date) => fc.tuple(fc.constant(date), invisibleSpellingOf(formDate(date)))),
        ([date, spelling]) => spelling.length > 64 || valueOf(parseFormDate(spelling)) === date,
      ),
      { numRuns: runs },
    );
  });
});

describe('a date that a register sends', () => {
  it('[DOB-PARTIAL] is yyyyMMdd, or yyyy for people whose papers know only the year', () => {
    expect(valueOf(parseRegisterDate('19900305'))).toBe('1990-03-05');
    expect(valueOf(parseRegisterDate('1990'))).toBe('1990');
    for (const raw of ['199003', '1990-03-05', '05/03/1990'])
      expect(refusalOf(parseRegisterDate(raw)).code).toBe('date.format');
    for (const raw of ['19900000', '05031990', '19901305'])
      expect(refusalOf(parseRegisterDate(raw)).code).toBe('date.calendar');
  });
});

describe('a partial date', () => {
  it('[DOB-PARTIAL] agrees with the calendar of the language on every day and non-day', () => {
    const days = fc.record({
      year: fc.integer({ min: 1800, max: 2399 }),
      month: fc.integer({ min: 0, max: 14 }),
      day: fc.integer({ min: 0, max: 33 }),
    });
    fc.assert(
      fc.property(days, ({ year, month, day }) => {
        const raw = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        const utc = new Date(Date.UTC(year, month - 1, day));
        const exists = utc.getUTCFullYear() === year && utc.getUTCMonth() === month - 1 && utc.getUTCDate() === day;
        expect([raw, parseIsoDate(raw).ok]).toEqual([raw, exists]);
      }),
      { numRuns: runs },
    );
  });

  it('[DOB-PARTIAL] is compatible with a more exact one of the same year or month', () => {
    expect(samePartialDate(iso('1990-03-05'), iso('1990-03-05'))).toBe('same');
    expect(samePartialDate(iso('1990'), iso('1990-03-05'))).toBe('compatible');
    expect(samePartialDate(iso('1990-03-05'), iso('1990-03'))).toBe('compatible');
    expect(samePartialDate(iso('1990-04'), iso('1990-03-05'))).toBe('different');
    expect(samePartialDate(iso('1991'), iso('1990'))).toBe('different');
    expect(yearOf(iso('1990-03'))).toBe(1990);
  });

  it('[DOB-PARTIAL] compares the same both ways', () => {
    fc.assert(
      fc.property(partialDates(), partialDates(), (a, b) => {
        expect(samePartialDate(a, b)).toBe(samePartialDate(b, a));
        expect(samePartialDate(a, iso(a.slice(0, 4)))).toBe(a.length === 4 ? 'same' : 'compatible');
      }),
      { numRuns: runs },
    );
  });
});
