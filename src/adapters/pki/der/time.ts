import { DerError } from './der-error.js';
import { Tag } from './tags.js';
import type { Tlv } from './tlv.js';

const shapes = new Map<number, RegExp>([
  [Tag.utcTime, /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/],
  [Tag.generalizedTime, /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/],
]);

/** RFC 5280 §4.1.2.5.1: two digits from 50 on are of the last century. */
const fullYear = (year: number, tag: number): number =>
  tag === Tag.utcTime ? year + (year >= 50 ? 1900 : 2000) : year;

/** Milliseconds of a UTCTime or GeneralizedTime in the one form RFC 5280 §4.1.2.5 allows: UTC, seconds, no fraction. */
export function time(tlv: Tlv, as: number = tlv.tag): number {
  const shape = shapes.get(as);
  if (shape === undefined) throw new DerError('tag');
  if (tlv.content.length > 15) throw new DerError('value');
  const match = shape.exec(String.fromCharCode(...tlv.content));
  if (match === null) throw new DerError('value');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const moment = new Date(0);
  moment.setUTCFullYear(fullYear(year, as), month - 1, day);
  moment.setUTCHours(hour, minute, second);
  const real =
    moment.getUTCMonth() === month - 1 &&
    moment.getUTCDate() === day &&
    moment.getUTCHours() === hour &&
    moment.getUTCMinutes() === minute &&
    moment.getUTCSeconds() === second;
  if (!real) throw new DerError('value');
  return moment.getTime();
}
