import { parsed, unparsed, type Parsed } from '../kernel/refusal.js';
import { parseTaxCode } from '../values/tax-code.js';
import { compactIdentifier, isDigits } from '../values/text.js';

/** The numbers of a certificate's subject by what their prefixes say; raw, without the prefix where it says no more. */
export interface SortedNumbers {
  /** Of a person: CMND, CCCD; passports (`HC:`) and social insurance (`BHXH:`) keep their prefix, since no account is found by them. */
  readonly personIds: readonly string[];
  readonly taxCodes: readonly string[];
  readonly budgetCodes: readonly string[];
  /** A number stands under a prefix that is not known here: of whom it is, a person perhaps, nobody can say. */
  readonly hasUnknownNumber?: true;
}

export type NumbersRefusal =
  | 'certificate.numberMissing' // a prefix that nothing stands behind
  | 'certificate.tooManyNumbers';

/** More than any authority writes; what exceeds it wants to be expensive. */
const mostNumbers = 16;

const prefixed = /^\s*([A-Za-z]{2,8})\s*[:=]\s*(.*)$/s;

type Shelf = Exclude<keyof SortedNumbers, 'hasUnknownNumber'>;

const spelled = (shelf: Shelf, ...prefixes: readonly string[]): readonly (readonly [string, Shelf])[] =>
  prefixes.map((prefix) => [prefix, shelf]);

/**
 * Which prefix says what (F§4.1). PID and PPID are personal numbers, MNS is the code of a unit with budget relations; CMT,
 * CMTND and GCMND are other words for the CMND, CC and TCC for the card after the CCCD, SDDCN and MDDCN for the personal number.
 */
const shelves: ReadonlyMap<string, Shelf> = new Map([
  ...spelled('taxCodes', 'MST'),
  ...spelled('personIds', 'CMND', 'CMT', 'CMTND', 'GCMND', 'CCCD', 'TCCCD', 'CC', 'TCC'),
  ...spelled('personIds', 'DDCN', 'SDDCN', 'MDDCN', 'PID', 'PPID'),
  ...spelled('personIds', 'HC', 'HOCHIEU', 'PASSPORT', 'BHXH'),
  ...spelled('budgetCodes', 'MNS'),
]);

/** What no account is found by keeps a prefix, one for all its spellings. */
const keptPrefix: ReadonlyMap<string, string> = new Map([
  ['HC', 'HC'],
  ['HOCHIEU', 'HC'],
  ['PASSPORT', 'HC'],
  ['BHXH', 'BHXH'],
]);

/** Whether a text of `personIds` names a person without giving a number that accounts are found by. */
export const isOtherPersonNumber = (raw: string): boolean =>
  keptPrefix.has(prefixed.exec(raw)?.[1]?.toUpperCase() ?? '');

/**
 * Sorts what the subject carries as `PREFIX:number`, or as a bare number, by what it says it is. Whether it *is* that is
 * for `holderIdentifiers`, by its digits. What is neither prefixed nor a number says nothing of identity and is left out.
 * The same text twice counts once.
 */
export function sortCertificateNumbers(texts: readonly string[]): Parsed<SortedNumbers, NumbersRefusal> {
  if (texts.length > mostNumbers) return unparsed('certificate.tooManyNumbers', { most: mostNumbers });
  let hasUnknownNumber = false;
  const sorted = { personIds: new Set<string>(), taxCodes: new Set<string>(), budgetCodes: new Set<string>() };
  for (const text of texts) {
    const [, word = '', number = ''] = prefixed.exec(text) ?? [];
    const prefix = word.toUpperCase();
    const shelf = shelves.get(prefix);
    if (shelf === undefined) {
      const bare = bareShelf(text);
      if (bare !== undefined) sorted[bare].add(text.trim());
      else hasUnknownNumber ||= isUnderSomePrefix(text);
      continue;
    }
    const value = number.trim();
    if (value === '') return unparsed('certificate.numberMissing', { prefix });
    const kept = keptPrefix.get(prefix);
    sorted[shelf].add(kept === undefined ? value : `${kept}:${value}`);
  }
  const { personIds, taxCodes, budgetCodes } = sorted;
  return parsed({
    personIds: [...personIds],
    taxCodes: [...taxCodes],
    budgetCodes: [...budgetCodes],
    ...(hasUnknownNumber && { hasUnknownNumber }),
  });
}

/** 9 and 12 digits are a person; 10 and 13 are a tax code if its check digit says so, and nothing otherwise. */
function bareShelf(text: string): Shelf | undefined {
  const digits = compactIdentifier(text);
  if (digits === undefined || !isDigits(digits)) return undefined;
  if (digits.length === 9 || digits.length === 12) return 'personIds';
  return parseTaxCode(digits).ok ? 'taxCodes' : undefined;
}

/** A word, then a sign that something comes, or more digits than the year and month in a name have. */
function isUnderSomePrefix(text: string): boolean {
  const word = text.search(/\p{L}/u);
  return word >= 0 && /[:=：]|\d(?:[\s.-]?\d){6}/.test(text.slice(word));
}
