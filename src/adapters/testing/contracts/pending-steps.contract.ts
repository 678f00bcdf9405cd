import assert from 'node:assert/strict';
import type { Challenges } from '../../../application/ports/challenges.port.js';
import type { JsonObject } from '../../../application/ports/json.js';
import { milliseconds } from '../../../domain/kernel/instant.js';
import type { ContractCase } from '../contract.js';
import { after, callerClock, start, together } from './contract-time.js';

const life = milliseconds(60_000);
const step: JsonObject = {
  kind: 'signature',
  nonce: 'n-1',
  tries: 0,
  certificate: null,
  ok: true,
  name: 'Lê Thị Ánh',
  steps: [1, 'two', { three: [] }],
};

/** The half of the port that keeps pending steps. */
export const pendingStepCases: readonly ContractCase<Challenges>[] = [
  {
    title: 'a pending step comes back as it was; peeking leaves it, taking removes it',
    async run(challenges) {
      await challenges.put('step-1', step, life, start);
      assert.deepEqual(await challenges.peek('step-1', after(1)), step);
      assert.deepEqual(await challenges.peek('step-1', after(2)), step);
      assert.deepEqual(await challenges.take('step-1', after(3)), step);
      assert.equal(await challenges.peek('step-1', after(4)), undefined);
      assert.equal(await challenges.take('step-1', after(4)), undefined);
    },
  },
  {
    title: 'an unknown step is neither peeked nor taken',
    async run(challenges) {
      assert.equal(await challenges.peek('step-1', start), undefined);
      assert.equal(await challenges.take('step-1', start), undefined);
    },
  },
  {
    title: 'of parallel takers exactly one gets the step',
    async run(challenges) {
      await challenges.put('step-1', step, life, start);
      const got = await together(30, () => challenges.take('step-1', after(1)));
      assert.deepEqual(
        got.filter((value) => value !== undefined),
        [step],
      );
    },
  },
  {
    title: 'putting again replaces the value',
    async run(challenges) {
      await challenges.put('step-1', step, life, start);
      await challenges.put('step-1', { second: true }, life, after(1));
      assert.deepEqual(await challenges.take('step-1', after(2)), { second: true });
      assert.equal(await challenges.take('step-1', after(3)), undefined);
    },
  },
  {
    title: 'putting again starts a life of its own, longer or shorter',
    needs: callerClock,
    async run(challenges) {
      await challenges.put('longer', step, life, start);
      await challenges.put('longer', step, life, after(50_000));
      assert.deepEqual(await challenges.peek('longer', after(100_000)), step);
      await challenges.put('shorter', step, life, start);
      await challenges.put('shorter', step, milliseconds(10), after(1));
      assert.equal(await challenges.peek('shorter', after(11)), undefined);
    },
  },
  {
    title: 'a step lives until `at + life`, that instant not included',
    needs: callerClock,
    async run(challenges) {
      await challenges.put('step-1', step, life, start);
      assert.deepEqual(await challenges.peek('step-1', after(59_999)), step);
      assert.equal(await challenges.peek('step-1', after(60_000)), undefined);
      assert.equal(await challenges.take('step-1', after(60_000)), undefined);
    },
  },
  {
    title: 'a step taken can be put anew',
    async run(challenges) {
      await challenges.put('step-1', step, life, start);
      await challenges.take('step-1', after(1));
      await challenges.put('step-1', { again: 1 }, life, after(2));
      assert.deepEqual(await challenges.take('step-1', after(3)), { again: 1 });
    },
  },
  {
    title: 'steps and codes of one name do not meet',
    async run(challenges) {
      const name = 'one-name';
      await challenges.put(name, step, life, start);
      assert.deepEqual(await challenges.attempt(name, 'd', after(1)), { kind: 'unknown' });
      await challenges.issue({ binding: name, digest: 'd', life, tries: 1, memory: life }, after(2));
      await challenges.revoke(name);
      assert.deepEqual(await challenges.take(name, after(3)), step);
    },
  },
  {
    title: 'what is kept is a copy',
    async run(challenges) {
      const value = { list: ['a'] };
      await challenges.put('step-1', value, life, start);
      value.list.push('b');
      const peeked = await challenges.peek('step-1', after(1));
      assert.deepEqual(peeked, { list: ['a'] });
      peeked.list.push('c');
      assert.deepEqual(await challenges.take('step-1', after(2)), { list: ['a'] });
    },
  },
  {
    title: 'keys and texts are any text',
    async run(challenges) {
      const odd = ['__proto__', "it's", 'dấu ế', '😀', '', '\u0000 \u2028', 'y'.repeat(3_000)];
      for (const key of odd) await challenges.put(key, { key }, life, start);
      for (const key of odd) assert.deepEqual(await challenges.take(key, after(1)), { key });
    },
  },
];
