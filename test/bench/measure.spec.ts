import { median, paired, rate } from '../../bench/lib/measure.js';
import { scattered } from '../../bench/lib/prepared-appends.js';

describe('measuring', () => {
  it('takes the middle of an odd number of figures, and the mean of the two middle ones of an even number', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 7])).toBe(6);
    expect(median([])).toBeNaN();
  });

  it('counts operations, and takes at least one step', async () => {
    let steps = 0;
    expect(await rate(0, () => (steps += 3))).toBeGreaterThan(0);
    expect(steps).toBe(3);
  });

  it('compares each value with the floor of its own round, in turns, after a round that does not count', async () => {
    const order: string[] = [];
    let round = 0;
    const result = await paired(
      3,
      async () => {
        order.push('value');
        return [1_000, 2, 4, 8][round++] ?? 0;
      },
      async () => {
        order.push('floor');
        return 4;
      },
    );
    expect(result).toEqual({ value: 4, floor: 4, ratio: 1 });
    expect(order).toEqual(['floor', 'value', 'floor', 'value', 'value', 'floor', 'floor', 'value']);
  });

  it('visits every account once before it begins again', () => {
    const visited = Array.from({ length: 1_000 }, (_, step) => scattered(step, 1_000));
    expect(new Set(visited).size).toBe(1_000);
  });
});
