import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, portOf } from '../../src/adapters/nest/index.js';
import { makeLog } from '../../src/adapters/pino/log.js';
import { bareHashes } from './floors.js';
import { type FlowRates, FlowSlices, type Slice } from './flow-slices.js';
import { peakMiB } from './result.js';
import { openService, termsText } from './service.js';

/** A server under measurement, and what can be asked of its process beside HTTP. */
export interface HttpHost {
  readonly port: number;
  /** The flows without HTTP, in the process of the server. */
  inProcess(slice: Slice): Promise<FlowRates>;
  hashes(inFlight: number, ms: number): Promise<number>;
  peakMiB(): Promise<number>;
  close(): Promise<void>;
}

/** The REST API as `dinhdanh serve` runs it: projections, notices, outbox and a log line for every request included. */
export async function openHttpHost(directory: string, hashing: boolean): Promise<HttpHost> {
  const service = openService(directory, hashing);
  const logFile = openSync(join(directory, 'server.log'), 'a');
  const log = makeLog('info', { write: (line) => void writeSync(logFile, line) });
  const app = await createServer({
    module: { core: service.core, http: { terms: termsText } },
    onRequest: (line) => log.info('request', { ...line }),
  });
  await app.listen(0, '127.0.0.1');
  const slices = new FlowSlices(service.flows, 1);
  return {
    port: portOf(app),
    inProcess: (slice) => slices.run(slice),
    hashes: bareHashes,
    peakMiB: async () => peakMiB(),
    async close() {
      await app.close();
      await service.close();
    },
  };
}
