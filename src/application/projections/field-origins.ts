import type { AccountEvent, FieldEvidence } from '../../domain/account/account.events.js';
import type { ContactField, IdentityField } from '../../domain/account/identity-screens.js';
import type { Evidence, EvidenceSource } from '../../domain/assurance/evidence.js';
import type { Instant } from '../../domain/kernel/instant.js';

/** What a field rests on. */
export type FieldOrigin =
  | {
      readonly by: 'evidence';
      readonly evidenceId: string;
      readonly source: EvidenceSource;
      /** When the source answered. */
      readonly at: Instant;
    }
  /** On the form at registering, and confirmed by nobody since. */
  | { readonly by: 'typed'; readonly at: Instant }
  /** By the owner, in the account. */
  | { readonly by: 'owner'; readonly at: Instant }
  /** Before fields were traced one by one: the registration's evidence as a whole. */
  | { readonly by: 'registration'; readonly at: Instant };

/** Origins by field; the values are not here, so nothing in it is personal. */
export interface FieldOrigins {
  /** Of every field that is not named. */
  readonly others: FieldOrigin;
  readonly identity: Readonly<Partial<Record<IdentityField, FieldOrigin>>>;
  readonly contact: Readonly<Partial<Record<ContactField, FieldOrigin>>>;
}

const originOf = ({ evidenceId, source, answeredAt }: Evidence): FieldOrigin => ({
  by: 'evidence',
  evidenceId,
  source,
  at: answeredAt,
});

const registered = (
  fieldEvidence: FieldEvidence | undefined,
  evidence: readonly Evidence[],
  at: Instant,
): FieldOrigins => {
  const origins = Object.entries(fieldEvidence ?? {}).flatMap(([field, evidenceId]) => {
    const found = evidence.find((one) => one.evidenceId === evidenceId);
    return found === undefined ? [] : [[field, originOf(found)] as const];
  });
  return {
    others: { by: fieldEvidence === undefined ? 'registration' : 'typed', at },
    identity: Object.fromEntries(origins),
    contact: {},
  };
};

const isOfPerson = ({ kind }: { readonly kind: string }): boolean => kind !== 'certificate';

/** Follows an account's events; `at` is when the event happened. */
export function followOrigins(
  before: FieldOrigins | undefined,
  event: AccountEvent,
  at: Instant,
): FieldOrigins | undefined {
  if (event.type === 'Registered') return registered(event.data.fieldEvidence, event.data.evidence, at);
  if (before === undefined) return undefined;
  switch (event.type) {
    case 'IdentifierAdded': {
      const last = event.data.evidence.at(-1);
      if (last === undefined || !event.data.keys.some(isOfPerson)) return before;
      return { ...before, identity: { ...before.identity, identifiers: originOf(last) } };
    }
    case 'IdentitySyncedFromCSDL': {
      const origin = originOf(event.data.evidence);
      const changed = Object.fromEntries(event.data.changed.map((field) => [field, origin]));
      return { ...before, identity: { ...before.identity, ...changed } };
    }
    case 'ContactChanged': {
      const changed = Object.fromEntries(event.data.fields.map((field) => [field, { by: 'owner', at } as const]));
      return { ...before, contact: { ...before.contact, ...changed } };
    }
    default:
      return before;
  }
}
