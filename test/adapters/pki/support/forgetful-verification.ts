import type { VerificationJob, VerificationStep } from '../../../../src/adapters/pki/worker/job.js';

/** SHA-256 of nothing, which is what comes for the list. */
const digest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const key = 'crl http://ca.example/ca.crl';
const needs: VerificationStep = {
  kind: 'needs',
  wanted: [{ key, request: { method: 'GET', url: 'http://ca.example/ca.crl', kind: 'crl' } }],
};

/** Decides by a list it remembers, and has forgotten it when asked for its bytes: as if another thread had decided. */
export default ({ answers, withLists }: VerificationJob): VerificationStep => {
  if (withLists === true && answers[key] === undefined) return needs;
  return {
    kind: 'decided',
    decision: { failures: ['certificate.revoked'], holder: undefined, evidence: '{}', lists: [{ digest }], used: [] },
  };
};
