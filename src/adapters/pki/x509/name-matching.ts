/** Characters that RFC 4518 §2.2 maps to nothing; other controls go the same way. */
const invisible = /\u00ad|\u034f|\u1806|[\u180b-\u180d]|\u200b|[\ufe00-\ufe0f]|\ufffc|\p{Cc}|\p{Cf}/gu;
const blank = /[\t\n\v\f\r\u0085\p{Zs}\p{Zl}\p{Zp}]/gu;

/**
 * A string as RFC 5280 §7.1 compares it, whatever its string type: prepared after RFC 4518, lower-cased, with outer
 * white space gone and inner runs of it as one space. Letters of different scripts stay different.
 */
export const preparedForMatching = (value: string): string =>
  value
    .replaceAll(blank, ' ')
    .replaceAll(invisible, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll(/ +/g, ' ')
    .trim();
