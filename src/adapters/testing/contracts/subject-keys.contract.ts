import assert from 'node:assert/strict';
import type { FoundKey, SubjectKeys, WrappedKey } from '../../../application/ports/subject-keys.port.js';
import type { Contract } from '../contract.js';

const keyOf = (subject: string, version: number, fill: number): WrappedKey => ({
  subject,
  version,
  masterKeyId: `m${fill}`,
  wrapped: new Uint8Array(60).fill(fill),
});

function assertFound(found: FoundKey, expected: WrappedKey): void {
  assert.equal(found.kind, 'found');
  if (found.kind !== 'found') return;
  const { wrapped, ...rest } = found.key;
  const { wrapped: expectedBytes, ...expectedRest } = expected;
  assert.deepEqual({ ...rest }, expectedRest);
  assert.deepEqual([...wrapped], [...expectedBytes]);
}

/** What every key store must do. */
export const subjectKeysContract: Contract<SubjectKeys> = {
  port: 'subject-keys',
  cases: [
    {
      title: 'an unknown subject has no key',
      async run(keys) {
        assert.deepEqual(await keys.find('nobody'), { kind: 'none' });
        assert.deepEqual(await keys.find('nobody', 1), { kind: 'none' });
      },
    },
    {
      title: 'gives back what was added, byte for byte',
      async run(keys) {
        const key = { ...keyOf('a', 1, 7), wrapped: Uint8Array.from({ length: 256 }, (_, n) => n) };
        assertFound(await keys.add(key), key);
        assertFound(await keys.find('a'), key);
        assertFound(await keys.find('a', 1), key);
      },
    },
    {
      title: 'keeps the first key of a subject and version',
      async run(keys) {
        await keys.add(keyOf('a', 1, 7));
        assertFound(await keys.add(keyOf('a', 1, 8)), keyOf('a', 1, 7));
        assertFound(await keys.find('a', 1), keyOf('a', 1, 7));
      },
    },
    {
      title: 'of racing callers all get the same key',
      async run(keys) {
        const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => keys.add(keyOf('a', 1, n))));
        const kept = await keys.find('a', 1);
        assert.equal(kept.kind, 'found');
        if (kept.kind === 'found') for (const answer of answers) assertFound(answer, kept.key);
      },
    },
    {
      title: 'without a version, the newest; older ones stay readable',
      async run(keys) {
        await keys.add(keyOf('a', 2, 8));
        await keys.add(keyOf('a', 10, 9));
        await keys.add(keyOf('a', 1, 7));
        assertFound(await keys.find('a'), keyOf('a', 10, 9));
        assertFound(await keys.find('a', 1), keyOf('a', 1, 7));
        assert.deepEqual(await keys.find('a', 3), { kind: 'none' });
      },
    },
    {
      title: 'destroying takes every version of that subject, and of no other',
      async run(keys) {
        await keys.add(keyOf('a', 1, 7));
        await keys.add(keyOf('a', 2, 8));
        await keys.add(keyOf('ab', 1, 9));
        await keys.destroy('a');
        for (const version of [undefined, 1, 2, 3])
          assert.deepEqual(await keys.find('a', version), { kind: 'destroyed' });
        assertFound(await keys.find('ab'), keyOf('ab', 1, 9));
      },
    },
    {
      title: 'a destroyed subject never gets a key again',
      async run(keys) {
        await keys.add(keyOf('a', 1, 7));
        await keys.destroy('a');
        assert.deepEqual(await keys.add(keyOf('a', 1, 8)), { kind: 'destroyed' });
        assert.deepEqual(await keys.add(keyOf('a', 2, 8)), { kind: 'destroyed' });
        assert.deepEqual(await keys.find('a'), { kind: 'destroyed' });
      },
    },
    {
      title: 'a subject may be destroyed before it has a key, and twice',
      async run(keys) {
        await keys.destroy('early');
        await keys.destroy('early');
        assert.deepEqual(await keys.add(keyOf('early', 1, 7)), { kind: 'destroyed' });
      },
    },
    {
      title: 'bytes changed by the caller afterwards do not change the store',
      async run(keys) {
        const key = keyOf('a', 1, 7);
        await keys.add(key);
        key.wrapped.fill(0);
        assertFound(await keys.find('a'), keyOf('a', 1, 7));
      },
    },
  ],
};
