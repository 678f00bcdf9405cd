import { otherTonePlace, unaccented } from '../../../src/adapters/sandbox/population/names.js';
import { seededRandom } from '../../../src/adapters/sandbox/population/random.js';

const draws = (seed: string | number, many = 20): readonly number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: many }, () => random.below(1_000_000));
};

describe('seeded random numbers', () => {
  it('are the same for a seed for ever: histories and documents name these people', () => {
    expect(draws('dinhdanh', 5)).toMatchInlineSnapshot(`
      [
        284533,
        428950,
        21857,
        240871,
        103552,
      ]
    `);
  });

  it('differ between neighbouring seeds', () => {
    expect(draws(1)).not.toEqual(draws(2));
    expect(new Set([...draws(1), ...draws(2), ...draws(3)]).size).toBeGreaterThan(55);
  });

  it('are spread evenly', () => {
    const random = seededRandom('spread');
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 10_000; draw += 1) counts[random.below(10)]! += 1;
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });

  it('keep to their bounds', () => {
    const random = seededRandom('bounds');
    const drawn = Array.from({ length: 500 }, () => random.between(3, 5));
    expect([...new Set(drawn)].sort()).toEqual([3, 4, 5]);
    expect(random.percent(0)).toBe(false);
    expect(random.percent(100)).toBe(true);
    expect(() => random.below(0)).toThrow(RangeError);
  });

  it('fork into streams that do not disturb each other', () => {
    const [one, two] = [seededRandom('fork'), seededRandom('fork')];
    one.fork('a').below(10);
    expect(one.below(1_000)).toBe(two.below(1_000));
    expect(one.fork('a').below(1_000_000)).toBe(two.fork('a').below(1_000_000));
  });
});

describe('spellings of names', () => {
  it.each([
    ['Đặng Thị Hòa', 'Đặng Thị Hoà'],
    ['Lê Hoà', 'Lê Hòa'],
    ['Trần Thúy Khỏe', 'Trần Thuý Khoẻ'],
    ['Nguyễn Toàn', 'Nguyễn Toàn'],
    ['Lý Quý', 'Lý Quý'],
  ])('%s with the tone on the other vowel is %s', (name, other) => {
    expect(otherTonePlace(name)).toBe(other.normalize('NFC'));
  });

  it('without accents, đ is d', () => {
    expect(unaccented('Đỗ Thị Mỹ Đào')).toBe('DO THI MY DAO');
  });
});
