import { DerError } from '../der/der-error.js';
import { readCmsProof } from './cms-proof.js';
import { cmsBytes } from './encoded.js';
import { readJsonProof } from './json-proof.js';
import { maxProofLength } from './limits.js';
import { type ProofContext, ProofError, type ReadProof, unread } from './proof.js';

/**
 * Reads what a client sent as its proof, and verifies that the key of the certificate in it signed this challenge: CMS
 * SignedData (base64 or PEM, attached or detached), `{"format":"raw"}`, or a Web eID token. Whether the certificate can be
 * trusted is not asked here. Never throws, whatever the text; size is looked at before anything else.
 */
export function readProof(text: string, context: ProofContext): ReadProof {
  if (text.length > maxProofLength) return unread('signature.tooLarge');
  try {
    const trimmed = text.trim();
    return trimmed.startsWith('{') ? readJsonProof(trimmed, context) : readCmsProof(cmsBytes(trimmed), context);
  } catch (error) {
    if (error instanceof ProofError) return unread(error.failure);
    if (error instanceof DerError) return unread('signature.unreadable');
    throw error;
  }
}
