import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { Unavailable } from '../../../application/ports/unavailable.js';
import type { PoolOptions } from '../verifier-options.js';
import type { Executor, VerificationSetup, VerificationStep } from './job.js';
import { Turns } from './turns.js';
import { Verification } from './verification.js';

/** Beside this file, in whichever form this file runs. */
const workerFile = fileURLToPath(
  new URL(`./verification-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);

/** A verification takes a millisecond, or a second for a large list; one that runs so long will not end. */
const RUN_MS = 10_000;
const WAIT_MS = 10_000;
const RETRY_AFTER_MS = 1_000;
/** Room for the lists that a thread remembers. */
const THREAD_MEMORY_MB = 1_024;

/**
 * Verifies on threads of a pool. What does not fit into the queue is turned away at once, what waits too long for a thread is
 * let go of, and a thread that ends in the middle or runs for too long is replaced: all are `Unavailable`, and leave the
 * challenge standing.
 */
export function pool(setup: VerificationSetup, options: PoolOptions): Executor {
  const { threads, queue, waitMs = WAIT_MS, runMs = RUN_MS, execArgv, file = workerFile } = options;
  // What is wrong with the setup is said here and now, not by a thread that cannot start.
  new Verification(setup);
  const piscina = new Piscina<unknown, VerificationStep>({
    filename: file,
    minThreads: threads,
    maxThreads: threads,
    workerData: setup,
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MB },
    ...(execArgv !== undefined && { execArgv: [...execArgv] }),
  });
  // A thread that ends without a task is replaced as well; its error must not become ours.
  piscina.on('error', () => undefined);
  // The pool's own queue stays empty: what waits there would wait on the time it has for running.
  const turns = new Turns(threads);
  let open = true;
  let underWay = 0;
  return {
    async run(job) {
      if (!open || underWay >= threads + queue) throw new Unavailable('signatureVerifier', RETRY_AFTER_MS);
      underWay += 1;
      try {
        if (!(await turns.take(waitMs))) throw new Unavailable('signatureVerifier', RETRY_AFTER_MS);
        try {
          return await piscina.run(job, { signal: AbortSignal.timeout(runMs) });
        } catch (error) {
          throw new Unavailable('signatureVerifier', RETRY_AFTER_MS, { cause: error });
        } finally {
          turns.giveBack();
        }
      } finally {
        underWay -= 1;
      }
    },
    async close() {
      open = false;
      turns.close();
      await piscina.destroy();
    },
  };
}
