import { bareHashes, cores, diskFloorIs, hashFloorIs, openDiskFloor } from '../lib/floors.js';
import { type FlowRates, FlowSlices } from '../lib/flow-slices.js';
import { Pairs } from '../lib/measure.js';
import type { Case, CaseOptions, Row } from '../lib/result.js';
import { openService } from '../lib/service.js';

const MANY = 32;
const ROUNDS = { plain: 6, hashed: 10 };
const SLICE_MS = 1_000;

export interface FlowFloor {
  readonly is: { readonly what: string; readonly unit: string };
  rate(): Promise<number>;
}

/** Rounds of floor, registrations, floor, logins; each beside the mean of the floors around it. A first one warms up. */
export async function flowRounds(
  rounds: number,
  floor: () => Promise<number>,
  run: () => Promise<FlowRates>,
): Promise<{ readonly registrations: Pairs; readonly logins: Pairs }> {
  const registrations = new Pairs();
  const logins = new Pairs();
  await run();
  for (let round = 0; round < rounds; round += 1) {
    const before = await floor();
    const rates = await run();
    const around = (before + (await floor())) / 2;
    registrations.add(rates.registrations, around);
    logins.add(rates.logins, around);
  }
  return { registrations, logins };
}

async function flows({ directory, effort }: CaseOptions, hashing: boolean): Promise<readonly Row[]> {
  const service = openService(directory, hashing);
  const disk = openDiskFloor(directory);
  const slices = new FlowSlices(service.flows, 1);
  const rounds = Math.max(1, Math.round((hashing ? ROUNDS.hashed : ROUNDS.plain) * Math.min(1, effort * 2)));
  const ms = SLICE_MS * effort;
  const rows: Row[] = [];
  try {
    await service.core.start();
    for (const callers of [MANY, 1]) {
      const inFlight = callers === 1 ? 1 : cores;
      const floorIs = hashing ? hashFloorIs(inFlight) : diskFloorIs;
      const { registrations, logins } = await flowRounds(
        rounds,
        () => (hashing ? bareHashes(inFlight, ms / 2) : disk.rate(ms / 4)),
        () => slices.run({ callers, ms }),
      );
      const suffix = `${hashing ? 'hashed' : 'unhashed'}${callers === 1 ? '-one' : ''}`;
      const row = (id: string, what: string, pairs: Pairs): Row => {
        const { value, floor, ratio } = pairs.result();
        return {
          id: `${id}-${suffix}`,
          what: `${what}, ${callersText(callers)}, ${hashing ? 'with argon2id' : 'without hashing'}`,
          value,
          unit: `${id}s/s`,
          floor: { ...floorIs, value: floor },
          ratio,
          ...(hashing && callers > 1 && { target: 0.8 }),
        };
      };
      rows.push(row('registration', 'registration (3 calls)', registrations), row('login', 'login (2 calls)', logins));
    }
    return rows;
  } finally {
    await service.close();
    disk.close();
  }
}

export const callersText = (callers: number): string => (callers === 1 ? 'one caller' : `${callers} callers`);

export const flowsCase: Case = {
  name: 'flows',
  run: async (options) => ({ rows: await flows(options, false) }),
};
export const flowsHashedCase: Case = {
  name: 'flows-hashed',
  run: async (options) => ({ rows: await flows(options, true) }),
};
