import assert from 'node:assert/strict';
import type { EventStore } from '../../../../application/ports/event-store.port.js';
import type { JsonObject } from '../../../../application/ports/json.js';
import { assertSame } from '../assert-same.js';
import type { ContractCase } from '../../contract.js';
import { idsOf, logOf, put, sample, samples, streamOf } from './samples.js';

/** What no store can write as JSON: it contains itself. */
function endless(): JsonObject {
  const data: Record<string, JsonObject> = {};
  data.self = data;
  return data;
}

export const appendCases: readonly ContractCase<EventStore>[] = [
  {
    title: 'a stream that is absent has version 0 and no events',
    async run(store) {
      assertSame(await store.readStream('account-1'), { version: 0, events: [] });
      assertSame(await store.readStream('account-1', { direction: 'backwards', after: 5, limit: 1 }), {
        version: 0,
        events: [],
      });
    },
  },
  {
    title: 'appends to an absent stream at 0, and to one that exists at its number of events',
    async run(store) {
      assert.equal((await put(store, 'account-1', 0, samples('a', 2))).version, 2);
      assert.equal((await put(store, 'account-1', 2, samples('b', 1))).version, 3);
      const { version, events } = await store.readStream('account-1');
      assert.equal(version, 3);
      assertSame(idsOf(events), ['a-1', 'a-2', 'b-1']);
      assertSame(
        events.map(({ streamVersion }) => streamVersion),
        [1, 2, 3],
      );
    },
  },
  {
    title: 'an append answers with the position of its last event',
    async run(store) {
      const first = await put(store, 'account-1', 0, samples('a', 3));
      assert.equal(first.position, (await streamOf(store, 'account-1')).at(-1)?.globalPosition);
      assert.equal(first.position, await store.head());
      const second = await put(store, 'account-2', 0, samples('b', 1));
      assert.equal(second.position, (await streamOf(store, 'account-2')).at(-1)?.globalPosition);
      assert.ok(second.position > first.position);
    },
  },
  {
    title: 'expecting events in an absent stream is a conflict with version 0',
    async run(store) {
      assertSame(await store.append('account-1', 1, samples('a', 1)), {
        kind: 'conflict',
        expected: 1,
        actual: 0,
      });
      assertSame(await store.readStream('account-1'), { version: 0, events: [] });
      assert.equal(await store.head(), 0);
      await put(store, 'account-1', 0, samples('a', 1));
    },
  },
  {
    title: 'expecting an absent stream where events are is a conflict with their number',
    async run(store) {
      await put(store, 'account-1', 0, samples('a', 2));
      assertSame(await store.append('account-1', 0, samples('b', 1)), {
        kind: 'conflict',
        expected: 0,
        actual: 2,
      });
      assertSame(idsOf(await streamOf(store, 'account-1')), ['a-1', 'a-2']);
    },
  },
  {
    title: 'a stale version and a version ahead of the stream are conflicts with the true one',
    async run(store) {
      await put(store, 'account-1', 0, samples('a', 3));
      await put(store, 'account-2', 0, samples('c', 7));
      const before = await store.head();
      for (const expected of [1, 2, 4, 7, 1_000_000])
        assertSame(await store.append('account-1', expected, samples('b', 2)), {
          kind: 'conflict',
          expected,
          actual: 3,
        });
      assert.equal((await store.readStream('account-1')).version, 3);
      assert.equal(await store.head(), before);
    },
  },
  {
    title: 'streams have versions of their own',
    async run(store) {
      for (const stream of ['account-1', 'account-2', 'claim-1'])
        for (const expected of [0, 1, 2]) await put(store, stream, expected, [sample(`${stream}-${expected}`)]);
      for (const stream of ['account-1', 'account-2', 'claim-1'])
        assertSame(idsOf(await streamOf(store, stream)), [`${stream}-0`, `${stream}-1`, `${stream}-2`]);
    },
  },
  {
    title: 'a batch that is in conflict leaves nothing',
    async run(store) {
      await put(store, 'account-1', 0, samples('a', 1));
      await store.append('account-1', 0, samples('b', 50));
      assertSame(idsOf(await streamOf(store, 'account-1')), ['a-1']);
      assertSame(idsOf(await logOf(store)), ['a-1']);
    },
  },
  {
    title: 'a batch with an event that cannot be written is refused whole, and harms nobody else',
    async run(store) {
      const broken = store.append('account-1', 0, [sample('a-1'), sample('a-2', endless()), sample('a-3')]);
      const other = store.append('account-2', 0, samples('b', 1));
      await assert.rejects(broken);
      assert.equal((await other).kind, 'appended');
      assertSame(await store.readStream('account-1'), { version: 0, events: [] });
      assertSame(idsOf(await logOf(store)), ['b-1']);
      await put(store, 'account-1', 0, samples('c', 1));
    },
  },
  {
    title: 'appending no events changes nothing',
    async run(store) {
      assertSame(await store.append('account-1', 0, []), { kind: 'appended', version: 0, position: 0 });
      assertSame(await store.readStream('account-1'), { version: 0, events: [] });
      const { position } = await put(store, 'account-1', 0, samples('a', 2));
      const answer = await put(store, 'account-1', 2, []);
      assert.equal(answer.version, 2);
      assert.ok(answer.position >= position, 'whoever waits for that position has seen the stream');
      assert.equal(await store.head(), position);
      assert.equal((await store.readStream('account-1')).version, 2);
    },
  },
  {
    title: 'appending no events checks the version all the same',
    async run(store) {
      assertSame(await store.append('account-1', 1, []), { kind: 'conflict', expected: 1, actual: 0 });
      await put(store, 'account-1', 0, samples('a', 2));
      for (const expected of [0, 1, 3])
        assertSame(await store.append('account-1', expected, []), { kind: 'conflict', expected, actual: 2 });
    },
  },
  {
    title: 'keeps a long batch together and in order',
    async run(store) {
      const batch = samples('a', 2_500);
      assert.equal((await put(store, 'account-1', 0, batch)).version, 2_500);
      assertSame(idsOf(await streamOf(store, 'account-1')), idsOf(batch));
      assertSame(idsOf(await logOf(store, 1_000)), idsOf(batch));
    },
  },
  {
    title: 'what was appended can be read as soon as the append is answered',
    async run(store) {
      let before = 0;
      for (let version = 0; version < 20; version++) {
        const { position } = await put(store, 'account-1', version, [sample(`a-${version}`)]);
        assert.equal((await store.readStream('account-1')).version, version + 1);
        assert.equal((await store.readAll(before, 1)).events[0]?.eventId, `a-${version}`);
        before = position;
      }
    },
  },
];
