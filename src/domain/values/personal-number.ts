import type { Brand } from '../kernel/brand.js';
import { parsed, unparsed, type Parsed } from '../kernel/refusal.js';
import type { Gender } from './gender.js';
import type { Normalised } from './normalised.js';
import { yearOf, type PartialDate } from './partial-date.js';
import { provinceOf } from './provinces.js';
import { compactDigits } from './text.js';

/**
 * Số định danh cá nhân, which is also the number of the citizen card: 12 digits `PPP G YY NNNNNN`. Always text: a number
 * would lose its leading zeros. It has no check digit.
 */
export type PersonalNumber = Brand<string, 'PersonalNumber'>;

export const personalNumberNormaliser = 1;

/** What a personal number says about its holder. An authority's record of the same facts wins over it. */
export interface PersonalNumberDescription {
  readonly provinceCode: string;
  /** Where the birth was registered; absent for people born abroad and for codes this edition does not know. */
  readonly province?: string;
  readonly gender: Gender;
  readonly birthYear: number;
}

export function parsePersonalNumber(
  raw: string,
): Parsed<Normalised<'personalNumber', PersonalNumber>, 'identifier.personalNumber.format'> {
  const digits = compactDigits(raw, 12);
  return digits === undefined
    ? unparsed('identifier.personalNumber.format', { expectedDigits: 12 })
    : parsed({
        kind: 'personalNumber',
        value: digits as PersonalNumber,
        raw,
        normaliser: personalNumberNormaliser,
      });
}

/** The digit G counts centuries from 1900 in steps of two: even male, odd female. */
export function describePersonalNumber(number: PersonalNumber): PersonalNumberDescription {
  const provinceCode = number.slice(0, 3);
  const province = provinceOf(provinceCode);
  const centuryAndGender = Number(number.charAt(3));
  return {
    provinceCode,
    ...(province === undefined ? {} : { province }),
    gender: centuryAndGender % 2 === 0 ? 'male' : 'female',
    birthYear: 1900 + 100 * Math.floor(centuryAndGender / 2) + Number(number.slice(4, 6)),
  };
}

/** What a person, or a record, says beside the number. */
export interface StatedAttributes {
  readonly birthDate?: PartialDate | undefined;
  readonly gender?: Gender | undefined;
}

/**
 * The stated attributes that contradict the number; what is not stated is not compared. For data that a person typed a
 * mismatch is an error; for data of an authority the authority wins.
 */
export function crossCheckPersonalNumber(
  number: PersonalNumber,
  stated: StatedAttributes,
): readonly ('birthYear' | 'gender')[] {
  const told = describePersonalNumber(number);
  const mismatches: ('birthYear' | 'gender')[] = [];
  if (stated.birthDate !== undefined && yearOf(stated.birthDate) !== told.birthYear) mismatches.push('birthYear');
  if (stated.gender !== undefined && stated.gender !== told.gender) mismatches.push('gender');
  return mismatches;
}
