import type { RowRead } from '../population/cells.js';
import type { Conflict } from '../population/conflicts.js';
import type { CsvProblem } from './csv-problem.js';
import { readCsvText, writeCsvText, type CsvRecord } from './csv-text.js';

/** A kind of file: its columns, and how a row becomes a value and back. */
export interface CsvTable<Field extends string, Value extends { readonly handle: string }> {
  readonly fields: readonly Field[];
  readonly required: readonly Field[];
  read(row: Readonly<Partial<Record<Field, string>>>): RowRead<Value>;
  write(value: Value): Readonly<Record<Field, string>>;
  conflicts(values: readonly Value[]): readonly Conflict[];
}

export type CsvRead<Value> =
  | { readonly ok: true; readonly values: readonly Value[] }
  | { readonly ok: false; readonly problems: readonly CsvProblem[] };

/** `carrierBirthDate` is written `carrier_birth_date`. */
export const columnName = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const writeTable = <Field extends string, Value extends { readonly handle: string }>(
  table: CsvTable<Field, Value>,
  values: readonly Value[],
): string =>
  writeCsvText([
    table.fields.map(columnName),
    ...values.map((value) => {
      const row = table.write(value);
      return table.fields.map((field) => row[field]);
    }),
  ]);

/**
 * All rows, or every problem of the file; never a part of it. Rows may not conflict with each other nor with those
 * `beside` them, except that a row takes the place of the one with its handle.
 */
export function readTable<Field extends string, Value extends { readonly handle: string }>(
  table: CsvTable<Field, Value>,
  text: string,
  beside: readonly Value[],
): CsvRead<Value> {
  const csv = readCsvText(text);
  if (!csv.ok) return { ok: false, problems: [csv.problem] };
  const [header, ...records] = csv.records;
  if (header === undefined) return { ok: false, problems: [{ line: 1, reason: 'empty' }] };
  const wrongHeader = headerProblems(table, header);
  if (wrongHeader.length > 0) return { ok: false, problems: wrongHeader };
  const columns = header.cells.map((cell) => fieldOf(table, cell));
  const rows = records.map((record) => ({ record, read: readRecord(table, columns, record) }));
  const problems = rows.flatMap(({ read }) => (read.ok ? [] : read.problems));
  if (problems.length > 0) return { ok: false, problems };
  const values = rows.flatMap(({ read }) => (read.ok ? [read.value] : []));
  const handles = new Set(values.map(({ handle }) => handle));
  const others = beside.filter(({ handle }) => !handles.has(handle));
  const conflicts = table.conflicts([...others, ...values]);
  if (conflicts.length === 0) return { ok: true, values };
  const lines = new Map(values.map(({ handle }, at) => [handle, records[at]?.line ?? 0]));
  return { ok: false, problems: conflicts.map((conflict) => conflictProblem(conflict, lines)) };
}

const conflictProblem = (conflict: Conflict, lines: ReadonlyMap<string, number>): CsvProblem => ({
  line: lines.get(conflict.handle) ?? 0,
  column: columnName(conflict.field),
  reason: 'conflict',
  expected: conflict.with,
});

function fieldOf<Field extends string>(table: { readonly fields: readonly Field[] }, cell: string): Field | undefined {
  const name = cell.trim().toLowerCase();
  return table.fields.find((field) => columnName(field) === name);
}

function headerProblems<Field extends string>(
  table: { readonly fields: readonly Field[]; readonly required: readonly Field[] },
  { line, cells }: CsvRecord,
): readonly CsvProblem[] {
  if (cells.length === 1 && /[;\t]/.test(cells[0] ?? '')) return [{ line, reason: 'separator' }];
  const fields = cells.map((cell) => fieldOf(table, cell));
  return [
    ...cells.flatMap((cell, at): readonly CsvProblem[] => {
      const field = fields[at];
      if (field === undefined) return [{ line, column: cell.trim(), reason: 'unknownColumn' }];
      return fields.indexOf(field) < at ? [{ line, column: columnName(field), reason: 'repeatedColumn' }] : [];
    }),
    ...table.required
      .filter((field) => !fields.includes(field))
      .map((field): CsvProblem => ({ line, column: columnName(field), reason: 'missingColumn' })),
  ];
}

function readRecord<Field extends string, Value extends { readonly handle: string }>(
  table: CsvTable<Field, Value>,
  columns: readonly (Field | undefined)[],
  { line, cells }: CsvRecord,
): { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problems: readonly CsvProblem[] } {
  if (cells.length !== columns.length) {
    return { ok: false, problems: [{ line, reason: 'cells', expected: String(columns.length) }] };
  }
  const entries = columns.map((field, at): [string, string] => [field ?? '', cells[at] ?? '']);
  const read = table.read(Object.fromEntries(entries) as Partial<Record<Field, string>>);
  if (read.ok) return read;
  return {
    ok: false,
    problems: read.problems.map(({ field, ...problem }) => ({ line, column: columnName(field), ...problem })),
  };
}
