import { unparsed, type Parsed } from '../kernel/refusal.js';
import { parseCmnd, type Cmnd } from './cmnd.js';
import type { Normalised } from './normalised.js';
import { parsePersonalNumber, type PersonalNumber } from './personal-number.js';
import { compactIdentifier } from './text.js';

/** What identifies a person to the portal. */
export type PersonId =
  { readonly kind: 'personalNumber'; readonly value: PersonalNumber } | { readonly kind: 'cmnd'; readonly value: Cmnd };

/** A `PersonId` with the text it was read from; assignable to `PersonId`. */
export type NormalisedPersonId = Normalised<'personalNumber', PersonalNumber> | Normalised<'cmnd', Cmnd>;

/**
 * Reads the field "Số CMT/CCCD": 9 digits are a CMND, 12 a personal number; the digits decide, whatever the label or
 * the prefix of a certificate says. Spaces, dots, dashes, invisible characters and full-width digits do not matter.
 */
export function parsePersonId(
  raw: string,
): Parsed<NormalisedPersonId, 'identifier.personId.missing' | 'identifier.personId.format'> {
  if (compactIdentifier(raw) === '') return unparsed('identifier.personId.missing');
  const personalNumber = parsePersonalNumber(raw);
  if (personalNumber.ok) return personalNumber;
  const cmnd = parseCmnd(raw);
  return cmnd.ok ? cmnd : unparsed('identifier.personId.format', { expectedDigits: ['9', '12'] });
}

/** The identifier alone, for commands and events that keep the raw text elsewhere. */
export const personIdOf = (read: NormalisedPersonId): PersonId =>
  read.kind === 'cmnd' ? { kind: 'cmnd', value: read.value } : { kind: 'personalNumber', value: read.value };
