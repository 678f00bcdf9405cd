import fc from 'fast-check';
import { parseMoment } from '../../../src/application/audit/moment.js';
import { runs } from '../../support/fc-runs.js';

const isoOf = (text: string): string => {
  const read = parseMoment(text);
  return read.ok ? new Date(read.value).toISOString() : read.refusal.code;
};

describe('a time as an auditor writes it', () => {
  it.each([
    ['2026-11-21T10:30:00Z', '2026-11-21T10:30:00.000Z'],
    ['2026-11-21T10:30:00.5Z', '2026-11-21T10:30:00.500Z'],
    ['2026-11-21T10:30+07:00', '2026-11-21T03:30:00.000Z'],
    ['2026-11-21T10:30-02:30', '2026-11-21T13:00:00.000Z'],
    ['2026-11-21 10:30', '2026-11-21T03:30:00.000Z'],
    ['2026-11-21T00:00', '2026-11-20T17:00:00.000Z'],
    [' 2026-11-21 ', '2026-11-21T16:59:59.999Z'],
    ['2024-02-29', '2024-02-29T16:59:59.999Z'],
  ])('%s is %s', (text, iso) => {
    expect(isoOf(text)).toBe(iso);
  });

  it.each([
    '',
    'yesterday',
    '21/11/2026',
    '2026-13-01',
    '2026-00-10',
    '2026-02-29',
    '2026-04-31',
    '2026-11-21T24:00',
    '2026-11-21T10:60',
    '2026-11-21T10',
    '2026-11-21T10:30:00+7',
    '2026-11-21T10:30:00.1234Z',
    '20261121',
  ])('%s is none', (text) => {
    expect(isoOf(text)).toBe('time.format');
  });

  it('reads back every instant that is written in full', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2900-01-01'), noInvalidDate: true }),
        (date) => {
          expect(isoOf(date.toISOString())).toBe(date.toISOString());
        },
      ),
      { numRuns: runs },
    );
  });
});
