import type { VerificationStep } from '../../../../src/adapters/pki/worker/job.js';

/** A thread that takes its time. */
export default async (): Promise<VerificationStep> => {
  await new Promise((resolve) => setTimeout(resolve, 200));
  return {
    kind: 'decided',
    decision: { failures: ['signature.invalid'], holder: undefined, evidence: '{}', lists: [], used: [] },
  };
};
