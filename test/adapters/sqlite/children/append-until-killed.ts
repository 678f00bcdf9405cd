import { writeSync } from 'node:fs';
import { openSqliteEventStore } from '../../../../src/adapters/sqlite/event-store.js';
import { realClock } from '../../../support/real-clock.js';
import { simpleEvent } from '../../../support/simple-event.js';

// Eight writers, each on a stream of its own, append batches of three until this process is killed, and acknowledge
// each batch on standard output: `<stream> <version> <position> <batch>`.
const [path = '', round = ''] = process.argv.slice(2);
const store = openSqliteEventStore({ path, clock: realClock });
const standardOutput = 1;

/** Written before anything else happens; a full pipe (its reader is slow) is waited for. */
function acknowledge(line: string): void {
  const bytes = Buffer.from(line);
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(standardOutput, bytes, written);
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

async function write(writer: number): Promise<never> {
  const stream = `writer-${writer}`;
  let { version } = await store.readStream(stream, { direction: 'backwards', limit: 1 });
  for (let count = 0; ; count++) {
    const batch = `${round}-${writer}-${count}`;
    const result = await store.append(
      stream,
      version,
      ['a', 'b', 'c'].map((part) => simpleEvent(`${batch}-${part}`)),
    );
    if (result.kind === 'conflict') throw new Error(`A stream of one writer is at ${result.actual}, not ${version}`);
    version = result.version;
    acknowledge(`${stream} ${version} ${result.position} ${batch}\n`);
  }
}

for (let writer = 0; writer < 8; writer++) void write(writer);
