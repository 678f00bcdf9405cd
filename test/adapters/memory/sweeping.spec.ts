import { ExpiringMap } from '../../../src/adapters/memory/expiring-map.js';
import { instant, plus, seconds } from '../../../src/domain/kernel/instant.js';

const start = instant(1_000_000);

describe('ExpiringMap', () => {
  it('finds an entry until its end, that instant not included', () => {
    const map = new ExpiringMap<number>();
    map.set('a', 1, instant(10), instant(0));
    expect(map.get('a', instant(9))).toBe(1);
    expect(map.get('a', instant(10))).toBeUndefined();
    map.delete('a');
    expect(map.get('a', instant(9))).toBeUndefined();
  });

  it('stays within twice of what lives, however many entries come and go', () => {
    const map = new ExpiringMap<number>();
    let at = start;
    let largest = 0;
    for (let n = 0; n < 100_000; n += 1) {
      at = instant(start + n);
      map.set(`key-${n}`, n, plus(at, seconds(2)), at);
      largest = Math.max(largest, map.size);
    }
    // 2,000 live at any time.
    expect(largest).toBeLessThanOrEqual(4_100);
    expect(map.get('key-99999', at)).toBe(99_999);
    expect(map.get('key-98001', at)).toBe(98_001);
  });

  it('throws out nothing that lives', () => {
    const map = new ExpiringMap<number>();
    for (let n = 0; n < 10_000; n += 1) map.set(`key-${n}`, n, instant(1e15), start);
    expect(map.size).toBe(10_000);
    for (let n = 0; n < 10_000; n += 1) expect(map.get(`key-${n}`, start)).toBe(n);
  });
});
