import type { Evidence, EvidenceSource } from '../../domain/assurance/evidence.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { Clock } from '../ports/clock.port.js';
import type { Digests } from '../ports/digests.port.js';
import type { Ids } from '../ports/ids.port.js';
import type { Answer } from '../ports/registries.port.js';
import { evidenceDigest } from './kept-proof.js';

/** A question to a source, with what its answer comes to. */
export interface Asked {
  readonly source: EvidenceSource;
  readonly answer: Pick<Answer, 'raw' | 'reference'>;
  readonly askedAt: Instant;
  readonly attributes: Evidence['attributes'];
  readonly nameTier?: Evidence['nameTier'];
}

/** What goes on the event: the answer attribute by attribute, and the digest of what came, never the raw text. */
export const evidenceOf = (
  { source, answer, askedAt, attributes, nameTier }: Asked,
  { ids, clock, digests }: { readonly ids: Ids; readonly clock: Clock; readonly digests: Digests },
): Evidence => ({
  evidenceId: ids.id(),
  source,
  askedAt,
  answeredAt: clock.now(),
  attributes,
  answerDigest: evidenceDigest(answer.raw, digests),
  ...(nameTier !== undefined && { nameTier }),
  ...(answer.reference !== undefined && { reference: answer.reference }),
});
