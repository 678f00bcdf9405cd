import type { AttributeAnswer, NameTier } from '../../../domain/assurance/evidence.js';
import { samePartialDate, type PartialDate } from '../../../domain/values/partial-date.js';
import { nameMatch, parsePersonName, type PersonName } from '../../../domain/values/person-name.js';

/** A register that writes without accents can only answer without accents; one that has them tells Hòa from Hoa. */
export function matchName(held: string | undefined, asked: string): { name: AttributeAnswer; nameTier?: NameTier } {
  const record = keysOf(held);
  const typed = keysOf(asked);
  if (record === undefined) return { name: 'notAvailable' };
  if (typed === undefined) return { name: 'noMatch' };
  const tier = nameMatch(record, typed);
  if (tier === 'exact') return { name: 'match', nameTier: 'exact' };
  const unaccentedRecord = record.exactKey === record.foldedKey;
  return tier === 'folded' && unaccentedRecord ? { name: 'match', nameTier: 'folded' } : { name: 'noMatch' };
}

/** A register that knows the year alone cannot say anything about a day in it. */
export function matchBirthDate(held: PartialDate | undefined, asked: PartialDate): AttributeAnswer {
  if (held === undefined) return 'notAvailable';
  const same = samePartialDate(held, asked);
  if (same === 'same') return 'match';
  return same === 'compatible' && held.length < asked.length ? 'notAvailable' : 'noMatch';
}

function keysOf(name: string | undefined): PersonName | undefined {
  const read = name === undefined ? undefined : parsePersonName(name);
  return read?.ok === true ? read.value.value : undefined;
}
