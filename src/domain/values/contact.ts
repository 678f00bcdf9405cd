import { parsed, type Parsed, unparsed } from '../kernel/refusal.js';
import { parsePhone } from './phone.js';
import { compactIdentifier } from './text.js';

export type ContactRefusal = 'contact.phoneFormat' | 'contact.addressFormat';

/** In characters. */
export const longestAddressLine = 300;
const landline = /^(?:\+84|0084|84|0)(2\d{8,9})$/;

/** A phone that people call: a mobile one, or a landline of Vietnam. It receives no codes. E.164. */
export function parseContactPhone(raw: string): Parsed<string, 'contact.phoneFormat'> {
  const mobile = parsePhone(raw);
  if (mobile.ok) return parsed(mobile.value.value);
  const national = landline.exec(compactIdentifier(raw)?.replace(/[()]/g, '') ?? '')?.[1];
  return national === undefined ? unparsed('contact.phoneFormat') : parsed(`+84${national}`);
}

/** One line of text, NFC, white space made single. */
export function parseAddress(raw: string): Parsed<string, 'contact.addressFormat'> {
  const refused = unparsed('contact.addressFormat', { maxLength: longestAddressLine });
  if (raw.length > 4 * longestAddressLine) return refused;
  const text = raw.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const isWrong = text === '' || [...text].length > longestAddressLine || /[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/u.test(text);
  return isWrong ? refused : parsed(text);
}
