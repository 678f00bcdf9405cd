import assert from 'node:assert/strict';
import type { Idempotency, IdempotencyStart } from '../../../application/ports/idempotency.port.js';
import type { JsonValue } from '../../../application/ports/json.js';
import { milliseconds } from '../../../domain/kernel/instant.js';
import type { Contract, ContractCase } from '../contract.js';
import { after, callerClock, start, together } from './contract-time.js';

const lease = milliseconds(30_000);
const keep = milliseconds(86_400_000);
const outcome: JsonValue = { kind: 'accepted', facts: ['a', null, 1.5, { name: 'Đỗ' }] };

const begin = (store: Idempotency, ms: number, payload = 'payload-1', caller = 'caller-1', key = 'key-1') =>
  store.start(caller, key, payload, lease, after(ms));
const freshOf = (starts: readonly IdempotencyStart[]): number => starts.filter(({ kind }) => kind === 'fresh').length;

const outcomes: readonly ContractCase<Idempotency>[] = [
  {
    title: 'first fresh, then running, then done with the same outcome every time',
    async run(store) {
      assert.deepEqual(await begin(store, 0), { kind: 'fresh' });
      assert.deepEqual(await begin(store, 1), { kind: 'running' });
      await store.finish('caller-1', 'key-1', outcome, keep, after(2));
      for (const ms of [3, 4, 5]) assert.deepEqual(await begin(store, ms), { kind: 'done', outcome });
    },
  },
  {
    title: 'an outcome is any JSON value, kept as it was given',
    async run(store) {
      const values: readonly JsonValue[] = [null, false, 0, '', 'text', [], {}, [[null]], { a: { b: [1, '2'] } }];
      for (const [index, value] of values.entries()) {
        await begin(store, 0, 'p', 'c', `k-${index}`);
        await store.finish('c', `k-${index}`, value, keep, after(1));
        assert.deepEqual(await begin(store, 2, 'p', 'c', `k-${index}`), { kind: 'done', outcome: value });
      }
    },
  },
  {
    title: 'what is kept is a copy',
    async run(store) {
      const mutable = { list: [1] };
      await begin(store, 0);
      await store.finish('caller-1', 'key-1', mutable, keep, after(1));
      mutable.list.push(2);
      assert.deepEqual(await begin(store, 2), { kind: 'done', outcome: { list: [1] } });
    },
  },
  {
    title: 'another payload is a mismatch, running or done, and disturbs nothing',
    async run(store) {
      await begin(store, 0);
      assert.deepEqual(await begin(store, 1, 'payload-2'), { kind: 'mismatch' });
      assert.deepEqual(await begin(store, 2), { kind: 'running' });
      await store.finish('caller-1', 'key-1', outcome, keep, after(3));
      assert.deepEqual(await begin(store, 4, 'payload-2'), { kind: 'mismatch' });
      assert.deepEqual(await begin(store, 5), { kind: 'done', outcome });
    },
  },
  {
    title: 'another caller with the same key, and the same caller with another key, are their own',
    async run(store) {
      await begin(store, 0, 'p', 'a', 'b:c');
      await store.finish('a', 'b:c', outcome, keep, after(1));
      assert.deepEqual(await begin(store, 2, 'p', 'a:b', 'c'), { kind: 'fresh' });
      assert.deepEqual(await begin(store, 2, 'p', 'b:c', 'a'), { kind: 'fresh' });
      assert.deepEqual(await begin(store, 2, 'p', 'a', 'b:c '), { kind: 'fresh' });
      assert.deepEqual(await begin(store, 2, 'p', 'A', 'b:c'), { kind: 'fresh' });
      assert.deepEqual(await begin(store, 2, 'other', 'ab:c', ''), { kind: 'fresh' });
      assert.deepEqual(await begin(store, 2, 'other', '', 'ab:c'), { kind: 'fresh' });
      assert.deepEqual(await begin(store, 3, 'p', 'a', 'b:c'), { kind: 'done', outcome });
    },
  },
  {
    title: 'abandoned: fresh again, with any payload',
    async run(store) {
      await begin(store, 0);
      await store.abandon('caller-1', 'key-1');
      assert.deepEqual(await begin(store, 1, 'payload-2'), { kind: 'fresh' });
      assert.deepEqual(await begin(store, 2, 'payload-2'), { kind: 'running' });
    },
  },
  {
    title: 'abandoning touches no other key and no kept outcome',
    async run(store) {
      await begin(store, 0);
      await begin(store, 0, 'p', 'caller-2');
      await store.finish('caller-1', 'key-1', outcome, keep, after(1));
      await store.abandon('caller-1', 'key-1');
      await store.abandon('nobody', 'key-1');
      assert.deepEqual(await begin(store, 2), { kind: 'done', outcome });
      assert.deepEqual(await begin(store, 2, 'p', 'caller-2'), { kind: 'running' });
    },
  },
  {
    title: 'the first outcome stays',
    async run(store) {
      await begin(store, 0);
      await store.finish('caller-1', 'key-1', outcome, keep, after(1));
      await store.finish('caller-1', 'key-1', 'another', keep, after(2));
      assert.deepEqual(await begin(store, 3), { kind: 'done', outcome });
    },
  },
  {
    title: 'finishing what was never started keeps nothing',
    async run(store) {
      await store.finish('caller-1', 'key-1', outcome, keep, start);
      assert.deepEqual(await begin(store, 1), { kind: 'fresh' });
    },
  },
];

