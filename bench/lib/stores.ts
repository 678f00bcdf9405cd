import { randomBytes } from 'node:crypto';
import { createEventStoreDbEventStore } from '../../src/adapters/eventstoredb/event-store.js';
import { makeUnsafePlainHasher } from '../../src/adapters/testing/plain-hasher.js';
import type { StoragePorts } from '../../src/application/composition/ports.js';
import type { EventToAppend } from '../../src/application/ports/event-store.port.js';
import { openEmbedded } from '../../src/infrastructure/embedded.js';
import { openInMemory } from '../../src/infrastructure/in-memory.js';
import { BareClient } from './bare-client.js';
import { openDiskFloor } from './floors.js';
import { rate } from './measure.js';
import type { Append } from './prepared-appends.js';

export const storeNames = ['eventstoredb', 'sqlite', 'memory'] as const;
export type StoreName = (typeof storeNames)[number];

/** What a store cannot be faster than, and what that is. */
export interface Limit {
  readonly what: string;
  readonly unit: string;
}

/** One event store under the same core; what else is kept lies in files beside it, or with it in memory. */
export interface StoreUnderTest {
  readonly storage: StoragePorts;
  readonly limits: { readonly append: Limit; readonly load: Limit; readonly catchUp: Limit };
  /** Appends a second that nothing over this store can exceed, by so many callers. */
  appends(source: Iterator<Append, never>, callers: number, ms: number, most: number): Promise<number>;
  /** Reads of a whole stream a second. */
  loads(streams: readonly string[], events: readonly EventToAppend[], ms: number): Promise<number>;
  /** Events a second of a reader that does nothing with them, from a position on. */
  catchUp(events: readonly EventToAppend[], after: number, count: number): Promise<number>;
  close(): Promise<void>;
}

/** The command asks for something that is not there: told without a stack. */
export class NotToBeHad extends Error {}

export function connectionStringOf(env: NodeJS.ProcessEnv): string {
  const given = env['DINHDANH_EVENTSTOREDB'] ?? '';
  if (given === '')
    throw new NotToBeHad(
      '--store eventstoredb wants a running server, named in DINHDANH_EVENTSTOREDB by its connection string (esdb://…)',
    );
  return given;
}

export async function openStore(name: StoreName, directory: string, connectionString = ''): Promise<StoreUnderTest> {
  const passwordHasher = makeUnsafePlainHasher();
  if (name === 'memory') return overMemory(openInMemory({ passwordHasher }));
  const opened = openEmbedded({ directory, passwordHasher });
  if (name === 'sqlite') return overFiles(opened, directory);
  return overServer(opened, connectionString);
}

type Opened = ReturnType<typeof openEmbedded>;

const parse = { what: 'JSON.parse of all its bytes', unit: 'accounts/s' };
const parseAll = { what: 'JSON.parse of the same bytes', unit: 'events/s' };

const textsOf = (events: readonly EventToAppend[]): readonly string[] =>
  events.flatMap(({ data, meta }) => [JSON.stringify(data), JSON.stringify(meta)]);
const parsed = (texts: readonly string[]): void => texts.forEach((text) => void JSON.parse(text));

/** What any reader in this process does at least. */
const reading: Pick<StoreUnderTest, 'loads' | 'catchUp'> = {
  loads(_streams, events, ms) {
    const texts = textsOf(events);
    return rate(ms, () => {
      parsed(texts);
      return 1;
    });
  },
  async catchUp(events, _after, count) {
    const texts = textsOf(events);
    const start = performance.now();
    for (let done = 0; done < count; done += events.length) parsed(texts);
    return (count / (performance.now() - start)) * 1_000;
  },
};

function overMemory({ storage, close }: Opened): StoreUnderTest {
  return {
    storage,
    limits: { append: { what: 'JSON.stringify of the event', unit: 'events/s' }, load: parse, catchUp: parseAll },
    ...reading,
    appends: (source, _callers, ms) =>
      rate(ms, () => {
        JSON.stringify(source.next().value[2]);
        return 1;
      }),
    close: async () => close(),
  };
}

function overFiles({ storage, close }: Opened, directory: string): StoreUnderTest {
  const disk = openDiskFloor(directory);
  return {
    storage,
    limits: { append: { what: 'write + fdatasync of 8 KiB', unit: 'writes/s' }, load: parse, catchUp: parseAll },
    ...reading,
    appends: (_source, _callers, ms) => disk.rate(ms),
    async close() {
      close();
      disk.close();
    },
  };
}

/** The events on a server; everything else as embedded, so that the event store is all that differs. */
async function overServer(embedded: Opened, connectionString: string): Promise<StoreUnderTest> {
  const streamPrefix = `bench-${randomBytes(6).toString('hex')}-`;
  const eventStore = createEventStoreDbEventStore({ connectionString, streamPrefix });
  const bare = new BareClient(connectionString, streamPrefix);
  await eventStore.ready();
  return {
    storage: { ...embedded.storage, eventStore },
    limits: {
      append: { what: 'the bare client, same callers', unit: 'events/s' },
      load: { what: 'the bare client reading the stream', unit: 'accounts/s' },
      catchUp: { what: 'the bare client subscribed', unit: 'events/s' },
    },
    appends: (source, callers, ms, most) => bare.appends(source, callers, ms, most),
    loads: (streams, _events, ms) => bare.loads(streams, ms),
    catchUp: (_events, after, count) => bare.catchUp(after, count),
    async close() {
      await bare.close();
      await eventStore.close();
      embedded.close();
    },
  };
}
