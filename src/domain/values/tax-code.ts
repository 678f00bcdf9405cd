import type { Brand } from '../kernel/brand.js';
import { parsed, unparsed, type Parsed } from '../kernel/refusal.js';
import type { Normalised } from './normalised.js';
import { compactIdentifier, isDigits } from './text.js';

/** Mã số thuế of an enterprise (10 digits) or of its branch (13, written `NNNNNNNNNN-NNN`); canonical without dash. */
export type TaxCode = Brand<string, 'TaxCode'>;

export type TaxCodeRefusal =
  | 'identifier.taxCode.format'
  | 'identifier.taxCode.isPerson' // 12 digits: a personal number used as tax code, never the key of an enterprise
  | 'identifier.taxCode.serial'
  | 'identifier.taxCode.checkDigit'
  | 'identifier.taxCode.branch';

export const taxCodeNormaliser = 1;

export function parseTaxCode(raw: string): Parsed<Normalised<'taxCode', TaxCode>, TaxCodeRefusal> {
  const digits = compactIdentifier(raw);
  if (digits === undefined || !isDigits(digits)) return unparsed('identifier.taxCode.format', expected);
  if (digits.length === 12) return unparsed('identifier.taxCode.isPerson');
  if (digits.length !== 10 && digits.length !== 13) return unparsed('identifier.taxCode.format', expected);
  if (digits.slice(2, 9) === '0000000') return unparsed('identifier.taxCode.serial');
  if (taxCodeCheckDigit(digits.slice(0, 9)) !== digits.charAt(9)) return unparsed('identifier.taxCode.checkDigit');
  if (digits.slice(10) === '000') return unparsed('identifier.taxCode.branch');
  return parsed({ kind: 'taxCode', value: digits as TaxCode, raw, normaliser: taxCodeNormaliser });
}

const expected = { expectedDigits: ['10', '13'] };
const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3] as const;

/** The tenth digit for nine given ones; `undefined` where the formula gives 10, a number that is never issued. */
export function taxCodeCheckDigit(nineDigits: string): string | undefined {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(nineDigits.charAt(at)), 0);
  const check = 10 - (sum % 11);
  return check === 10 ? undefined : String(check);
}

export const isBranch = (code: TaxCode): boolean => code.length === 13;

/** The enterprise of a branch; an enterprise's own code for itself. A branch is a subject of its own all the same. */
export const taxCodeParent = (code: TaxCode): TaxCode => code.slice(0, 10) as TaxCode;

/** As papers and certificates write it: `NNNNNNNNNN` or `NNNNNNNNNN-NNN`. */
export const renderTaxCode = (code: TaxCode): string =>
  isBranch(code) ? `${code.slice(0, 10)}-${code.slice(10)}` : code;
