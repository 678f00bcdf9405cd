import assert from 'node:assert/strict';
import type { EventStore, RecordedEvent } from '../../../../application/ports/event-store.port.js';
import { assertSame } from '../assert-same.js';
import type { ContractCase } from '../../contract.js';
import { idsOf, insist, logOf, put, sample, samples, streamOf, together, turn } from './samples.js';

function assertGrowing(events: readonly RecordedEvent[]): void {
  let last = 0;
  for (const { globalPosition } of events) {
    assert.ok(Number.isSafeInteger(globalPosition) && globalPosition > last, `${globalPosition} after ${last}`);
    last = globalPosition;
  }
}

export const logCases: readonly ContractCase<EventStore>[] = [
  {
    title: 'an empty log has its head at 0',
    async run(store) {
      assert.equal(await store.head(), 0);
      assertSame(await store.readAll(0, 10), { events: [], next: 0 });
    },
  },
  {
    title: 'the log tells the events of all streams in the order of their appends',
    async run(store) {
      const told: string[] = [];
      for (let round = 0; round < 4; round++)
        for (const stream of ['b', 'a', 'c']) {
          const id = `${stream}-${round}`;
          await put(store, stream, round, [sample(id)]);
          told.push(id);
        }
      const log = await logOf(store);
      assertSame(idsOf(log), told);
      assertGrowing(log);
      assert.equal(await store.head(), log.at(-1)?.globalPosition);
    },
  },
  {
    title: 'the order of the log agrees with the order of every stream, whoever wrote at once',
    async run(store) {
      await together(60, (index) => insist(store, `account-${index % 6}`, 0, samples(`e${index}`, 1 + (index % 3))));
      const log = await logOf(store);
      assertGrowing(log);
      for (let number = 0; number < 6; number++) {
        const stream = `account-${number}`;
        assertSame(
          log.filter((event) => event.stream === stream),
          await streamOf(store, stream),
        );
      }
      assert.equal(new Set(idsOf(log)).size, 120);
      assert.equal(log.length, 120);
    },
  },
  {
    title: 'pages of any size tell the log once',
    async run(store) {
      for (let index = 0; index < 7; index++) await put(store, `account-${index}`, 0, samples(`e${index}`, 3));
      const whole = await logOf(store, 1_000);
      assert.equal(whole.length, 21);
      for (const size of [1, 2, 5, 20, 21, 22]) assertSame(await logOf(store, size), whole, `pages of ${size}`);
    },
  },
  {
    title: 'a page says where to read on; at the end that is where it began',
    async run(store) {
      const { position } = await put(store, 'account-1', 0, samples('e', 5));
      const first = await store.readAll(0, 2);
      assertSame([idsOf(first.events), first.next], [['e-1', 'e-2'], first.events[1]?.globalPosition]);
      const rest = await store.readAll(first.next, 10);
      assertSame([idsOf(rest.events), rest.next], [['e-3', 'e-4', 'e-5'], position]);
      assertSame(await store.readAll(position, 10), { events: [], next: position });
      assertSame(await store.readAll(position + 1_000, 10), { events: [], next: position + 1_000 });
    },
  },
  {
    title: 'an event never appears before one that was read already',
    async run(store) {
      const count = 120;
      const follower = async (): Promise<readonly RecordedEvent[]> => {
        const all: RecordedEvent[] = [];
        for (let after = 0; all.length < count;) {
          const { events, next } = await store.readAll(after, 7);
          all.push(...events);
          after = next;
          await turn();
        }
        return all;
      };
      const [followed] = await Promise.all([
        together(3, follower),
        together(count, (index) => insist(store, `account-${index % 4}`, 0, [sample(`e-${index}`)])),
      ]);
      const log = await logOf(store);
      for (const one of followed) assertSame(one, log, 'whoever read along has read what is there');
    },
  },
  {
    title: 'the head never goes back',
    async run(store) {
      let last = 0;
      for (let index = 0; index < 10; index++) {
        await put(store, `account-${index}`, 0, samples('e', 2));
        await store.append(`account-${index}`, 0, samples('refused', 2));
        const head = await store.head();
        assert.ok(head > last);
        last = head;
      }
    },
  },
];
