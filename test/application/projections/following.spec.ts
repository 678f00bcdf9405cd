import { createMemoryEventStore } from '../../../src/adapters/memory/event-store.js';
import { createMemoryReadModels } from '../../../src/adapters/memory/read-models.js';
import { Ledger } from '../../../src/application/ledger/ledger.js';
import type { Projection } from '../../../src/application/projections/projection.js';
import { Projector } from '../../../src/application/projections/projector.js';
import { seconds } from '../../../src/domain/kernel/instant.js';
import { realClock } from '../../support/real-clock.js';
import { simpleEvent } from '../../support/simple-event.js';

function world() {
  const store = createMemoryEventStore({ clock: realClock });
  const readModels = createMemoryReadModels();
  const codec = { encode: () => Promise.reject(new Error('not used')), decode: () => ({ type: 'LoggedIn' }) as never };
  const ledger = new Ledger(store, codec, { id: () => '', token: () => '', digits: () => '' }, realClock);
  const errors: string[] = [];
  let failures = 0;
  /** Adds up how often each event was applied. */
  const counting: Projection = {
    name: 'counting',
    handles: new Set(['LoggedIn']),
    async apply({ envelope }, read) {
      if (failures > 0) {
        failures -= 1;
        throw new Error('a bug in a projection');
      }
      const key = String(envelope.globalPosition);
      const times = Number((await read('times', key))?.['times'] ?? 0) + 1;
      return [{ kind: 'put', collection: 'times', key, sort: '', document: { times } }];
    },
  };
  const projector = (): Projector =>
    new Projector(counting, store, ledger, readModels, (error) => errors.push(String(error)));
  const append = async (count: number): Promise<number> => {
    for (let i = 0; i < count; i += 1) {
      const id = String(await store.head());
      await store.append(`account-${id}`, 0, [simpleEvent(`event-${id}`, {}, 'LoggedIn.v1')]);
    }
    return store.head();
  };
  const applied = async (): Promise<readonly number[]> => {
    const times = [];
    for (let position = 1; position <= (await store.head()); position += 1)
      times.push(Number((await readModels.get('counting', 'times', String(position)))?.['times'] ?? 0));
    return times;
  };
  const fail = (times: number): void => {
    failures = times;
  };
  return { store, readModels, errors, projector, append, applied, fail };
}

const ones = (count: number): readonly number[] => Array.from({ length: count }, () => 1);

describe('a projector', () => {
  it('reports a failure, and goes on after a pause where it stood', async () => {
    const { projector, append, applied, errors, fail } = world();
    fail(3);
    const one = projector();
    await one.start(5);
    const head = await append(10);
    expect(await one.reached(head, seconds(5))).toBe(true);
    expect(errors).toEqual(Array.from({ length: 3 }, () => 'Error: a bug in a projection'));
    expect(await applied()).toEqual(ones(10));
    await one.stop();
  });

  it('beside another of its name applies nothing twice and skips nothing', async () => {
    const { projector, append, applied } = world();
    const [one, two] = [projector(), projector()];
    await append(300);
    await Promise.all([one.start(), two.start()]);
    for (let i = 0; i < 10; i += 1) await append(60);
    const head = await append(1);
    expect(await Promise.all([one, two].map((projecting) => projecting.reached(head, seconds(5))))).toEqual([
      true,
      true,
    ]);
    expect(await applied()).toEqual(ones(901));
    await Promise.all([one.stop(), two.stop()]);
  });

  it('begins where the last one ended', async () => {
    const { projector, append, applied } = world();
    const first = projector();
    await first.start();
    await first.reached(await append(20), seconds(5));
    await first.stop();
    await append(20);
    const second = projector();
    await second.start();
    expect(await second.reached(await append(1), seconds(5))).toBe(true);
    expect(await applied()).toEqual(ones(41));
    await second.stop();
  });

  it('that was stopped has finished its batch, and begins no other', async () => {
    const { projector, append, applied, readModels } = world();
    const one = projector();
    await append(400);
    await one.start();
    await new Promise((resolve) => setImmediate(resolve));
    await one.stop();
    const stoppedAt = await readModels.checkpoint('counting', 0);
    await append(10);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await readModels.checkpoint('counting', 0)).toBe(stoppedAt);
    expect((await applied()).filter((times) => times > 0)).toHaveLength(stoppedAt);
  });

  it('that is stopped in the middle of a batch says so when the batch is applied', async () => {
    const { projector, append, readModels } = world();
    const apply = readModels.apply.bind(readModels);
    let begun: () => void = () => undefined;
    const isBegun = new Promise<void>((resolve) => (begun = resolve));
    readModels.apply = async (...given) => {
      begun();
      await new Promise((resolve) => setTimeout(resolve, 30));
      return apply(...given);
    };
    const one = projector();
    await one.start();
    const head = await append(3);
    await isBegun;
    await one.stop();
    expect(await readModels.checkpoint('counting', 0)).toBe(head);
  });

  it('does not wait longer than it is told to', async () => {
    const { projector } = world();
    const one = projector();
    await one.start();
    expect(await one.reached(5, 20 as never)).toBe(false);
    await one.stop();
  });
});
