import { EventStoreDBClient, type EventData, NO_STREAM, streamNameFilter } from '@eventstore/db-client';
import { toStore } from '../../src/adapters/eventstoredb/stored-event.js';
import { perSecond, rate } from './measure.js';
import type { Append } from './prepared-appends.js';

/** EventStoreDB's own client with nothing around it: what no adapter over it can exceed. */
export class BareClient {
  readonly #client: EventStoreDBClient;
  readonly #waiting: (readonly [stream: string, expected: number, event: EventData[]])[] = [];

  constructor(
    connectionString: string,
    private readonly prefix: string,
  ) {
    this.#client = EventStoreDBClient.connectionString(connectionString);
  }

  /** The same appends, also with expected versions, prepared before the clock runs. */
  async appends(source: Iterator<Append, never>, callers: number, ms: number, most: number): Promise<number> {
    while (this.#waiting.length < most) {
      const [stream, expected, events] = source.next().value;
      this.#waiting.push([`${this.prefix}${stream}`, expected, events.map(toStore)]);
    }
    this.#waiting.reverse();
    const before = this.#waiting.length;
    const start = performance.now();
    const one = async (): Promise<void> => {
      do {
        const next = this.#waiting.pop();
        if (next === undefined) return;
        const [stream, expected, events] = next;
        const expectedRevision = expected === 0 ? NO_STREAM : BigInt(expected - 1);
        const { success } = await this.#client.appendToStream(stream, events, { expectedRevision });
        if (!success) throw new Error('A prepared append cannot conflict');
      } while (performance.now() - start < ms);
    };
    await Promise.all(Array.from({ length: callers }, one));
    const elapsed = performance.now() - start;
    const done = before - this.#waiting.length;
    this.#waiting.reverse();
    return perSecond(done, elapsed);
  }

  loads(streams: readonly string[], ms: number): Promise<number> {
    let next = 0;
    return rate(ms, async () => {
      const stream = streams[next % streams.length] ?? '';
      next += 1;
      let events = 0;
      for await (const { event } of this.#client.readStream(`${this.prefix}${stream}`)) events += event ? 1 : 0;
      if (events === 0) throw new Error('A stream that is read must be there');
      return 1;
    });
  }

  async catchUp(after: number, count: number): Promise<number> {
    const start = performance.now();
    const at = BigInt(after);
    const subscription = this.#client.subscribeToAll({
      fromPosition: { commit: at, prepare: at },
      filter: streamNameFilter({ prefixes: [this.prefix] }),
    });
    let seen = 0;
    for await (const { event } of subscription) {
      if (event !== undefined) seen += 1;
      if (seen >= count) break;
    }
    const elapsed = performance.now() - start;
    await subscription.unsubscribe();
    return perSecond(seen, elapsed);
  }

  close(): Promise<void> {
    return this.#client.dispose();
  }
}
