import { createMemoryEventStore } from '../../../src/adapters/memory/event-store.js';
import { createMemoryReadModels } from '../../../src/adapters/memory/read-models.js';
import { Ledger } from '../../../src/application/ledger/ledger.js';
import type { EventStore } from '../../../src/application/ports/event-store.port.js';
import type { Projection } from '../../../src/application/projections/projection.js';
import { Projector } from '../../../src/application/projections/projector.js';
import { instant, seconds } from '../../../src/domain/kernel/instant.js';
import { simpleEvent } from '../../support/simple-event.js';

const clock = { now: () => instant(1_700_000_000_000) };
/** Counts events one by one: what is skipped or applied twice shows. */
const counting: Projection = {
  name: 'counting',
  handles: new Set(['LoggedIn']),
  async apply({ envelope }, read) {
    const before = (await read('count', 'all'))?.['seen'] as readonly number[] | undefined;
    const seen = [...(before ?? []), envelope.globalPosition];
    return [{ kind: 'put', collection: 'count', key: 'all', sort: '', document: { seen } }];
  },
};

const world = () => {
  const store = createMemoryEventStore({ clock });
  const readModels = createMemoryReadModels();
  const codec = { encode: () => Promise.reject(new Error('not used')), decode: () => ({ type: 'LoggedIn' }) as never };
  const ledger = new Ledger(store, codec, { id: () => '', token: () => '', digits: () => '' }, clock);
  const errors: unknown[] = [];
  const projector = (): Projector =>
    new Projector(counting, store, ledger, readModels, (error) => {
      errors.push(error);
    });
  const seen = async () =>
    (await readModels.get('counting', 'count', 'all'))?.['seen'] as readonly number[] | undefined;
  return { store, readModels, errors, projector, seen };
};

let made = 0;
async function append(store: EventStore, events: number): Promise<number> {
  let position = 0;
  for (let index = 0; index < events; index += 1) {
    made += 1;
    const result = await store.append(`account-${made}`, 0, [simpleEvent(`event-${made}`, {}, 'LoggedIn.v1')]);
    if (result.kind === 'appended') position = result.position;
  }
  return position;
}

describe('a projector follows the log', () => {
  it('neither skips nor repeats an event when a generation rebuilt by somebody else goes live under traffic', async () => {
    const { store, projector, seen, errors } = world();
    await append(store, 700);
    const live = projector();
    await live.start();
    const writing = append(store, 400);
    await projector().rebuild(() => undefined);
    const last = await writing;
    const end = Math.max(last, await append(store, 30));
    expect(await live.reached(end, seconds(5))).toBe(true);
    live.stop();
    const positions = (await seen()) ?? [];
    expect(positions).toHaveLength(1_130);
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
    expect(errors).toEqual([]);
  });

  it('rebuilds itself when its checkpoint lies beyond the end of the log, as after a restored backup', async () => {
    const { store, readModels, projector, seen, errors } = world();
    const end = await append(store, 3);
    await readModels.apply('counting', 0, 0, end + 50, [
      { kind: 'put', collection: 'count', key: 'all', sort: '', document: { seen: [end + 50] } },
    ]);
    const live = projector();
    await live.start();
    expect(await seen()).toHaveLength(3);
    expect(String(errors[0])).toContain('ahead of the log');
    const next = await append(store, 1);
    expect(await live.reached(next, seconds(5))).toBe(true);
    live.stop();
    expect(await seen()).toHaveLength(4);
  });
});
