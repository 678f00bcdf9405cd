import type { Brand } from '../kernel/brand.js';
import { parsed, unparsed, type Parsed } from '../kernel/refusal.js';
import type { Normalised } from './normalised.js';
import { compactIdentifier, isDigits } from './text.js';

/** A Vietnamese mobile number in E.164: `+84` and nine digits. Never claimed: one phone may serve several accounts. */
export type Phone = Brand<string, 'Phone'>;

export interface NormalisedPhone extends Normalised<'phone', Phone> {
  /** The old prefix (`0169`) that was replaced, when the text was a number from before the migration of 2018. */
  readonly migratedFrom?: string;
}

export type PhoneRefusal = 'identifier.phone.missing' | 'identifier.phone.format' | 'identifier.phone.notMobile';

export const phoneNormaliser = 1;

/**
 * Ranges of mobile subscribers in the national significant number, without the leading 0. They say nothing of the
 * carrier: numbers are portable. The ranges 1xx of machines cannot receive a code and are left out.
 */
const mobileNumber = /^(?:3\d|5[1689]|7[06-9]|8[1-8]|9[0-8])\d{7}$|^(?:52[238]|559|89[6-9]|99[013-9])\d{6}$/;

/** 15/9/2018: eleven digits became ten, the last seven stayed. */
const migratedPrefixes: ReadonlyMap<string, string> = new Map([
  ...([2, 3, 4, 5, 6, 7, 8, 9] as const).map((n): [string, string] => [`16${n}`, `3${n}`]),
  ['120', '70'],
  ['121', '79'],
  ['122', '77'],
  ['126', '76'],
  ['128', '78'],
  ['123', '83'],
  ['124', '84'],
  ['125', '85'],
  ['127', '81'],
  ['129', '82'],
  ['186', '56'],
  ['188', '58'],
  ['199', '59'],
]);

/**
 * Reads `0…`, `84…`, `+84…` and `0084…` with any separators. Numbers of eleven digits from before 2018 are migrated.
 * Nine digits without a leading 0 are refused: a spreadsheet has eaten something, and nobody knows what.
 */
export function parsePhone(raw: string): Parsed<NormalisedPhone, PhoneRefusal> {
  const text = compactIdentifier(raw)?.replace(/[()]/g, '');
  if (text === '') return unparsed('identifier.phone.missing');
  if (text === undefined || !isDigits(text.replace(/^\+/, ''))) return unparsed('identifier.phone.format');
  if (/^(?:\+|00)(?!84)[1-9]/.test(text)) return unparsed('identifier.phone.notMobile', { reason: 'foreign' });
  const national = /^(?:(?:\+|00)?840?|0)(?<number>[1-9]\d{8,9})$/.exec(text)?.groups?.['number'];
  if (national === undefined) return unparsed('identifier.phone.format');
  if (national.length === 10) return parseTenDigits(raw, national);
  return mobileNumber.test(national)
    ? parsed({ kind: 'phone', value: `+84${national}` as Phone, raw, normaliser: phoneNormaliser })
    : unparsed('identifier.phone.notMobile', { reason: 'range' });
}

function parseTenDigits(raw: string, national: string): Parsed<NormalisedPhone, PhoneRefusal> {
  const oldPrefix = national.slice(0, 3);
  const prefix = migratedPrefixes.get(oldPrefix);
  if (prefix !== undefined) {
    const value = `+84${prefix}${national.slice(3)}` as Phone;
    return parsed({ kind: 'phone', value, raw, normaliser: phoneNormaliser, migratedFrom: `0${oldPrefix}` });
  }
  return national.startsWith('2')
    ? unparsed('identifier.phone.notMobile', { reason: 'landline' })
    : unparsed('identifier.phone.format');
}

/** As people in Vietnam write it: `0…`, ten digits. */
export const localPhone = (phone: Phone): string => `0${phone.slice(3)}`;
