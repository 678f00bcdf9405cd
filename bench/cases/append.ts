import { openDiskFloor } from '../lib/disk.js';
import { accountIdOf, encoded } from '../lib/history.js';
import { paired, rate } from '../lib/measure.js';
import type { Case } from '../lib/result.js';
import { openWorld, type World } from '../lib/world.js';

const ROUNDS = 12;
const CALLERS = 64;

/** Appends prepared events, each to a new account, so that only the store is measured. */
async function appends(world: World, callers: number, ms: number, from: { account: number }): Promise<number> {
  const one = async (): Promise<void> => {
    from.account += 1;
    const accountId = accountIdOf(from.account);
    const event = { ...template, eventId: world.ids.id() };
    const result = await world.store.append(`account-${accountId}`, 0, [event]);
    if (result.kind !== 'appended') throw new Error('A new stream cannot conflict');
  };
  const template = await encoded(world.codec, world.ids, accountIdOf(0), 0, 1);
  return rate(ms, async () => {
    await Promise.all(Array.from({ length: callers }, one));
    return callers;
  });
}

export const appendCase: Case = {
  name: 'append',
  async run({ directory, effort }) {
    const world = openWorld(directory);
    const disk = openDiskFloor(directory);
    const slice = 400 * effort;
    const at = { account: 1 };
    try {
      const single = await paired(
        ROUNDS,
        () => appends(world, 1, slice, at),
        () => disk.rate(slice),
      );
      const many = await paired(
        ROUNDS,
        () => appends(world, CALLERS, slice, at),
        () => appends(world, 1, slice, at),
      );
      return [
        {
          id: 'append-one',
          what: 'durable append, one caller',
          value: single.value,
          unit: 'events/s',
          floor: { what: 'write + fdatasync of 8 KiB', value: single.floor, unit: 'writes/s' },
          ratio: single.ratio,
          target: 0.5,
        },
        {
          id: 'append-64',
          what: `durable append, ${CALLERS} callers`,
          value: many.value,
          unit: 'events/s',
          floor: { what: 'one caller', value: many.floor, unit: 'events/s' },
          ratio: many.ratio,
          target: 4,
        },
      ];
    } finally {
      world.close();
      disk.close();
    }
  },
};
