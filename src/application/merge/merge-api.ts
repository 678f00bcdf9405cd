import type { Ial } from '../../domain/assurance/levels.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { IdentityMethod } from '../../domain/policy/methods.js';

/** A certificate of an absorbed account: it lets nobody in, and gives no level, until the owner accepts it. */
export interface OfferedMethod {
  readonly kind: 'method';
  /** The absorbed account that has it. */
  readonly from: string;
  readonly methodId: string;
  readonly method: IdentityMethod;
  readonly level: Ial;
  readonly validUntil: Instant | null;
}

/** A phone of an absorbed account: it gets no codes until the owner accepts it. */
export interface OfferedPhone {
  readonly kind: 'phone';
  readonly from: string;
  readonly phoneId: string;
  /** `082****088` */
  readonly masked: string;
}

/** What waits for the owner's word. */
export interface MergeOffers {
  readonly methods: readonly OfferedMethod[];
  readonly phones: readonly OfferedPhone[];
}

/** What a reversal took back from the survivor. */
export interface MergeReversal {
  readonly survivor: string;
  readonly methodsTaken: readonly string[];
  readonly phonesTaken: readonly string[];
}
