import assert from 'node:assert/strict';
import type { EventStore } from '../../../../application/ports/event-store.port.js';
import { assertSame } from '../assert-same.js';
import type { ContractCase } from '../../contract.js';
import { idsOf, insist, logOf, put, sample, samples, streamOf, together } from './samples.js';

const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `account-${index + 1}`);

export const raceCases: readonly ContractCase<EventStore>[] = [
  {
    title: 'of twenty writers at one version exactly one wins, on every stream',
    async run(store) {
      const streams = names(5);
      await put(store, 'account-5', 0, samples('before', 3));
      const versionOf = (stream: string): number => (stream === 'account-5' ? 3 : 0);
      const results = await Promise.all(
        streams.map((stream) =>
          together(20, (writer) => store.append(stream, versionOf(stream), [sample(`${stream}-${writer}`)])),
        ),
      );
      for (const [index, stream] of streams.entries()) {
        const expected = versionOf(stream);
        const answers = results[index] ?? [];
        const winners = answers.flatMap((answer, writer) => (answer.kind === 'appended' ? [writer] : []));
        assert.equal(winners.length, 1, `${stream} has ${winners.length} winners`);
        for (const answer of answers)
          if (answer.kind === 'conflict') assertSame(answer, { kind: 'conflict', expected, actual: expected + 1 });
        const stored = (await streamOf(store, stream)).slice(expected);
        assertSame(idsOf(stored), [`${stream}-${winners[0]}`]);
      }
    },
  },
  {
    title: 'writers that try again at the version a conflict reports all get in, once each',
    async run(store) {
      await together(20, (writer) => insist(store, 'account-1', 0, [sample(`w-${writer}`)]));
      const { version, events } = await store.readStream('account-1');
      assert.equal(version, 20);
      assertSame([...idsOf(events)].sort(), Array.from({ length: 20 }, (_, writer) => `w-${writer}`).sort());
      assertSame(
        events.map(({ streamVersion }) => streamVersion),
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
    },
  },
  {
    title: 'batches of racing writers are never mixed',
    async run(store) {
      await together(10, (writer) => insist(store, 'account-1', 0, samples(`w${writer}`, 5)));
      const ids = idsOf(await streamOf(store, 'account-1'));
      assert.equal(ids.length, 50);
      for (let start = 0; start < ids.length; start += 5) {
        const writer = ids[start]?.split('-')[0];
        assertSame(
          ids.slice(start, start + 5),
          [1, 2, 3, 4, 5].map((n) => `${writer}-${n}`),
        );
      }
    },
  },
  {
    title: 'a conflict fails only its own caller',
    async run(store) {
      await put(store, 'taken', 0, samples('taken', 2));
      const results = await together(60, (index) =>
        index % 3 === 0
          ? store.append('taken', 1, samples(`stale-${index}`, 2))
          : store.append(`account-${index}`, 0, samples(`fresh-${index}`, 2)),
      );
      for (const [index, result] of results.entries())
        if (index % 3 === 0) assertSame(result, { kind: 'conflict', expected: 1, actual: 2 });
        else assertSame([result.kind, (await store.readStream(`account-${index}`)).version], ['appended', 2]);
      assertSame(idsOf(await streamOf(store, 'taken')), ['taken-1', 'taken-2']);
      assert.equal((await logOf(store)).length, 2 + 40 * 2);
    },
  },
  {
    title: 'every answer of concurrent appends names its own event',
    async run(store) {
      const results = await together(50, (index) => store.append(`account-${index}`, 0, [sample(`e-${index}`)]));
      const log = await logOf(store);
      const positions = new Set<number>();
      for (const [index, result] of results.entries()) {
        assert.ok(result.kind === 'appended');
        positions.add(result.position);
        assert.equal(log.find(({ globalPosition }) => globalPosition === result.position)?.eventId, `e-${index}`);
      }
      assert.equal(positions.size, 50);
    },
  },
];
