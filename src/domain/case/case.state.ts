import type { Instant } from '../kernel/instant.js';
import type { Personal } from '../kernel/personal.js';
import type {
  ActDecided,
  ActRequested,
  ComplaintDecided,
  ComplaintDetails,
  ComplaintTopic,
  RecoveryDecided,
  RecoveryRequested,
} from './case.events.js';

/** A case is opened by its first event and closed by its second. */
export type CaseState = { readonly kind: 'none' } | ComplaintCase | RecoveryCase | ActCase;

export interface ComplaintCase {
  readonly kind: 'complaint';
  readonly topic: ComplaintTopic;
  readonly openedAt: Instant;
  readonly personal: Personal<ComplaintDetails>;
  readonly decided: ComplaintDecided['data'] | null;
}

export interface RecoveryCase {
  readonly kind: 'recovery';
  readonly request: RecoveryRequested['data'];
  readonly decided: RecoveryDecided['data'] | null;
}

export interface ActCase {
  readonly kind: 'act';
  readonly request: ActRequested['data'];
  readonly decided: ActDecided['data'] | null;
}
