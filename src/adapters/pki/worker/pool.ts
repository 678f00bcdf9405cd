import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { Unavailable } from '../../../application/ports/unavailable.js';
import type { PoolOptions } from '../verifier-options.js';
import type { Executor, VerificationSetup, VerificationStep } from './job.js';
import { Verification } from './verification.js';

/** Beside this file, in whichever form this file runs. */
const workerFile = fileURLToPath(
  new URL(`./verification-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);

/** A verification takes a millisecond; one that takes so long will not end. */
const TIMEOUT_MS = 10_000;
const RETRY_AFTER_MS = 1_000;
/** Room for the lists that a thread remembers. */
const THREAD_MEMORY_MB = 1_024;

/**
 * Verifies on threads of a pool. What does not fit into the queue is turned away at once, and a thread that ends in the
 * middle is replaced: both are `Unavailable`, and leave the challenge standing.
 */
export function pool(setup: VerificationSetup, { threads, queue, execArgv, file = workerFile }: PoolOptions): Executor {
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
  let open = true;
  let underWay = 0;
  return {
    async run(job) {
      if (!open || underWay >= threads + queue) throw new Unavailable('signatureVerifier', RETRY_AFTER_MS);
      underWay += 1;
      try {
        return await piscina.run(job, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      } catch (error) {
        throw new Unavailable('signatureVerifier', RETRY_AFTER_MS, { cause: error });
      } finally {
        underWay -= 1;
      }
    },
    async close() {
      open = false;
      await piscina.destroy();
    },
  };
}
