import { parsed, unparsed, type Parsed } from '../kernel/refusal.js';

export type HolderNameRefusal =
  | 'certificate.nameMissing'
  | 'certificate.nameTooLong'
  /** What cannot be seen, or turns the direction of what can. */
  | 'certificate.nameCharacters'
  /** Letters or digits that look like others: of another script, or of an unusual form. */
  | 'certificate.nameLookalike';

/** In characters; RFC 5280 allows 64 and authorities exceed it for long names of organisations. */
export const longestHolderName = 256;

/** Letters of Latin that stand for themselves without being composed: those of European and Vietnamese names. */
const plainLetters = /^[a-zA-ZđĐæÆøØœŒßþÞłŁ]$/u;
const mostMarks = 3;

/**
 * The name of a certificate's holder, a person or an organisation, as it may be shown: NFC, single spaces. Unlike a name
 * that somebody types it is never repaired: a person compares it by eye, so whatever the eye cannot tell apart is refused.
 * Eth and African d are read as Đ, which some authorities write so.
 */
export function parseHolderName(raw: string): Parsed<string, HolderNameRefusal> {
  if (raw.length > longestHolderName * 4) return unparsed('certificate.nameTooLong', { maxLength: longestHolderName });
  const name = raw
    .replace(/[\u0020\u00A0]+/g, ' ')
    .trim()
    .normalize('NFC')
    .replace(/[\u00D0\u0189]/g, 'Đ')
    .replace(/[\u00F0\u0256]/g, 'đ');
  if (name === '') return unparsed('certificate.nameMissing');
  if (/[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u.test(name.replaceAll(' ', '')))
    return unparsed('certificate.nameCharacters');
  if ([...name].length > longestHolderName)
    return unparsed('certificate.nameTooLong', { maxLength: longestHolderName });
  if (!hasOnlyPlainLetters(name)) return unparsed('certificate.nameLookalike');
  return /\p{L}/u.test(name) ? parsed(name) : unparsed('certificate.nameMissing');
}

/** Every letter is a plain one under at most three marks, every digit ASCII; other signs of ASCII, and the quotes, dashes and marks of print. */
function hasOnlyPlainLetters(name: string): boolean {
  let marks = mostMarks;
  for (const sign of name.normalize('NFD')) {
    if (/[\u0300-\u036F]/.test(sign)) {
      marks += 1;
      if (marks > mostMarks) return false;
      continue;
    }
    if (plainLetters.test(sign)) marks = 0;
    else if (/^[ -~–—‘’“”«»…№®©™°§·×]$/u.test(sign)) marks = mostMarks;
    else return false;
  }
  return true;
}
