import { makeRandomPool } from '../../../src/adapters/crypto/random-pool.js';

describe('a pool of random bytes', () => {
  it('gives out no byte twice, also when it is filled anew', () => {
    const random = makeRandomPool();
    const given = Array.from({ length: 5_000 }, () => random(16).toString('hex'));
    expect(new Set(given).size).toBe(given.length);
  });

  it('leaves what it gave out alone', () => {
    const random = makeRandomPool();
    const first = random(16);
    const text = first.toString('hex');
    for (let count = 0; count < 2_000; count += 1) random(16);
    expect(first.toString('hex')).toBe(text);
  });

  it('gives as many bytes as asked for, and none of them fixed', () => {
    const random = makeRandomPool();
    for (const length of [1, 2, 12, 16, 100]) expect(random(length)).toHaveLength(length);
    const seen = new Set(Array.from({ length: 20_000 }, () => random(1)[0]));
    expect(seen.size).toBe(256);
  });
});
