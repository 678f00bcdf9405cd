import { randomFillSync } from 'node:crypto';

const SIZE = 8_192;

/**
 * Random bytes of the operating system, fetched many at a time: a call for each id would cost ten times as much. For what
 * only has to be unlike any other; secrets and nonces of ciphers are fetched by themselves. Each byte is given out once.
 */
export function makeRandomPool(): (count: number) => Buffer {
  const pool = Buffer.alloc(SIZE);
  let used = SIZE;
  return (count) => {
    if (used + count > SIZE) {
      randomFillSync(pool);
      used = 0;
    }
    used += count;
    // A copy: the pool is filled anew under a view of it.
    return Buffer.from(pool.subarray(used - count, used));
  };
}
