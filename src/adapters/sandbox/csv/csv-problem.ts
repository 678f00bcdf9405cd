import type { Refusal } from '../../../domain/kernel/refusal.js';

/** What is wrong in a file, and where. */
export interface CsvProblem {
  /** The line its record begins on; the header is line 1. */
  readonly line: number;
  /** The column's name as the header writes it. */
  readonly column?: string;
  readonly reason:
    | 'empty'
    | 'quoteNotClosed'
    | 'textAfterQuote'
    | 'quoteInsideCell'
    | 'separator'
    | 'unknownColumn'
    | 'repeatedColumn'
    | 'missingColumn'
    | 'cells'
    | 'missing'
    | 'unreadable'
    | 'contradicts'
    | 'conflict';
  /** What would have been right, or with whom a row conflicts. */
  readonly expected?: string;
  /** What a parser of the domain had against the cell. */
  readonly refusal?: Refusal;
}

const sentences: Readonly<Record<CsvProblem['reason'], string>> = {
  empty: 'the file has no header',
  quoteNotClosed: 'a quote is opened and never closed',
  textAfterQuote: 'text follows a closing quote',
  quoteInsideCell: 'a quote stands inside a cell that is not quoted (write it twice, and quote the cell)',
  separator: 'cells are separated by commas',
  unknownColumn: 'this column is not known',
  repeatedColumn: 'this column is there twice',
  missingColumn: 'this column is needed',
  cells: 'the row has not as many cells as the header',
  missing: 'this cell may not be empty',
  unreadable: 'this cell cannot be read',
  contradicts: 'this cell contradicts the personal number',
  conflict: 'somebody else has this already',
};

/** For a terminal: `line 7, personal_number: this cell cannot be read (identifier.personalNumber.format)`. */
export function describeCsvProblem({ line, column, reason, expected, refusal }: CsvProblem): string {
  const where = column === undefined ? `line ${line}` : `line ${line}, ${column}`;
  const detail = [refusal?.code, expected].filter((one) => one !== undefined).join(': ');
  return `${where}: ${sentences[reason]}${detail === '' ? '' : ` (${detail})`}`;
}

/** Thrown where a file must be good to go on; nothing of it was loaded. */
export class SandboxCsvError extends Error {
  constructor(readonly problems: readonly CsvProblem[]) {
    const shown = problems.slice(0, 10).map(describeCsvProblem);
    const more = problems.length > shown.length ? [`… and ${problems.length - shown.length} more`] : [];
    super(['The CSV of the sandbox cannot be loaded.', ...shown, ...more].join('\n  '));
    this.name = 'SandboxCsvError';
  }
}
