const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/**
 * How many cells a terminal gives a text. Vietnamese letters with two marks (`ệ`) are one cell however they are composed;
 * wide East Asian characters do not occur in names that the domain accepts.
 */
export const widthOf = (text: string): number => [...graphemes.segment(text.normalize('NFC'))].length;

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** A text that cannot move the cursor, change colours or start a new line of the table. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');

/** Columns aligned by what is seen; the last one is not filled up. */
export function textTable(
  headings: readonly (readonly string[])[],
  rows: readonly (readonly string[])[],
  gap = '  ',
): string {
  const all = [...headings, ...rows].map((row) => row.map(plain));
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join(gap)
      .trimEnd();
  const last = widths.length - 1;
  const rule = widths.map((width, column) => '─'.repeat(column === last ? Math.min(width, 40) : width)).join(gap);
  return [...all.slice(0, headings.length).map(line), rule, ...all.slice(headings.length).map(line)]
    .map((text) => `${text}\n`)
    .join('');
}
