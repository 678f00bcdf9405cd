import { cores, hashFloorIs } from '../lib/floors.js';
import { FlowSlices } from '../lib/flow-slices.js';
import { Connections } from '../lib/http-client.js';
import { httpFlows } from '../lib/http-flows.js';
import type { HttpHost } from '../lib/http-host.js';
import { forkHttpHost } from '../lib/http-process.js';
import { Pairs } from '../lib/measure.js';
import type { Case, CaseOptions, Measured, Row } from '../lib/result.js';
import { flowRounds } from './flows.js';

const CALLERS = 32;
const ROUNDS = { plain: 6, hashed: 10 };
const SLICE_MS = 1_000;
/** Beyond everybody that the server registers without HTTP. */
const FIRST_OVER_HTTP = 500_000;

export type OpenHost = (directory: string, hashing: boolean) => Promise<HttpHost>;

async function overHttp({ directory, effort }: CaseOptions, hashing: boolean, open: OpenHost): Promise<Measured> {
  const host = await open(directory, hashing);
  const connections = new Connections(host.port);
  const slices = new FlowSlices(httpFlows(connections), FIRST_OVER_HTTP);
  const slice = { callers: CALLERS, ms: SLICE_MS * effort };
  const rounds = Math.max(1, Math.round((hashing ? ROUNDS.hashed : ROUNDS.plain) * Math.min(1, effort * 2)));
  try {
    const { registrations, logins } = hashing
      ? await flowRounds(
          rounds,
          () => host.hashes(cores, slice.ms / 2),
          () => slices.run(slice),
        )
      : await besideInProcess(rounds, host, slices, slice);
    const row = (id: 'registration' | 'login', pairs: Pairs): Row => {
      const { value, floor, ratio } = pairs.result();
      const floorIs = hashing ? hashFloorIs(cores) : { what: 'the same without HTTP', unit: `${id}s/s` };
      return {
        id: `${id}-http-${hashing ? 'hashed' : 'unhashed'}`,
        what: `${id} over HTTP, ${CALLERS} connections, ${hashing ? 'with argon2id' : 'without hashing'}`,
        value,
        unit: `${id}s/s`,
        floor: { ...floorIs, value: floor },
        ratio,
        ...(hashing && { target: 0.8 }),
      };
    };
    return { rows: [row('registration', registrations), row('login', logins)], peakMiB: await host.peakMiB() };
  } finally {
    connections.close();
    await host.close();
  }
}

async function besideInProcess(
  rounds: number,
  host: HttpHost,
  slices: FlowSlices,
  slice: { readonly callers: number; readonly ms: number },
): Promise<{ readonly registrations: Pairs; readonly logins: Pairs }> {
  const registrations = new Pairs();
  const logins = new Pairs();
  await host.inProcess(slice);
  await slices.run(slice);
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? await host.inProcess(slice) : undefined;
    const rates = await slices.run(slice);
    const floor = first ?? (await host.inProcess(slice));
    registrations.add(rates.registrations, floor.registrations);
    logins.add(rates.logins, floor.logins);
  }
  return { registrations, logins };
}

export const httpCase = (open: OpenHost = forkHttpHost): Case => ({
  name: 'http',
  run: (options) => overHttp(options, false, open),
});
export const httpHashedCase = (open: OpenHost = forkHttpHost): Case => ({
  name: 'http-hashed',
  run: (options) => overHttp(options, true, open),
});
