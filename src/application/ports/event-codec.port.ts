import type { AccountEvent } from '../../domain/account/account.events.js';
import type { AttemptsEvent } from '../../domain/account/attempts.events.js';
import type { CaseEvent, StaffAccessRecorded } from '../../domain/case/case.events.js';
import type { ClaimEvent } from '../../domain/claim/claim.js';
import type { RegistrationEvent } from '../../domain/registration/registration.events.js';
import type { JsonObject } from './json.js';

export type DomainEvent =
  AccountEvent | AttemptsEvent | CaseEvent | ClaimEvent | RegistrationEvent | StaffAccessRecorded;

export interface StoredShape {
  /** `Name.vN`. */
  readonly type: string;
  readonly data: JsonObject;
}

/** What is decoded. The event's id ties the personal box to its envelope: a box moved from another event is refused. */
export interface RecordedShape extends StoredShape {
  readonly eventId?: string;
}

/** Between domain events and what is stored: explicit versioned names, upcasters, sealed personal fields. */
export interface EventCodec {
  /** Seals the personal box under the subject's key, which is made at first use. */
  encode(event: DomainEvent, eventId: string, subject: string): Promise<StoredShape>;
  /** Leaves the personal box sealed. Rejects an unknown type or a malformed shape by throwing `CorruptHistory`. */
  decode(stored: RecordedShape): DomainEvent;
}

/** Stored history that this version cannot read. Recognised by `code`. */
export class CorruptHistory extends Error {
  readonly code = 'corruptHistory';
  constructor(
    readonly storedType: string,
    reason: string,
  ) {
    super(`Stored event ${storedType}: ${reason}`);
    this.name = 'CorruptHistory';
  }
}
