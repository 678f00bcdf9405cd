import { workerData } from 'node:worker_threads';
import type { VerificationJob, VerificationSetup, VerificationStep } from './job.js';
import { Verification } from './verification.js';

/** The file that each thread of the pool runs. */
const verification = new Verification(workerData as VerificationSetup);

export default (job: VerificationJob): VerificationStep => verification.step(job);
