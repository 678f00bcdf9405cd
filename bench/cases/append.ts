import { diskFloorIs, openDiskFloor } from '../lib/floors.js';
import { paired } from '../lib/measure.js';
import { histories, PreparedAppends } from '../lib/prepared-appends.js';
import type { Case } from '../lib/result.js';
import { openWorld } from '../lib/world.js';

const ROUNDS = 14;
const CALLERS = 64;
const SLICE_MS = 400;
/** More than a slice can use up. */
const MOST = { one: 60_000, many: 120_000 };
const LIFE = { atATime: 500, events: 20 };
const NEW_ONLY = { atATime: 500, events: 1 };

export const appendCase: Case = {
  name: 'append',
  async run({ directory, effort }) {
    const world = openWorld(directory);
    const disk = openDiskFloor(directory);
    const ms = SLICE_MS * effort;
    const most = { one: Math.ceil(MOST.one * effort), many: Math.ceil(MOST.many * effort) };
    try {
      const lives = new PreparedAppends(world, await histories(world, 1, LIFE));
      const first = new PreparedAppends(world, await histories(world, 10_000_000, NEW_ONLY));
      const one = () => lives.rate(1, ms, most.one);
      const single = await paired(ROUNDS, one, () => disk.rate(ms));
      const fresh = await paired(
        ROUNDS,
        () => first.rate(1, ms, most.one),
        () => disk.rate(ms),
      );
      const many = await paired(ROUNDS, () => lives.rate(CALLERS, ms, most.many), one);
      const unit = 'events/s';
      return {
        rows: [
          {
            id: 'append-one',
            what: 'durable append, one caller, accounts of 20 events',
            value: single.value,
            unit,
            floor: { ...diskFloorIs, value: single.floor },
            ratio: single.ratio,
            target: 0.5,
          },
          {
            id: 'append-one-new',
            what: 'durable append, one caller, each to a new account',
            value: fresh.value,
            unit,
            floor: { ...diskFloorIs, value: fresh.floor },
            ratio: fresh.ratio,
          },
          {
            id: 'append-64',
            what: `durable append, ${CALLERS} callers`,
            value: many.value,
            unit,
            floor: { what: 'one caller', value: many.floor, unit },
            ratio: many.ratio,
            target: 4,
          },
        ],
      };
    } finally {
      world.close();
      disk.close();
    }
  },
};
