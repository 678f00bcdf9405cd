import type { Parsed, Refusal } from '../../../domain/kernel/refusal.js';

/** What is wrong with one cell. `refusal` says what a parser of the domain had against it. */
export interface CellProblem {
  readonly field: string;
  readonly reason: 'missing' | 'unreadable' | 'contradicts';
  readonly refusal?: Refusal;
  /** What would have been right, for a person to read. */
  readonly expected?: string;
}

/** In a cell: "nothing here", where an empty cell means "as the person". */
export const absent = '-';

type Row = Readonly<Record<string, string | undefined>>;
/** A parser of the domain, or one of the sandbox's own that says what it expects. */
export type CellParser<T> = (raw: string) => Parsed<T> | { readonly ok: false; readonly expected: string };

/** Reads the cells of one row and gathers every problem, so that a person sees all of them at once. */
export class Cells {
  readonly problems: CellProblem[] = [];

  constructor(private readonly row: Row) {}

  text(field: string): string | undefined {
    const text = (this.row[field] ?? '').trim();
    return text === '' || text === absent ? undefined : text;
  }

  isAbsent(field: string): boolean {
    return this.row[field]?.trim() === absent;
  }

  required<T>(field: string, parser: CellParser<T>): T | undefined {
    if (this.text(field) !== undefined) return this.optional(field, parser);
    this.problems.push({ field, reason: 'missing' });
    return undefined;
  }

  optional<T>(field: string, parser: CellParser<T>): T | undefined {
    const text = this.text(field);
    return text === undefined ? undefined : this.read(field, text, parser);
  }

  /** Several values in one cell, between semicolons. */
  list<T>(field: string, parser: CellParser<T>): readonly T[] {
    const texts = (this.text(field) ?? '').split(';').map((text) => text.trim());
    return texts.flatMap((text) => (text === '' ? [] : (this.read(field, text, parser) ?? [])));
  }

  choice<T>(field: string, choices: Readonly<Record<string, T>>, whenEmpty: T): T {
    const text = this.text(field);
    if (text === undefined) return whenEmpty;
    const word = text.normalize('NFC').toLowerCase();
    if (Object.hasOwn(choices, word)) return choices[word] as T;
    this.problems.push({ field, reason: 'unreadable', expected: Object.keys(choices).join(' | ') });
    return whenEmpty;
  }

  yes(field: string, whenEmpty: boolean): boolean {
    return this.choice(field, { yes: true, no: false }, whenEmpty);
  }

  contradiction(field: string, expected: string): void {
    this.problems.push({ field, reason: 'contradicts', expected });
  }

  private read<T>(field: string, text: string, parser: CellParser<T>): T | undefined {
    const read = parser(text);
    if (read.ok) return read.value;
    this.problems.push({
      field,
      reason: 'unreadable',
      ...('refusal' in read ? { refusal: read.refusal } : { expected: read.expected }),
    });
    return undefined;
  }
}

export type RowRead<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly CellProblem[] };
