import { BoundedCache } from '../../../../src/adapters/pki/x509/bounded-cache.js';

describe('a bounded cache', () => {
  it('gives up what was used longest ago', () => {
    const cache = new BoundedCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    expect(cache.get('a')).toBe(1);
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.size]).toEqual([1, undefined, 3, 2]);
  });

  it('counts weights, replaces, and keeps nothing that is heavier than all of it', () => {
    const cache = new BoundedCache<number>(10);
    cache.set('a', 1, 6);
    cache.set('a', 2, 4);
    cache.set('b', 3, 6);
    expect([cache.get('a'), cache.get('b')]).toEqual([2, 3]);
    cache.set('c', 4, 11);
    expect([cache.get('c'), cache.size]).toEqual([undefined, 2]);
  });
});
