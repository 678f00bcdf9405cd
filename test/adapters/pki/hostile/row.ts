import type { TrustAnchorSet } from '../../../../src/domain/policy/edition.js';
import type { SubjectKind } from '../../../../src/domain/policy/methods.js';
import type { ForgedWorld, Replies } from './world.js';

/** What an attacker, or a broken signing tool, sends. */
export interface Attempt {
  /** As it comes from the client. */
  readonly signature: string;
  /** Default: that of the world. */
  readonly challenge?: string;
  readonly origin?: string;
  /** Milliseconds; default: the world's own time. */
  readonly at?: number;
  /** Default: citizen. */
  readonly subject?: SubjectKind;
  /** Default: government for agencies, public for all others. */
  readonly anchors?: TrustAnchorSet;
  /** What responders and lists answer instead of the truth, by address. */
  readonly replies?: Replies;
}

export interface HostileRow {
  /** Completes the sentence "refused: …". */
  readonly what: string;
  /** All codes in the order in which they are told; the first decides the message. */
  readonly codes: readonly string[];
  make(world: ForgedWorld): Attempt;
}

export interface RowGroup {
  readonly title: string;
  readonly rows: readonly HostileRow[];
}

export const row = (what: string, codes: string | readonly string[], make: HostileRow['make']): HostileRow => ({
  what,
  codes: typeof codes === 'string' ? [codes] : codes,
  make,
});
