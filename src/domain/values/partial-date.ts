import type { Brand } from '../kernel/brand.js';
import { parsed, unparsed, type Parsed } from '../kernel/refusal.js';
import type { Normalised } from './normalised.js';
import { foldWidth, withoutInvisibles } from './text.js';

/** A calendar date as exact as the person's papers: `yyyy`, `yyyy-mm` or `yyyy-mm-dd`. Sorts as text. */
export type PartialDate = Brand<string, 'PartialDate'>;
export type PartialDateCode = 'date.missing' | 'date.format' | 'date.calendar';
export type ParsedPartialDate = Parsed<Normalised<'partialDate', PartialDate>, PartialDateCode>;

export const partialDateNormaliser = 1;

const longestDateText = 64;
const firstYear = 1800;
const lastYear = 2399;

interface Notation {
  readonly name: string;
  readonly pattern: RegExp;
}

/**
 * What a form takes: `dd/mm/yyyy`, `mm/yyyy` or `yyyy`, with both digits. Certificate screens write M/D/YYYY, so
 * anything but two digits, day first, is refused rather than guessed.
 */
export const parseFormDate = (raw: string): ParsedPartialDate =>
  parseDate(raw, { name: 'dd/mm/yyyy', pattern: /^(?:(?:(?<day>\d{2})\/)?(?<month>\d{2})\/)?(?<year>\d{4})$/ });

/** What the population register sends: `yyyyMMdd`, or `yyyy` for people whose papers know only the year. */
export const parseRegisterDate = (raw: string): ParsedPartialDate =>
  parseDate(raw, { name: 'yyyyMMdd', pattern: /^(?<year>\d{4})(?:(?<month>\d{2})(?<day>\d{2}))?$/ });

/** `yyyy`, `yyyy-mm` or `yyyy-mm-dd`. */
export const parseIsoDate = (raw: string): ParsedPartialDate =>
  parseDate(raw, { name: 'yyyy-mm-dd', pattern: /^(?<year>\d{4})(?:-(?<month>\d{2})(?:-(?<day>\d{2}))?)?$/ });

function parseDate(raw: string, notation: Notation): ParsedPartialDate {
  const refused = (code: PartialDateCode) => unparsed(code, { expected: notation.name });
  if (raw.length > longestDateText) return refused('date.format');
  const text = withoutInvisibles(foldWidth(raw)).replace(/\p{White_Space}/gu, '');
  if (text === '') return refused('date.missing');
  const { year, month, day } = notation.pattern.exec(text)?.groups ?? {};
  if (year === undefined) return refused('date.format');
  if (!isOnCalendar(Number(year), month, day)) return refused('date.calendar');
  const value = [year, month, day].filter((part) => part !== undefined).join('-') as PartialDate;
  return parsed({ kind: 'partialDate', value, raw, normaliser: partialDateNormaliser });
}

function isOnCalendar(year: number, month: string | undefined, day: string | undefined): boolean {
  if (year < firstYear || year > lastYear) return false;
  if (month === undefined) return true;
  const days = daysOf(year, Number(month));
  return days > 0 && (day === undefined || (Number(day) >= 1 && Number(day) <= days));
}

/** 0 for a month that does not exist. */
function daysOf(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

export const yearOf = (date: PartialDate): number => Number(date.slice(0, 4));

/** As forms and papers write it: `dd/mm/yyyy`, `mm/yyyy` or `yyyy`. */
export const formDate = (date: PartialDate): string => date.split('-').reverse().join('/');

/** `compatible`: equal as far as the less exact of the two goes. Whether that is a match is for the policy to say. */
export function samePartialDate(a: PartialDate, b: PartialDate): 'same' | 'compatible' | 'different' {
  if (a === b) return 'same';
  return a.startsWith(b) || b.startsWith(a) ? 'compatible' : 'different';
}
