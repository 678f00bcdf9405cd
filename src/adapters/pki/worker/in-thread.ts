import type { Executor, VerificationSetup } from './job.js';
import { Verification } from './verification.js';

/** Verifies in the calling thread: for tests, and for a sandbox in memory. */
export function inThread(setup: VerificationSetup): Executor {
  const verification = new Verification(setup);
  return {
    run: (job) => Promise.resolve(job).then((given) => verification.step(given)),
    close: () => Promise.resolve(),
  };
}
