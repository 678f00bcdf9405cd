/**
 * Numbers that look random and are the same for the same seed on every machine. For invented data only: nothing secret
 * may come from here.
 */
export interface SeededRandom {
  /** A whole number in [0, below). */
  below(below: number): number;
  /** A whole number in [from, to], both included. */
  between(from: number, to: number): number;
  /** True in so many of a hundred cases. */
  percent(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** A stream of its own, so that a new draw in one place moves nothing in another. */
  fork(label: string): SeededRandom;
}

/** Seeds are texts: `7` and `'7'` are the same seed. */
export function seededRandom(seed: string | number): SeededRandom {
  const label = String(seed);
  const next = xoshiro128(stateOf(label));
  const below = (limit: number): number => {
    if (!Number.isInteger(limit) || limit < 1) throw new RangeError('A draw needs a whole limit of at least 1.');
    return Math.floor((next() / 2 ** 32) * limit);
  };
  return {
    below,
    between: (from, to) => from + below(to - from + 1),
    percent: (share) => below(10_000) < share * 100,
    pick: <T>(from: readonly T[]): T => from[below(from.length)] as T,
    fork: (child) => seededRandom(`${label}/${child}`),
  };
}

type State = [number, number, number, number];

/** FNV-1a over UTF-16 units, spread by the finaliser of MurmurHash3: neighbouring seeds start far apart. */
function stateOf(label: string): State {
  let hash = 0x811c9dc5;
  for (let at = 0; at < label.length; at += 1) hash = Math.imul(hash ^ label.charCodeAt(at), 0x01000193);
  const word = (): number => {
    hash = (hash + 0x9e3779b9) | 0;
    let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  return [word(), word(), word(), word() | 1]; // never all zero, where xoshiro stands still
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** xoshiro128** 1.1 (Blackman and Vigna): unsigned 32-bit words. */
function xoshiro128(state: State): () => number {
  let [a, b, c, d] = state;
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
}
