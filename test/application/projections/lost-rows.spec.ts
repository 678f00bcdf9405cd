import { setTimeout as sleep } from 'node:timers/promises';
import { createMemoryEventStore } from '../../../src/adapters/memory/event-store.js';
import { createMemoryReadModels } from '../../../src/adapters/memory/read-models.js';
import { Ledger } from '../../../src/application/ledger/ledger.js';
import type { ReadModels } from '../../../src/application/ports/read-models.port.js';
import type { Projection } from '../../../src/application/projections/projection.js';
import { Projector } from '../../../src/application/projections/projector.js';
import { milliseconds, seconds } from '../../../src/domain/kernel/instant.js';
import { realClock } from '../../support/real-clock.js';
import { simpleEvent } from '../../support/simple-event.js';

/** Read models that can be emptied, as a flush of Redis does it, and that take their time. */
function forgetful(pauseMs = 0) {
  let kept = createMemoryReadModels();
  const models: ReadModels = {
    checkpoint: (...asked) => kept.checkpoint(...asked),
    liveGeneration: (...asked) => kept.liveGeneration(...asked),
    apply: async (...asked) => {
      if (pauseMs > 0) await sleep(pauseMs);
      return kept.apply(...asked);
    },
    goLive: (...asked) => kept.goLive(...asked),
    drop: (...asked) => kept.drop(...asked),
    get: (...asked) => kept.get(...asked),
    getIn: (...asked) => kept.getIn(...asked),
    list: (...asked) => kept.list(...asked),
  };
  return { models, flush: () => void (kept = createMemoryReadModels()) };
}

/** Counts: what is skipped or applied twice shows. */
const counting: Projection = {
  name: 'counting',
  handles: new Set(['LoggedIn']),
  async apply(_entry, read) {
    const count = Number((await read('count', 'all'))?.['count'] ?? 0) + 1;
    return [{ kind: 'put', collection: 'count', key: 'all', sort: '', document: { count } }];
  },
};

const ended: Projector[] = [];
afterEach(async () => {
  for (const projector of ended.splice(0)) await projector.stop();
});

async function world(events: number, pauseMs = 0) {
  const store = createMemoryEventStore({ clock: realClock });
  const codec = { encode: () => Promise.reject(new Error('not used')), decode: () => ({ type: 'LoggedIn' }) as never };
  const ledger = new Ledger(store, codec, { id: () => '', token: () => '', digits: () => '' }, realClock);
  const { models, flush } = forgetful(pauseMs);
  const errors: unknown[] = [];
  const projector = (): Projector => {
    const made = new Projector(counting, store, ledger, models, (error) => errors.push(error));
    ended.push(made);
    return made;
  };
  const append = async (count: number): Promise<number> => {
    for (let index = 0; index < count; index += 1) {
      const id = String(await store.head());
      await store.append(`account-${id}`, 0, [simpleEvent(`event-${id}`, {}, 'LoggedIn.v1')]);
    }
    return store.head();
  };
  const head = await append(events);
  const count = async () => Number((await models.get('counting', 'count', 'all'))?.['count'] ?? 0);
  return { models, flush, errors, projector, append, head, count };
}

describe('a projection whose rows were lost', () => {
  it.each([3, 1_700])('is filled again by itself, though nothing happens any more (%i events)', async (events) => {
    const { flush, projector, head, count, errors } = await world(events);
    const one = projector();
    await one.start();
    expect(await one.reached(head, seconds(5))).toBe(true);
    flush();
    expect(await one.reached(0, milliseconds(100))).toBe(false);
    expect(await one.reached(head, seconds(10))).toBe(true);
    expect(await count()).toBe(events);
    expect(errors).toEqual([]);
  });

  it('is filled again by the next event, which is counted once', async () => {
    const { flush, projector, head, append, count, errors } = await world(1_200);
    const one = projector();
    await one.start();
    await one.reached(head, seconds(5));
    flush();
    const next = await append(2);
    expect(await one.reached(next, seconds(10))).toBe(true);
    expect(await count()).toBe(1_202);
    expect(errors).toEqual([]);
  });

  it('shows readers nothing of it until it is whole, whichever process fills it', async () => {
    const { flush, projector, head, count } = await world(2_600, 5);
    const [filling, standby] = [projector(), projector()];
    await filling.start();
    expect(await standby.reached(head, seconds(10))).toBe(true);
    flush();
    const seen = new Set<number>();
    for (const until = Date.now() + 2_500; Date.now() < until;)
      if (await standby.reached(0, milliseconds(20))) seen.add(await count());
    expect([...seen]).toEqual([2_600]);
  });

  it('shows a process that never saw it whole nothing of it either', async () => {
    const { projector, head, count } = await world(2_600, 20);
    const one = projector();
    expect(await one.reached(0, milliseconds(60))).toBe(false);
    await one.start();
    expect(await one.reached(0, milliseconds(60))).toBe(false);
    expect(await count()).toBe(0);
    expect(await projector().reached(0, seconds(5))).toBe(true);
    expect(await count()).toBe(2_600);
    expect(await one.reached(head, seconds(5))).toBe(true);
  });

  it('is filled by several at once, and by who comes after one that stopped in the middle', async () => {
    const { flush, projector, head, count, errors } = await world(2_600, 5);
    const [one, two, three] = [projector(), projector(), projector()];
    await Promise.all([one.start(), two.start()]);
    await two.reached(head, seconds(10));
    await one.stop();
    flush();
    await one.start();
    await sleep(15);
    await one.stop();
    await two.stop();
    expect(await count()).toBe(0);
    await three.start();
    expect(await three.reached(head, seconds(10))).toBe(true);
    expect(await count()).toBe(2_600);
    expect(errors).toEqual([]);
  });

  it('over an empty log is whole', async () => {
    const { projector } = await world(0);
    expect(await projector().reached(0, seconds(1))).toBe(true);
  });

  it('fails a reader when its store does not answer', async () => {
    const { projector, models, head } = await world(3);
    models.checkpoint = () => Promise.reject(new Error('gone'));
    await expect(projector().reached(head, seconds(5))).rejects.toThrow('gone');
  });
});
