import { parsed, unparsed, type Parsed } from '../kernel/refusal.js';
import type { Normalised } from './normalised.js';
import { foldWidth, withoutInvisibles } from './text.js';

/** A person's name with the keys of its two match tiers. Which tier is a match in law is for the policy to say. */
export interface PersonName {
  /** NFC, single spaces, Đ as Vietnamese writes it; the case is left as typed. */
  readonly display: string;
  /** Equal for names that differ only in case or in where a syllable carries its tone mark: Hòa, HOÀ. */
  readonly exactKey: string;
  /** Without accents, đ as d: what registers hold that store plain Latin. */
  readonly foldedKey: string;
}

export type PersonNameRefusal = 'name.missing' | 'name.characters' | 'name.tooLong';

export const personNameNormaliser = 1;

/** In characters, after normalising. */
export const longestName = 128;
const longestRawName = 1024;

const apostrophes = /['`\u00B4\u02B9\u02BB\u02BC\u02C8\u2018\u2019\u201B\u2032]/gu;
const nameText = /^(?:(?=\p{Script=Latin})[\p{Lu}\p{Ll}\p{Lt}][\u0300-\u036F]{0,3}|[ '.-])+$/u;

/** Latin letters with their marks, space, apostrophe, hyphen and dot; look-alikes of other scripts are refused. */
export function parsePersonName(raw: string): Parsed<Normalised<'personName', PersonName>, PersonNameRefusal> {
  if (raw.length > longestRawName) return unparsed('name.tooLong', { maxLength: longestName });
  const display = displayForm(raw);
  if (display === '') return unparsed('name.missing');
  if ([...display].length > longestName) return unparsed('name.tooLong', { maxLength: longestName });
  if (!nameText.test(display) || !/\p{L}/u.test(display)) return unparsed('name.characters');
  const value = { display, exactKey: exactKey(display), foldedKey: foldedKey(display) };
  return parsed({ kind: 'personName', value, raw, normaliser: personNameNormaliser });
}

const displayForm = (raw: string): string =>
  withoutInvisibles(foldWidth(raw))
    .replace(/\p{White_Space}+/gu, ' ')
    .trim()
    .replace(apostrophes, "'")
    .replace(/[\p{Dash_Punctuation}\u2212]/gu, '-')
    .replace(/[\u00D0\u0189]/g, 'Đ') // eth and African d look the same, and no normal form unites them
    .replace(/[\u00F0\u0256]/g, 'đ')
    .normalize('NFC');

/** Twice over upper case, so that letters with a two-letter capital (ß) meet that capital. */
const foldCase = (text: string): string => text.toLowerCase().toUpperCase().toLowerCase();

const toneMarks = /[\u0300\u0301\u0303\u0309\u0323]/g;

const exactKey = (display: string): string =>
  foldCase(display)
    .split(/([ '.-])/)
    .map(toneLast)
    .join('');

/** A Vietnamese syllable has one tone: where it stands is spelling. Words with more tone-like marks are left as they are. */
function toneLast(syllable: string): string {
  const decomposed = syllable.normalize('NFD');
  const tones = decomposed.match(toneMarks) ?? [];
  return tones.length === 1
    ? decomposed.replace(toneMarks, '').normalize('NFC') + tones.join('')
    : syllable.normalize('NFC');
}

const foldedKey = (display: string): string =>
  foldCase(display).normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd');

/** The best tier on which two names are equal. */
export function nameMatch(a: PersonName, b: PersonName): 'exact' | 'folded' | 'different' {
  if (a.exactKey === b.exactKey) return 'exact';
  return a.foldedKey === b.foldedKey ? 'folded' : 'different';
}