const deaths: readonly ContractCase<Idempotency>[] = [
  {
    title: 'a call that died is taken over when its lease ends, not before',
    needs: callerClock,
    async run(store) {
      await begin(store, 0);
      assert.deepEqual(await begin(store, 29_999), { kind: 'running' });
      assert.deepEqual(await begin(store, 30_000), { kind: 'fresh' });
      assert.deepEqual(await begin(store, 59_999), { kind: 'running' });
      assert.deepEqual(await begin(store, 60_000), { kind: 'fresh' });
    },
  },
  {
    title: 'asking while it runs does not prolong the lease',
    needs: callerClock,
    async run(store) {
      await begin(store, 0);
      for (const ms of [10_000, 20_000, 29_000]) await begin(store, ms);
      assert.deepEqual(await begin(store, 30_000), { kind: 'fresh' });
    },
  },
  {
    title: 'a take-over needs the same payload',
    needs: callerClock,
    async run(store) {
      await begin(store, 0);
      assert.deepEqual(await begin(store, 40_000, 'payload-2'), { kind: 'mismatch' });
      assert.deepEqual(await begin(store, 80_000_000, 'payload-2'), { kind: 'mismatch' });
      assert.deepEqual(await begin(store, 80_000_001), { kind: 'fresh' });
    },
  },
  {
    title: 'of parallel take-overs exactly one is fresh',
    needs: callerClock,
    async run(store) {
      await begin(store, 0);
      const starts = await together(20, () => begin(store, 30_000));
      assert.equal(freshOf(starts), 1);
    },
  },
  {
    title: 'a slow call that was overtaken changes no outcome',
    needs: callerClock,
    async run(store) {
      await begin(store, 0);
      await begin(store, 30_000);
      await store.finish('caller-1', 'key-1', outcome, keep, after(30_001));
      await store.finish('caller-1', 'key-1', 'of the slow one', keep, after(30_002));
      await store.abandon('caller-1', 'key-1');
      assert.deepEqual(await begin(store, 30_003), { kind: 'done', outcome });
    },
  },
  {
    title: 'finished after its lease, with nobody in between: kept',
    needs: callerClock,
    async run(store) {
      await begin(store, 0);
      await store.finish('caller-1', 'key-1', outcome, keep, after(45_000));
      assert.deepEqual(await begin(store, 45_001), { kind: 'done', outcome });
    },
  },
  {
    title: 'an outcome is kept for `keep`, then the key is fresh for any payload',
    needs: callerClock,
    async run(store) {
      await begin(store, 0);
      await store.finish('caller-1', 'key-1', outcome, milliseconds(1_000), after(10));
      assert.deepEqual(await begin(store, 1_009), { kind: 'done', outcome });
      assert.deepEqual(await begin(store, 1_010, 'payload-2'), { kind: 'fresh' });
    },
  },
];

const races: readonly ContractCase<Idempotency>[] = [
  {
    title: 'of parallel calls exactly one is fresh',
    async run(store) {
      const starts = await together(30, () => begin(store, 0));
      assert.equal(freshOf(starts), 1);
      assert.equal(starts.filter(({ kind }) => kind === 'running').length, 29);
    },
  },
  {
    title: 'of parallel calls with different payloads exactly one is fresh',
    async run(store) {
      const starts = await together(20, (index) => begin(store, 0, `payload-${index}`));
      assert.equal(freshOf(starts), 1);
      assert.equal(starts.filter(({ kind }) => kind === 'mismatch').length, 19);
    },
  },
];

/** Every adapter of the port `Idempotency` shows this. */
export const idempotencyContract: Contract<Idempotency> = {
  port: 'Idempotency',
  cases: [...outcomes, ...deaths, ...races],
};
