import { checkPrimeSync, createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { rememberedPrimes } from './remembered-primes.js';

const primeOctets = 128;
const exponent = 65_537n;

/** Odd primes below 4,000: what they divide is no prime, and needs no proper test. */
const smallPrimes: readonly number[] = Array.from({ length: 2_000 }, (_, at) => 2 * at + 3).filter((candidate) =>
  Array.from({ length: 30 }, (_, at) => 2 * at + 3).every((divisor) => divisor >= candidate || candidate % divisor > 0),
);

/** The RSA key of 2048 bits that a name stands for; the same in every process. */
export function rsaKeyOf(name: string): KeyObject {
  const [toP, toQ] = rememberedPrimes[name] ?? primesOf(name);
  const [p, q] = [startOf(name, 'p') + BigInt(toP), startOf(name, 'q') + BigInt(toQ)];
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  const [dp, dq, qi] = [d % (p - 1n), d % (q - 1n), inverse(q, p)];
  const half = { p: p, q: q, dp, dq, qi };
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      e: base64url(exponent, 3),
      n: base64url(p * q, 2 * primeOctets),
      d: base64url(d, 2 * primeOctets),
      ...Object.fromEntries(Object.entries(half).map(([part, value]) => [part, base64url(value, primeOctets)])),
    },
  });
}

/** How far above the numbers that a name's text gives its two primes lie. Takes about a tenth of a second. */
export const primesOf = (name: string): readonly [number, number] => [search(name, 'p'), search(name, 'q')];

function search(name: string, which: 'p' | 'q'): number {
  const start = startOf(name, which);
  const remainders = smallPrimes.map((prime) => Number(start % BigInt(prime)));
  for (let offset = 0; ; offset += 2) {
    if (remainders.some((rest, at) => (rest + offset) % (smallPrimes[at] ?? 1) === 0)) continue;
    const candidate = start + BigInt(offset);
    if (candidate % exponent !== 1n && checkPrimeSync(candidate)) return offset;
  }
}

/** Odd, and so large that the product of two has all its bits. */
function startOf(name: string, which: 'p' | 'q'): bigint {
  const blocks = [0, 1, 2, 3].map((block) =>
    createHash('sha256').update(`dinhdanh sandbox prime: ${name}/${which}/${block}`).digest(),
  );
  const octets = Buffer.concat(blocks);
  octets.writeUInt8(octets.readUInt8(0) | 0xc0, 0);
  octets.writeUInt8(octets.readUInt8(primeOctets - 1) | 1, primeOctets - 1);
  return BigInt(`0x${octets.toString('hex')}`);
}

/** By Euclid; `modulus` and `value` have no common divisor. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [r, nextR, s, nextS] = [value % modulus, modulus, 1n, 0n];
  while (nextR !== 0n) {
    const quotient = r / nextR;
    [r, nextR] = [nextR, r - quotient * nextR];
    [s, nextS] = [nextS, s - quotient * nextS];
  }
  return ((s % modulus) + modulus) % modulus;
}

const base64url = (value: bigint, octets: number): string =>
  Buffer.from(value.toString(16).padStart(2 * octets, '0'), 'hex').toString('base64url');
