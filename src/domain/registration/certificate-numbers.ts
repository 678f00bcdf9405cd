import { parsed, unparsed, type Parsed } from '../kernel/refusal.js';
import { parseTaxCode } from '../values/tax-code.js';
import { compactIdentifier, isDigits } from '../values/text.js';

/** The numbers of a certificate's subject by what their prefixes say; raw, without the prefix where it says no more. */
export interface SortedNumbers {
  /** Of a person: CMND, CCCD; passports (`HC:`) and social insurance (`BHXH:`) keep their prefix, since no account is found by them. */
  readonly personIds: readonly string[];
  readonly taxCodes: readonly string[];
  readonly budgetCodes: readonly string[];
}

export type NumbersRefusal =
  | 'certificate.numberMissing' // a prefix that nothing stands behind
  | 'certificate.tooManyNumbers';

/** More than any authority writes; what exceeds it wants to be expensive. */
const mostNumbers = 16;

const prefixed = /^\s*([A-Za-z]{2,8})\s*[:=]\s*(.*)$/s;

type Shelf = keyof SortedNumbers;

/** Which prefix says what (F§4.1). PID and PPID are personal numbers, MNS is the code of a unit with budget relations. */
const shelves: Readonly<Record<string, Shelf>> = {
  MST: 'taxCodes',
  CMND: 'personIds',
  CCCD: 'personIds',
  DDCN: 'personIds',
  PID: 'personIds',
  PPID: 'personIds',
  HC: 'personIds',
  BHXH: 'personIds',
  MNS: 'budgetCodes',
};

const withPrefix: readonly string[] = ['HC', 'BHXH'];

/** Whether a text of `personIds` names a person without giving a number that accounts are found by. */
export const isOtherPersonNumber = (raw: string): boolean =>
  withPrefix.includes(prefixed.exec(raw)?.[1]?.toUpperCase() ?? '');

/**
 * Sorts what the subject carries as `PREFIX:number`, or as a bare number, by what it says it is. Whether it *is* that is
 * for `holderIdentifiers`, by its digits. What is neither known prefix nor number says nothing of identity and is left out.
 * The same text twice counts once.
 */
export function sortCertificateNumbers(texts: readonly string[]): Parsed<SortedNumbers, NumbersRefusal> {
  if (texts.length > mostNumbers) return unparsed('certificate.tooManyNumbers', { most: mostNumbers });
  const sorted = { personIds: new Set<string>(), taxCodes: new Set<string>(), budgetCodes: new Set<string>() };
  for (const text of texts) {
    const [, word = '', number = ''] = prefixed.exec(text) ?? [];
    const prefix = word.toUpperCase();
    const shelf = Object.hasOwn(shelves, prefix) ? shelves[prefix] : undefined;
    if (shelf === undefined) {
      const bare = bareShelf(text);
      if (bare !== undefined) sorted[bare].add(text.trim());
      continue;
    }
    const value = number.trim();
    if (value === '') return unparsed('certificate.numberMissing', { prefix });
    sorted[shelf].add(withPrefix.includes(prefix) ? `${prefix}:${value}` : value);
  }
  const { personIds, taxCodes, budgetCodes } = sorted;
  return parsed({ personIds: [...personIds], taxCodes: [...taxCodes], budgetCodes: [...budgetCodes] });
}

/** 9 and 12 digits are a person; 10 and 13 are a tax code if its check digit says so, and nothing otherwise. */
function bareShelf(text: string): Shelf | undefined {
  const digits = compactIdentifier(text);
  if (digits === undefined || !isDigits(digits)) return undefined;
  if (digits.length === 9 || digits.length === 12) return 'personIds';
  return parseTaxCode(digits).ok ? 'taxCodes' : undefined;
}
