import assert from 'node:assert/strict';
import type { PasswordHasher, Verified } from '../../../application/ports/password-hasher.port.js';
import type { Contract } from '../contract.js';

export interface PasswordHasherSubject {
  readonly hasher: PasswordHasher;
  /** With room for two passwords at once and no more; where the hasher has a bounded queue. */
  readonly crowded?: PasswordHasher;
  /** Makes hashes with weaker numbers than `hasher`; where numbers can be chosen. */
  readonly weaker?: PasswordHasher;
}

async function hashOf(hasher: PasswordHasher, password: string): Promise<string> {
  const made = await hasher.hash(password);
  assert.equal(made.kind, 'hashed');
  return made.kind === 'hashed' ? made.hash : '';
}

const right: Verified = { kind: 'verified', correct: true, outdated: false };
const wrong: Verified = { kind: 'verified', correct: false, outdated: false };
const rounds = 7;

const medianMs = async (work: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
};

/** What every password hasher must do. */
export const passwordHasherContract: Contract<PasswordHasherSubject> = {
  port: 'password-hasher',
  cases: [
    {
      title: 'tells the right password from others',
      async run({ hasher }) {
        const hash = await hashOf(hasher, 'Mèo con 7 tuổi!');
        assert.deepEqual(await hasher.verify(hash, 'Mèo con 7 tuổi!'), right);
        for (const other of ['mèo con 7 tuổi!', 'Mèo con 7 tuổi! ', 'Meo con 7 tuoi!', ''])
          assert.deepEqual(await hasher.verify(hash, other), wrong, other);
      },
    },
    {
      title: 'the same letters typed another way are the same password',
      async run({ hasher }) {
        const hash = await hashOf(hasher, 'Mật Khẩu 1!'.normalize('NFD'));
        assert.deepEqual(await hasher.verify(hash, 'Mật Khẩu 1!'.normalize('NFC')), right);
      },
    },
    {
      title: 'reads the whole of a long password',
      async run({ hasher }) {
        const long = 'Aa1!'.repeat(100);
        const hash = await hashOf(hasher, long);
        assert.deepEqual(await hasher.verify(hash, long), right);
        assert.deepEqual(await hasher.verify(hash, `${long.slice(0, -1)}?`), wrong);
      },
    },
    {
      title: 'a password has another hash each time, and none shows it',
      async run({ hasher }) {
        const hashes = [await hashOf(hasher, 'Xk7#pQ2mWz'), await hashOf(hasher, 'Xk7#pQ2mWz')];
        assert.notEqual(hashes[0], hashes[1]);
        for (const hash of hashes) assert.ok(!hash.includes('Xk7#pQ2mWz'));
      },
    },
    {
      title: 'nothing matches an identifier without an account',
      async run({ hasher }) {
        for (const password of ['', 'password', 'Mèo con 7 tuổi!'])
          assert.deepEqual(await hasher.verifyNothing(password), wrong);
      },
    },
    {
      title: 'rejects what is no hash of its own, without quoting it',
      async run({ hasher }) {
        await assert.rejects(
          hasher.verify('zz-not-a-hash-zz', 'password'),
          (error: Error) => !error.message.includes('zz-not'),
        );
      },
    },
    {
      title: 'an identifier without an account takes as long as a wrong password',
      needs: 'measurable cost',
      async run({ hasher }) {
        const hash = await hashOf(hasher, 'Mèo con 7 tuổi!');
        const known = await medianMs(() => hasher.verify(hash, 'wrong'));
        const unknown = await medianMs(() => hasher.verifyNothing('wrong'));
        const ratio = unknown / known;
        assert.ok(ratio > 0.6 && ratio < 1.7, `${unknown.toFixed(1)} ms against ${known.toFixed(1)} ms`);
      },
    },
    {
      title: 'says which hashes were made with weaker numbers, and still verifies them',
      needs: 'numbers to choose',
      async run({ hasher, weaker }) {
        assert.ok(weaker !== undefined);
        const hash = await hashOf(weaker, 'Mèo con 7 tuổi!');
        assert.deepEqual(await hasher.verify(hash, 'Mèo con 7 tuổi!'), { ...right, outdated: true });
        assert.deepEqual(await hasher.verify(hash, 'wrong'), { ...wrong, outdated: true });
        assert.deepEqual(await weaker.verify(await hashOf(hasher, 'Mèo'), 'Mèo'), right);
      },
    },
    {
      title: 'a full queue answers busy at once with a time, and recovers',
      needs: 'bounded queue',
      async run({ crowded }) {
        assert.ok(crowded !== undefined);
        const hash = await hashOf(crowded, 'password');
        const answers = await Promise.all([
          crowded.verify(hash, 'password'),
          crowded.verifyNothing('password'),
          crowded.hash('password'),
          crowded.verify(hash, 'password'),
          crowded.verifyNothing('password'),
        ]);
        assert.deepEqual(
          answers.map(({ kind }) => kind),
          ['verified', 'verified', 'busy', 'busy', 'busy'],
        );
        for (const answer of answers)
          if (answer.kind === 'busy') assert.ok(answer.retryAfterMs > 0 && answer.retryAfterMs < 60_000);
        assert.deepEqual(await crowded.verify(hash, 'password'), right);
      },
    },
  ],
};
