import { type Instant, instant } from '../kernel/instant.js';

const msPerDay = 86_400_000;
/** Vietnam keeps UTC+7 the whole year. */
const offsetMs = 7 * 3_600_000;

/** The first instant of a day of the Gregorian calendar in Vietnam; month and day count from 1. */
export const vietnamMidnight = (year: number, month: number, day: number): Instant =>
  instant(daysSinceEpoch(year, month, day) * msPerDay - offsetMs);

/** Counts in years that begin in March, so that the leap day is the last of its year. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = (month + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + day - 1;
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
}
