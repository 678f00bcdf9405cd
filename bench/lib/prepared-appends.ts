import { accountStream } from '../../src/application/ledger/accounts.js';
import type { EventStore, EventToAppend } from '../../src/application/ports/event-store.port.js';
import type { JsonObject } from '../../src/application/ports/json.js';
import { accountIdOf, encoded } from './history.js';
import { perSecond } from './measure.js';
import type { World } from './world.js';

/** What appends are made with and where they go. */
type Writable = Pick<World, 'storage'> & { readonly store: Pick<EventStore, 'append'> };
export type Append = Parameters<EventStore['append']>;

/** Appends that were prepared before the clock runs, so that only the store is measured. Each happens once. */
export class PreparedAppends {
  readonly #waiting: Append[] = [];

  constructor(
    private readonly world: Writable,
    private readonly source: Iterator<Append, never>,
  ) {}

  /** Appends a second by so many callers, for about `ms`; at most `most` of them. */
  async rate(callers: number, ms: number, most: number): Promise<number> {
    while (this.#waiting.length < most) this.#waiting.push(this.source.next().value);
    this.#waiting.reverse();
    const start = performance.now();
    const before = this.#waiting.length;
    const one = async (): Promise<void> => {
      do {
        const append = this.#waiting.pop();
        if (append === undefined) return;
        const result = await this.world.store.append(...append);
        if (result.kind !== 'appended') throw new Error('A prepared append cannot conflict');
      } while (performance.now() - start < ms);
    };
    await Promise.all(Array.from({ length: callers }, one));
    const elapsed = performance.now() - start;
    const done = before - this.#waiting.length;
    this.#waiting.reverse();
    return perSecond(done, elapsed);
  }
}

/** First events of accounts and what comes later, sealed once and used for all: a store does not look inside. */
async function templates(world: Pick<World, 'storage'>): Promise<(version: number) => EventToAppend> {
  const first = await encoded(world.storage, accountIdOf(0), 0, 1);
  const later = await encoded(world.storage, accountIdOf(0), 0, 2);
  return (version) => {
    const { data, ...rest } = version === 1 ? first : later;
    const eventId = world.storage.ids.id();
    return { ...rest, eventId, data: { ...data, personal: { ...(data['personal'] as JsonObject), e: eventId } } };
  };
}

/** Accounts as they live: so many at a time, each with its first event and then logins, taking turns. */
export async function histories(
  world: Pick<World, 'storage'>,
  from: number,
  { atATime, events }: { readonly atATime: number; readonly events: number },
): Promise<Iterator<Append, never>> {
  const template = await templates(world);
  return (function* (): Generator<Append, never> {
    for (let account = from; ; account += atATime)
      for (let version = 1; version <= events; version += 1)
        for (let index = 0; index < atATime; index += 1)
          yield [accountStream(accountIdOf(account + index)), version - 1, [template(version)]];
  })();
}

/** A next event for accounts that are there, anywhere in the log, in no order. */
export async function nextEvents(world: World, accounts: number, events: number): Promise<Iterator<Append, never>> {
  const template = await templates(world);
  const versions = new Map<number, number>();
  return (function* (): Generator<Append, never> {
    for (let step = 0; ; step += 1) {
      const account = scattered(step, accounts);
      const version = versions.get(account) ?? events;
      versions.set(account, version + 1);
      yield [accountStream(accountIdOf(account)), version, [template(version + 1)]];
    }
  })();
}

/** Visits every place below `size` once before it begins again, far from the last one each time. */
export const scattered = (step: number, size: number): number => Number((BigInt(step) * STRIDE) % BigInt(size));

/** A prime greater than any log here. */
const STRIDE = 2_147_483_647n;
