import type { PolicyEdition } from '../../domain/policy/edition.js';
import { parsePhone } from '../../domain/values/phone.js';
import { accept, type Outcome, refuse, refuseWith } from '../outcome/outcome.js';
import type { ProofMethod, ProofRequest } from '../proofs/proof-api.js';
import type { ProofPurpose } from '../proofs/statement.js';
import type { StartAddition } from './methods-api.js';

/** The process that a proof belongs to; enough for taking its answer. */
export const awaitedProof = (
  purpose: ProofPurpose,
  processId: string,
  method: ProofMethod,
  { otp }: PolicyEdition,
): ProofRequest => ({ purpose, processId, method, life: otp.life, prompts: otp.sendsPerPhone.login });

/** What is asked of the person; refused when the form lacks what the method needs. */
export function proofRequest(
  purpose: ProofPurpose,
  processId: string,
  { method, phone, redirectUri }: StartAddition,
  edition: PolicyEdition,
): Outcome<ProofRequest> {
  const base = awaitedProof(purpose, processId, method, edition);
  if (method === 'usbToken') return accept(base);
  if (method === 'simPki') {
    const parsed = parsePhone(phone ?? '');
    return parsed.ok ? accept({ ...base, phone: parsed.value.value }) : refuseWith(parsed.refusal);
  }
  if (redirectUri === undefined || redirectUri === '') return refuse('registration.redirectUriMissing');
  return accept({ ...base, redirectUri });
}
