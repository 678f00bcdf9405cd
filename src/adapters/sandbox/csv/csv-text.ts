/** One record of a file, with the line it begins on; the header is line 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvTextProblem {
  readonly line: number;
  readonly reason: 'quoteNotClosed' | 'textAfterQuote' | 'quoteInsideCell';
}

export type CsvTextRead =
  | { readonly ok: true; readonly records: readonly CsvRecord[] }
  | { readonly ok: false; readonly problem: CsvTextProblem };

const byteOrderMark = '\uFEFF';

/**
 * RFC 4180, strictly: commas, cells in quotes when they hold a comma, a quote (doubled) or a line break; lines end in CRLF,
 * LF or CR. A byte-order mark before it is skipped, and so are empty lines. What is not CSV is a problem, never a guess.
 */
export function readCsvText(text: string): CsvTextRead {
  const source = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const records: CsvRecord[] = [];
  let at = 0;
  let line = 1;
  while (at < source.length) {
    const beginsOn = line;
    const cells: string[] = [];
    for (;;) {
      const cell = source[at] === '"' ? quotedCell(source, at) : plainCell(source, at);
      if ('reason' in cell) return { ok: false, problem: { line, reason: cell.reason } };
      cells.push(cell.value);
      line += cell.lines;
      at = cell.end;
      if (source[at] !== ',') break;
      at += 1;
    }
    if (cells.length > 1 || cells[0] !== '') records.push({ line: beginsOn, cells });
    if (source[at] === '\r' && source[at + 1] === '\n') at += 1;
    at += 1;
    line += 1;
  }
  return { ok: true, records };
}

type Cell =
  | { readonly value: string; readonly end: number; readonly lines: number }
  | { readonly reason: CsvTextProblem['reason'] };

const plain = /[^,"\r\n]*/y;

function plainCell(source: string, start: number): Cell {
  plain.lastIndex = start;
  const value = plain.exec(source)?.[0] ?? '';
  const end = start + value.length;
  return source[end] === '"' ? { reason: 'quoteInsideCell' } : { value, end, lines: 0 };
}

function quotedCell(source: string, start: number): Cell {
  let close = source.indexOf('"', start + 1);
  while (close >= 0 && source[close + 1] === '"') close = source.indexOf('"', close + 2);
  if (close < 0) return { reason: 'quoteNotClosed' };
  const end = close + 1;
  if (end < source.length && !/[,\r\n]/.test(source.charAt(end))) return { reason: 'textAfterQuote' };
  const inside = source.slice(start + 1, close);
  return { value: inside.replaceAll('""', '"'), end, lines: inside.split(/\r\n|\r|\n/).length - 1 };
}

const needsQuotes = /[",\r\n]|^\s|\s$/;
const writeCell = (cell: string): string => (needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** With a byte-order mark and CRLF, so that spreadsheets read the accents. */
export const writeCsvText = (records: readonly (readonly string[])[]): string =>
  byteOrderMark + records.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('');
