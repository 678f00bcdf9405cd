import type { VerificationJob, VerificationStep } from '../../../../src/adapters/pki/worker/job.js';

/** A thread that ends, or throws, when it is told to. */
export default ({ request }: VerificationJob): VerificationStep => {
  if (request.challenge === 'crash') process.exit(3);
  if (request.challenge === 'throw') throw new Error('thrown on a thread');
  return {
    kind: 'decided',
    decision: { failures: ['signature.invalid'], holder: undefined, evidence: '{}', lists: [], used: [] },
  };
};
