import { DerError } from './der-error.js';
import { Tag } from './tags.js';
import type { Tlv } from './tlv.js';

/** How many octets the year has; then come month, day, hour, minute and second in two each, and `Z`. */
const yearOctets = new Map<number, 2 | 4>([
  [Tag.utcTime, 2],
  [Tag.generalizedTime, 4],
]);

function decimal(content: Uint8Array, offset: number, octets: number): number {
  let value = 0;
  for (let i = offset; i < offset + octets; i += 1) {
    const digit = (content[i] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) throw new DerError('value');
    value = value * 10 + digit;
  }
  return value;
}

/** RFC 5280 §4.1.2.5.1: two digits from 50 on are of the last century. */
const fullYear = (year: number, octets: 2 | 4): number => (octets === 4 ? year : year + (year >= 50 ? 1900 : 2000));

/** 31 or less; leap years as the Gregorian calendar has them, backwards as well. */
const daysIn = (year: number, month: number): number => {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
};

const daysSince1970 = (year: number, month: number, day: number): number => {
  // Years begin in March here, so that the odd day is their last.
  const shifted = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return 365 * shifted + leapDays + dayOfYear - 719_468;
};

/** Milliseconds of a UTCTime or GeneralizedTime in the one form RFC 5280 §4.1.2.5 allows: UTC, seconds, no fraction. */
export function time({ tag, content }: Tlv, as: number = tag): number {
  const octets = yearOctets.get(as);
  if (octets === undefined) throw new DerError('tag');
  if (content.length !== octets + 11 || content[octets + 10] !== 0x5a) throw new DerError('value');
  const year = fullYear(decimal(content, 0, octets), octets);
  const field = (n: number): number => decimal(content, octets + 2 * n, 2);
  const [month, day, hour, minute, second] = [field(0), field(1), field(2), field(3), field(4)];
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  if (!isDay || hour > 23 || minute > 59 || second > 59) throw new DerError('value');
  return (((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second) * 1000;
}
