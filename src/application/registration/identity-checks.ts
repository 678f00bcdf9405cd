import type { Attribute, AttributeAnswer, NameTier } from '../../domain/assurance/evidence.js';
import type { IdentifierRecord } from '../../domain/account/identity-profile.js';
import type { TypedDetails } from '../../domain/registration/registration.events.js';
import type { PartialDate } from '../../domain/values/partial-date.js';
import { samePartialDate } from '../../domain/values/partial-date.js';
import { parsePersonId } from '../../domain/values/person-id.js';
import { nameMatch, parsePersonName } from '../../domain/values/person-name.js';
import { parsePhone } from '../../domain/values/phone.js';
import type { RegisterPerson } from '../ports/registries.port.js';

export type Attributes = Partial<Record<Attribute, AttributeAnswer>>;
export type Verdict = 'match' | 'mismatch' | 'notAvailable';

/** One attribute that differs is another person; one that cannot be told is not a match (design §4.10, §4.13). */
export const verdictOf = (attributes: Attributes): Verdict => {
  const answers = Object.values(attributes);
  if (answers.includes('noMatch')) return 'mismatch';
  return answers.includes('notAvailable') ? 'notAvailable' : 'match';
};

export interface NameAnswer {
  readonly name: AttributeAnswer;
  readonly nameTier?: NameTier;
}

/** Exact by the tone-placement-free key; the unaccented key only for a register that is known to hold no accents. */
export function compareNames(typed: string, held: string, unaccented: boolean): NameAnswer {
  const a = parsePersonName(typed);
  const b = parsePersonName(held);
  if (!a.ok || !b.ok) return { name: 'notAvailable' };
  const match = nameMatch(a.value.value, b.value.value);
  if (match === 'exact') return { name: 'match', nameTier: 'exact' };
  return match === 'folded' && unaccented ? { name: 'match', nameTier: 'folded' } : { name: 'noMatch' };
}

export const compareDates = (typed: PartialDate, held: PartialDate): AttributeAnswer =>
  samePartialDate(typed, held) === 'same' ? 'match' : 'noMatch';

/**
 * The contacts typed beside those that Vietnam Post holds. The one that activates must be held, and be the same; another
 * one may be missing there, but not differ.
 */
export function compareContact(
  { phone, email, activation }: Pick<TypedDetails, 'phone' | 'email' | 'activation'>,
  held: { readonly phone?: string; readonly email?: string },
): Attributes {
  const answer = (same: boolean | undefined, activates: boolean): AttributeAnswer | undefined => {
    if (same === undefined) return activates ? 'notAvailable' : undefined;
    return same ? 'match' : 'noMatch';
  };
  const samePhone = phone === undefined || held.phone === undefined ? undefined : sameNumber(phone, held.phone);
  const sameEmail = email === undefined || held.email === undefined ? undefined : sameAddress(email, held.email);
  const byPhone = answer(samePhone, activation === 'sms');
  const byEmail = answer(sameEmail, activation === 'email');
  return { ...(byPhone && { phone: byPhone }), ...(byEmail && { email: byEmail }) };
}

const sameNumber = (phone: string, held: string): boolean => {
  const read = parsePhone(held);
  return read.ok && read.value.value === phone;
};

const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The numbers a register holds of a person, as attested identifiers, personal number first. Unreadable ones are left out. */
export function attestedNumbers(person: Pick<RegisterPerson, 'personalNumber' | 'cmnd'>): readonly IdentifierRecord[] {
  const records: IdentifierRecord[] = [];
  for (const raw of [person.personalNumber, person.cmnd]) {
    if (raw === undefined) continue;
    const read = parsePersonId(raw);
    if (!read.ok) continue;
    const { kind, value, normaliser } = read.value;
    records.push({ kind, value, raw, normaliser, attested: true });
  }
  return records;
}

/** Whether a typed number is among those a register returned; `otherKind` when the register holds only the other kind. */
export function comparePersonIds(
  typed: Pick<IdentifierRecord, 'kind' | 'value'>,
  held: readonly IdentifierRecord[],
): 'match' | 'noMatch' | 'otherKind' | 'notAvailable' {
  if (held.length === 0) return 'notAvailable';
  const sameKind = held.filter((one) => one.kind === typed.kind);
  if (sameKind.length === 0) return 'otherKind';
  return sameKind.some((one) => one.value === typed.value) ? 'match' : 'noMatch';
}
