import assert from 'node:assert/strict';
import type { EventStore, ReadStreamOptions } from '../../../../application/ports/event-store.port.js';
import { assertSame } from '../assert-same.js';
import type { ContractCase } from '../../contract.js';
import { idsOf, insist, put, sample, samples, streamOf, together, turn } from './samples.js';

const ten = samples('e', 10);

async function withTen(store: EventStore): Promise<(options: ReadStreamOptions) => Promise<readonly string[]>> {
  await put(store, 'before', 0, samples('x', 3));
  await put(store, 'account-1', 0, ten.slice(0, 4));
  await put(store, 'between', 0, samples('y', 3));
  await put(store, 'account-1', 4, ten.slice(4));
  return async (options) => {
    const { version, events } = await store.readStream('account-1', options);
    assert.equal(version, 10, 'the version is that of the whole stream, whatever part was asked for');
    return idsOf(events);
  };
}

const ids = (...numbers: readonly number[]): readonly string[] => numbers.map((n) => `e-${n}`);

export const readCases: readonly ContractCase<EventStore>[] = [
  {
    title: 'reads a stream forwards, after a version, up to a limit',
    async run(store) {
      const read = await withTen(store);
      assertSame(await read({}), idsOf(ten));
      assertSame(await read({ direction: 'forwards' }), idsOf(ten));
      assertSame(await read({ limit: 3 }), ids(1, 2, 3));
      assertSame(await read({ after: 0, limit: 1 }), ids(1));
      assertSame(await read({ after: 7 }), ids(8, 9, 10));
      assertSame(await read({ after: 3, limit: 2 }), ids(4, 5));
      assertSame(await read({ after: 8, limit: 100 }), ids(9, 10));
    },
  },
  {
    title: 'reads a stream backwards, before a version, up to a limit',
    async run(store) {
      const read = await withTen(store);
      assertSame(await read({ direction: 'backwards' }), idsOf(ten).toReversed());
      assertSame(await read({ direction: 'backwards', limit: 1 }), ids(10));
      assertSame(await read({ direction: 'backwards', after: 4 }), ids(3, 2, 1));
      assertSame(await read({ direction: 'backwards', after: 8, limit: 2 }), ids(7, 6));
      assertSame(await read({ direction: 'backwards', after: 11, limit: 2 }), ids(10, 9));
      assertSame(await read({ direction: 'backwards', after: 500, limit: 1 }), ids(10));
    },
  },
  {
    title: 'beyond either end there is nothing to read, and the version is told all the same',
    async run(store) {
      const read = await withTen(store);
      assertSame(await read({ after: 10 }), []);
      assertSame(await read({ after: 99 }), []);
      assertSame(await read({ direction: 'backwards', after: 1 }), []);
      assertSame(await read({ direction: 'backwards', after: 0 }), []);
      assertSame(await read({ limit: 0 }), []);
    },
  },
  {
    title: 'a stream is read whole by default, however long',
    async run(store) {
      await put(store, 'account-1', 0, samples('e', 1_500));
      await put(store, 'account-1', 1_500, samples('f', 1_500));
      assert.equal((await streamOf(store, 'account-1')).length, 3_000);
    },
  },
  {
    title: 'an earlier reading is a prefix of every later one',
    async run(store) {
      const readings: (readonly unknown[])[] = [];
      for (let version = 0; version < 10; version++) {
        readings.push(await streamOf(store, 'account-1'));
        await put(store, 'account-1', version, [sample(`e-${version}`)]);
        await put(store, `other-${version}`, 0, samples(`o${version}`, 2));
      }
      const last = await streamOf(store, 'account-1');
      for (const reading of readings) assertSame(last.slice(0, reading.length), reading);
    },
  },
  {
    title: 'readers among writers see whole batches, in order, and never fewer than before',
    async run(store) {
      const seen: (readonly string[])[] = [];
      const writing = together(10, (writer) => insist(store, 'account-1', 0, samples(`w${writer}`, 3)));
      const reading = together(5, async () => {
        let length = 0;
        while (length < 30) {
          const { version, events } = await store.readStream('account-1');
          assert.equal(events.length, version);
          assert.ok(version >= length && version % 3 === 0, `${version} events after ${length}`);
          length = version;
          seen.push(idsOf(events));
          await turn();
        }
      });
      await Promise.all([writing, reading]);
      const last = idsOf(await streamOf(store, 'account-1'));
      for (const reading of seen) assertSame(last.slice(0, reading.length), reading);
    },
  },
];
