import { Certificate } from 'pkijs';
import type { ProofContext } from '../proof/proof.js';
import { bufferOf } from './engine.js';
import { opinionOnPath, type PathOpinion, type RevocationData } from './path-opinion.js';
import { opinionOnProof } from './proof-opinion.js';

export interface SecondOpinionRequest extends ProofContext, RevocationData {
  /** As it came from the client. */
  readonly signature: string;
  /** Trust anchors and further authorities, as certificates in DER. */
  readonly anchors: readonly Uint8Array[];
  readonly authorities?: readonly Uint8Array[];
  /** Milliseconds. */
  readonly at: number;
}

export type SecondOpinion = PathOpinion | 'notSigned';

/**
 * The whole of a verification by pkijs and its engine, from the bytes of the client to the trust anchor, without caches: for
 * holding our own verifier to another's judgement. Not for deciding: it lets through what the engine does not look at.
 */
export async function secondOpinion(request: SecondOpinionRequest): Promise<SecondOpinion> {
  const proof = await opinionOnProof(request.signature.trim(), request);
  if (!proof.accepted) return 'notSigned';
  const { certificate, chain } = proof;
  const authorities = (request.authorities ?? []).map((der) => Certificate.fromBER(bufferOf(der)));
  return opinionOnPath({ ...request, certificate, chain: [...authorities, ...chain] });
}
