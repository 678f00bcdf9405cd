import { hours, minutes } from '../../domain/kernel/instant.js';
import type { Duration, Instant } from '../../domain/kernel/instant.js';

interface Units {
  readonly hours: (n: number) => string;
  readonly minutes: (n: number) => string;
  readonly seconds: (n: number) => string;
}

const english = (unit: string) => (n: number) => `${n} ${unit}${n === 1 ? '' : 's'}`;
const inEnglish: Units = { hours: english('hour'), minutes: english('minute'), seconds: english('second') };
const inVietnamese: Units = { hours: (n) => `${n} giờ`, minutes: (n) => `${n} phút`, seconds: (n) => `${n} giây` };

/** In the largest unit that says it exactly: what is promised is neither more nor less than what holds. */
function spoken(life: Duration, units: Units): string {
  if (life >= hours(1) && life % hours(1) === 0) return units.hours(life / hours(1));
  if (life >= minutes(1) && life % minutes(1) === 0) return units.minutes(life / minutes(1));
  return units.seconds(Math.floor(life / 1_000));
}

export const lifeInVietnamese = (life: Duration): string => spoken(life, inVietnamese);
export const lifeInEnglish = (life: Duration): string => spoken(life, inEnglish);

const VIETNAM_OFFSET = hours(7);

/** `20:05 21/11/2026`, in Vietnam. */
export function timeInVietnam(at: Instant): string {
  const [date = '', time = ''] = new Date(at + VIETNAM_OFFSET).toISOString().split('T');
  return `${time.slice(0, 5)} ${date.split('-').reverse().join('/')}`;
}
