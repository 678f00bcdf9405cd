/** The longest text that a parser of a short identifier reads, in UTF-16 units; anything longer is refused unread. */
export const longestIdentifierText = 128;

/** Full-width ASCII (as input methods of East Asia type it) to ASCII; everything else is left alone. */
export const foldWidth = (text: string): string =>
  text.replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

/** Removes what cannot be seen: zero-width characters, byte-order marks, soft hyphens, direction marks. */
export const withoutInvisibles = (text: string): string => text.replace(/\p{Default_Ignorable_Code_Point}/gu, '');

/**
 * An identifier without what people type between its characters: white space of every kind, dots, dashes of every
 * kind, invisible characters; full-width characters become plain ones. `undefined`: too long to be an identifier.
 */
export function compactIdentifier(raw: string): string | undefined {
  if (raw.length > longestIdentifierText) return undefined;
  return withoutInvisibles(foldWidth(raw)).replace(/[\p{White_Space}\p{Dash_Punctuation}\u2212.]/gu, '');
}

/** The compact text when it is exactly so many ASCII digits, else `undefined`. Digits of other scripts are not digits. */
export function compactDigits(raw: string, length: number): string | undefined {
  const text = compactIdentifier(raw);
  return text !== undefined && text.length === length && isDigits(text) ? text : undefined;
}

export const isDigits = (text: string): boolean => /^[0-9]+$/.test(text);
