import type { Gender } from '../../../domain/values/gender.js';
import { taxCodeCheckDigit } from '../../../domain/values/tax-code.js';
import type { SeededRandom } from './random.js';

/*
 * Every invented number carries a mark, so that it is known when it turns up in a log: 99 at the head of the serial part.
 * Phones lie in 095, a range whose carrier has closed. The fixed cast has the low serials; generated people start above.
 */

/** A draw that never gives the same text twice. */
function unique(draw: () => string | undefined): () => string {
  const given = new Set<string>();
  return () => {
    for (let attempt = 0; attempt < 10_000; attempt += 1) {
      const text = draw();
      if (text !== undefined && !given.has(text)) {
        given.add(text);
        return text;
      }
    }
    throw new RangeError('The sandbox has run out of invented numbers: ask for fewer people.');
  };
}

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** The fourth digit of a personal number: centuries from 1900 in steps of two, odd for women. */
const centuryAndGender = (birthYear: number, gender: Gender): number =>
  2 * Math.floor((birthYear - 1900) / 100) + (gender === 'female' ? 1 : 0);

export interface NumberSource {
  personalNumber(provinceCode: string, birthYear: number, gender: Gender): string;
  cmnd(): string;
  phone(): string;
  socialInsuranceCode(): string;
  /** Ten digits with a right check digit. */
  taxCode(): string;
  budgetCode(): string;
}

export function numberSource(random: SeededRandom): NumberSource {
  const stream = (name: string): SeededRandom => random.fork(name);
  const people = stream('personalNumber');
  let prefix = '';
  const personal = unique(() => `${prefix}99${padded(people.between(1_000, 9_999), 4)}`);
  const cmnds = stream('cmnd');
  const phones = stream('phone');
  const codes = stream('socialInsuranceCode');
  const taxes = stream('taxCode');
  const budgets = stream('budgetCode');
  return {
    personalNumber: (provinceCode, birthYear, gender) => {
      prefix = `${provinceCode}${centuryAndGender(birthYear, gender)}${padded(birthYear % 100, 2)}`;
      return personal();
    },
    cmnd: unique(() => `${padded(cmnds.between(10, 385), 3)}99${padded(cmnds.between(1_000, 9_999), 4)}`),
    phone: unique(() => `+8495${padded(phones.between(1_000_000, 9_999_999), 7)}`),
    socialInsuranceCode: unique(() => `0099${padded(codes.between(1_000, 999_999), 6)}`),
    taxCode: unique(() =>
      withCheckDigit(`${padded(taxes.between(1, 63), 2)}99${padded(taxes.between(1_000, 99_999), 5)}`),
    ),
    budgetCode: unique(() => `99${padded(budgets.between(1_000, 99_999), 5)}`),
  };
}

/** `undefined` for nine digits that have no check digit and were never issued. */
function withCheckDigit(nine: string): string | undefined {
  const check = taxCodeCheckDigit(nine);
  return check === undefined ? undefined : nine + check;
}
