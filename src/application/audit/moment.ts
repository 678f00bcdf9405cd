import { type Instant, instant } from '../../domain/kernel/instant.js';
import { parsed, type Parsed, unparsed } from '../../domain/kernel/refusal.js';
import { vietnamMidnight } from '../../domain/policy/vietnam-time.js';

const DAY = 86_400_000;
const form = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * A point in time as an auditor writes it: ISO 8601, in Vietnam's time where no zone is given. A date alone is its last
 * millisecond in Vietnam, so that "as of 21 November" includes what happened that day.
 */
export function parseMoment(text: string): Parsed<Instant, 'time.format'> {
  const found = form.exec(text.trim());
  if (found === null) return unparsed('time.format');
  const [, year = '', month = '', day = '', hour, minute = '', second = '0', fraction = '0', zone] = found;
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (m < 1 || m > 12 || d < 1 || d > daysOf(y, m)) return unparsed('time.format');
  const midnight = vietnamMidnight(y, m, d);
  if (hour === undefined) return parsed(instant(midnight + DAY - 1));
  const [h, min, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 23 || min > 59 || s > 59) return unparsed('time.format');
  const local = midnight + ((h * 60 + min) * 60 + s) * 1_000 + Number(fraction.padEnd(3, '0'));
  return parsed(instant(local + zoneShift(zone)));
}

const daysOf = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

/** What a time read as Vietnam's is off by when it was written in another zone. */
function zoneShift(zone: string | undefined): number {
  if (zone === undefined) return 0;
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d{2}):(\d{2})$/.exec(zone) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return (7 * 60 - offset) * 60_000;
}
