import assert from 'node:assert/strict';
import type { EventMeta, EventStore, EventToAppend } from '../../../../application/ports/event-store.port.js';
import type { JsonObject } from '../../../../application/ports/json.js';
import { instant } from '../../../../domain/kernel/instant.js';
import { assertSame } from '../assert-same.js';
import type { ContractCase } from '../../contract.js';
import { logOf, put, sample, streamOf } from './samples.js';

const meta = (change: Partial<EventMeta> = {}): EventMeta => ({
  occurredAt: instant(1_656_633_600_000),
  actor: { kind: 'officer', id: 'quầy-07' },
  channel: 'counter',
  commandId: 'c-1',
  correlationId: 'r-1',
  causationId: 'k-1',
  policyEdition: '2022-07',
  ...change,
});

const data: JsonObject = {
  name: 'Đặng Thị Ngọc Ánh',
  decomposed: 'Nguye\u0302\u0303n',
  beyondTheBasicPlane: '𠀋🙂',
  control: 'a\u0000b\u001f\n"\\/\u2028',
  empty: '',
  yes: true,
  no: false,
  nothing: null,
  numbers: [0, -1, 0.1, 1e21, 5e-324, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
  deep: {
    list: [[], {}, [{ key: ['value'] }]],
    '': 'an empty key',
    'dotted.key': 1,
    constructor: 'own',
    ['__proto__']: 'own',
  },
};

async function roundTrip(store: EventStore, event: EventToAppend, stream = 'account-1'): Promise<void> {
  const before = await store.head();
  const { position } = await put(store, stream, 0, [event]);
  const [read] = await streamOf(store, stream);
  assert.ok(read);
  const { recordedAt, ...rest } = read;
  assertSame(rest, { ...event, stream, streamVersion: 1, globalPosition: position });
  assert.ok(Number.isSafeInteger(recordedAt) && recordedAt > 0, `recordedAt is ${String(recordedAt)}`);
  assertSame((await store.readAll(before, 1)).events, [read], 'the log tells it as the stream does');
}

export const envelopeCases: readonly ContractCase<EventStore>[] = [
  {
    title: 'every field of the envelope comes back as it was given',
    async run(store) {
      await roundTrip(store, { eventId: 'e-1', type: 'RegistrationPinned.v12', data: { a: 1 }, meta: meta() });
    },
  },
  {
    title: 'every kind of actor, and fields that are empty, come back',
    async run(store) {
      for (const kind of ['system', 'subject', 'anonymous', 'officer'] as const)
        await roundTrip(
          store,
          { eventId: kind, type: 'A.v1', data: {}, meta: meta({ actor: { kind, id: '' }, policyEdition: '' }) },
          `account-${kind}`,
        );
    },
  },
  {
    title: 'data comes back as it was given: any script, control characters, numbers, depth',
    async run(store) {
      await roundTrip(store, { eventId: 'e-1', type: 'A.v1', data, meta: meta({ channel: data.control as string }) });
    },
  },
  {
    title: 'a large event comes back whole',
    async run(store) {
      await roundTrip(
        store,
        sample('e-1', { text: 'Định Danh '.repeat(100_000), list: Array<number>(50_000).fill(7) }),
      );
    },
  },
  {
    title: 'stream names are kept apart exactly: case, spaces, marks, length',
    async run(store) {
      const streams = ['a', 'A', ' a', 'a ', 'á', 'a\u0301', 'a%', 'a_', `${'a'.repeat(300)}1`, `${'a'.repeat(300)}2`];
      for (const stream of streams) await put(store, stream, 0, [sample(`of ${stream}`)]);
      for (const stream of streams) {
        const { version, events } = await store.readStream(stream);
        assert.equal(version, 1, `"${stream}" was taken for another stream`);
        assertSame([events[0]?.stream, events[0]?.eventId], [stream, `of ${stream}`]);
      }
      assertSame(
        (await logOf(store)).map(({ stream }) => stream),
        streams,
      );
    },
  },
  {
    title: 'all events of one append are recorded at one time, the same in every reading',
    async run(store) {
      await put(store, 'account-1', 0, [sample('a'), sample('b')]);
      const [a, b] = await streamOf(store, 'account-1');
      assert.ok(a?.recordedAt !== undefined && a.recordedAt === b?.recordedAt);
      assertSame(await streamOf(store, 'account-1'), [a, b]);
    },
  },
  {
    title: 'what a caller does to its event after the call does not reach the store',
    async run(store) {
      const inner = { value: 'as given' };
      const events = [sample('a-1', { inner })];
      const appended = store.append('account-1', 0, events);
      inner.value = 'changed later';
      events.push(sample('a-2'));
      assert.equal((await appended).kind, 'appended');
      assertSame(
        (await streamOf(store, 'account-1')).map((event) => event.data),
        [{ inner: { value: 'as given' } }],
      );
    },
  },
  {
    title: 'what a reader does to an event does not reach the store',
    async run(store) {
      await put(store, 'account-1', 0, [sample('a-1', { inner: { value: 'as given' } })]);
      const before = JSON.stringify(await store.readStream('account-1'));
      const readings = [
        (await store.readStream('account-1')).events,
        (await store.readAll(0, 10)).events,
        (await store.readStream('account-1', { direction: 'backwards' })).events,
      ];
      for (const events of readings) {
        const [event] = events;
        assert.ok(event);
        for (const part of [event, event.data, event.data.inner, event.meta, event.meta.actor]) spoil(part as object);
        attempt(() => (events as unknown[]).pop());
      }
      assert.equal(JSON.stringify(await store.readStream('account-1')), before);
      assert.equal(
        JSON.stringify((await store.readAll(0, 10)).events),
        JSON.stringify(await streamOf(store, 'account-1')),
      );
    },
  },
];

/** A frozen result may throw: that is a way to keep the promise. */
function attempt(change: () => void): void {
  try {
    change();
  } catch {
    return;
  }
}

function spoil(part: object): void {
  for (const key of Object.keys(part)) attempt(() => Object.assign(part, { [key]: 'spoiled' }));
  attempt(() => Object.assign(part, { added: true }));
}
