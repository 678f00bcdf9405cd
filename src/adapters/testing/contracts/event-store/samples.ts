import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type {
  AppendResult,
  EventMeta,
  EventStore,
  EventToAppend,
  RecordedEvent,
} from '../../../../application/ports/event-store.port.js';
import type { JsonObject } from '../../../../application/ports/json.js';
import { instant } from '../../../../domain/kernel/instant.js';

const meta: EventMeta = {
  occurredAt: instant(1_790_000_000_000),
  actor: { kind: 'subject', id: 'account-1' },
  channel: 'web',
  commandId: 'command-1',
  correlationId: 'correlation-1',
  causationId: 'causation-1',
  policyEdition: 'edition-1',
};

/** An event that can be told from all others by its id. */
export const sample = (eventId: string, data: JsonObject = { of: eventId }): EventToAppend => ({
  eventId,
  type: 'SampleHappened.v1',
  data,
  meta,
});

/** `prefix-1` … `prefix-n`. */
export const samples = (prefix: string, count: number): readonly EventToAppend[] =>
  Array.from({ length: count }, (_, index) => sample(`${prefix}-${index + 1}`));

export const idsOf = (events: readonly EventToAppend[]): readonly string[] => events.map(({ eventId }) => eventId);

/** Starts `count` calls without waiting for any of them. */
export const together = <T>(count: number, call: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

/** Lets everything else of the process go first: a loop that only reads would hold up the writers. */
export const turn = (): Promise<void> => setImmediate();

/** Appends, and fails the case where that is refused. */
export async function put(
  store: EventStore,
  stream: string,
  expected: number,
  events: readonly EventToAppend[],
): Promise<AppendResult & { readonly kind: 'appended' }> {
  const result = await store.append(stream, expected, events);
  assert.ok(result.kind === 'appended', `${stream} refused an append at its own version ${expected}`);
  return result;
}

/** Appends at whatever version a conflict reports, until it is in. */
export async function insist(
  store: EventStore,
  stream: string,
  expected: number,
  events: readonly EventToAppend[],
): Promise<void> {
  let result = await store.append(stream, expected, events);
  while (result.kind === 'conflict') {
    assert.ok(result.actual > expected, 'only a stream that has grown can be in conflict with what was read from it');
    expected = result.actual;
    result = await store.append(stream, expected, events);
  }
}

export const streamOf = async (store: EventStore, stream: string): Promise<readonly RecordedEvent[]> =>
  (await store.readStream(stream)).events;

/** The whole log, page after page. */
export async function logOf(store: EventStore, pageSize = 100): Promise<readonly RecordedEvent[]> {
  const all: RecordedEvent[] = [];
  for (let after = 0; ;) {
    const { events, next } = await store.readAll(after, pageSize);
    if (events.length === 0) return all;
    all.push(...events);
    after = next;
  }
}
