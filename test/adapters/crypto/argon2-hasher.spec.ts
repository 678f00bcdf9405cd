import { stat } from 'node:fs/promises';
import { hash as bareHash } from '@node-rs/argon2';
import { argon2Costs, makeArgon2Hasher } from '../../../src/adapters/crypto/argon2-hasher.js';

const hashed = async (hasher: ReturnType<typeof makeArgon2Hasher>, password: string): Promise<string> => {
  const made = await hasher.hash(password);
  if (made.kind !== 'hashed') throw new Error('busy');
  return made.hash;
};

it('makes argon2id hashes with 19 MiB, two passes and one lane', async () => {
  expect(await hashed(makeArgon2Hasher(), 'password')).toMatch(
    /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
  );
});

it.each([
  ['another variant', { algorithm: 1 }],
  ['an older version', { version: 0 }],
  ['less memory', { memoryCost: 9_728 }],
  ['fewer passes', { timeCost: 1 }],
  ['a shorter hash', { outputLen: 16 }],
])('calls a hash with %s outdated', async (_what, weaker) => {
  const { memory, passes, lanes } = argon2Costs;
  const made = await bareHash('password', {
    algorithm: 2,
    version: 1,
    memoryCost: memory,
    timeCost: passes,
    parallelism: lanes,
    outputLen: 32,
    ...weaker,
  });
  expect(await makeArgon2Hasher().verify(made, 'password')).toEqual({
    kind: 'verified',
    correct: true,
    outdated: true,
  });
});

it('does not call a costlier hash outdated', async () => {
  const costlier = makeArgon2Hasher({ costs: { memory: 24_576, passes: 3, lanes: 1 } });
  const made = await hashed(costlier, 'password');
  expect(await makeArgon2Hasher().verify(made, 'password')).toEqual({
    kind: 'verified',
    correct: true,
    outdated: false,
  });
});

it('forty hashes at once keep a file read waiting no longer than one hash', async () => {
  const hasher = makeArgon2Hasher({ waiting: 100 });
  await hashed(hasher, 'warm');
  const start = performance.now();
  await hashed(hasher, 'one');
  const oneHash = performance.now() - start;
  const hashes = Array.from({ length: 40 }, (_, n) => hashed(hasher, `password ${n}`));
  let finished = false;
  void Promise.all(hashes).then(() => (finished = true));
  const waits: number[] = [];
  while (!finished) {
    const asked = performance.now();
    await stat('.');
    waits.push(performance.now() - asked);
    await new Promise((next) => setTimeout(next, 5));
  }
  waits.sort((a, b) => a - b);
  expect(waits.length).toBeGreaterThan(10);
  // Without a bound a read waits for about ten hashes; the median is not moved by a busy machine.
  expect(waits[Math.floor(waits.length / 2)]).toBeLessThan(Math.max(oneHash, 10));
});
