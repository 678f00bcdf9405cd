import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Slice } from './flow-slices.js';
import type { HttpHost } from './http-host.js';

export type Question =
  | { readonly kind: 'inProcess'; readonly slice: Slice }
  | { readonly kind: 'hashes'; readonly inFlight: number; readonly ms: number }
  | { readonly kind: 'peakMiB' }
  | { readonly kind: 'close' };

/** The server in a process of its own, as a client meets it. */
export async function forkHttpHost(directory: string, hashing: boolean): Promise<HttpHost> {
  const script = fileURLToPath(new URL('../http-server.js', import.meta.url));
  const child = fork(script, [directory, hashing ? 'hashed' : 'plain'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { port } = (await nextMessage(child)) as { readonly port: number };
  const ask = async <T>(question: Question): Promise<T> => {
    const answer = nextMessage(child);
    child.send(question);
    return ((await answer) as { readonly result: T }).result;
  };
  return {
    port,
    inProcess: (slice) => ask({ kind: 'inProcess', slice }),
    hashes: (inFlight, ms) => ask({ kind: 'hashes', inFlight, ms }),
    peakMiB: () => ask({ kind: 'peakMiB' }),
    close: () => ask({ kind: 'close' }),
  };
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null): void => reject(new Error(`The server of the benchmark ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (message) => {
      child.off('exit', gone);
      resolve(message);
    });
  });
}
