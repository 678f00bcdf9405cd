import fc from 'fast-check';
import { vietnamMidnight } from '../../../src/domain/policy/vietnam-time.js';
import { runs } from '../../support/fc-runs.js';

describe('midnight in Vietnam', () => {
  it.each([
    [2019, 12, 9, '2019-12-08T17:00:00.000Z'],
    [2024, 2, 29, '2024-02-28T17:00:00.000Z'],
    [2024, 3, 1, '2024-02-29T17:00:00.000Z'],
    [2024, 7, 1, '2024-06-30T17:00:00.000Z'],
    [2025, 1, 1, '2024-12-31T17:00:00.000Z'],
    [1970, 1, 1, '1969-12-31T17:00:00.000Z'],
  ])('of %i-%i-%i is %s', (year, month, day, iso) => {
    expect(new Date(vietnamMidnight(year, month, day)).toISOString()).toBe(iso);
  });

  it('is what the calendar of the platform says, on any day', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2399-12-31'), noInvalidDate: true }), (date) => {
        const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
        expect(vietnamMidnight(year, month + 1, day)).toBe(Date.UTC(year, month, day, -7));
      }),
      { numRuns: runs },
    );
  });
});
