import type { CaseResult } from './result.js';

const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : value.toLocaleString('en', { maximumSignificantDigits: 3 });

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return `\n${[line(head), rule, ...rows.map(line)].join('\n')}\n`;
}

export function resultTable(results: readonly CaseResult[]): string {
  const rows = results.flatMap(({ rows: measured, peakMiB }) =>
    measured.map((row) => [
      row.what,
      `${figure(row.value)} ${row.unit}`,
      `${figure(row.floor.value)} ${row.floor.unit}`,
      row.floor.what,
      figure(row.ratio),
      row.target === undefined ? '' : `≥ ${row.target} ${row.ratio >= row.target ? 'met' : 'MISSED'}`,
      `${figure(peakMiB)} MiB`,
    ]),
  );
  return table(['what', 'measured', 'floor', 'floor is', 'ratio', 'promise', 'peak memory'], rows);
}

export interface MeasuredSize {
  readonly events: number;
  readonly result: CaseResult;
}

export function growthTable(growth: readonly MeasuredSize[]): string {
  const first = growth[0]?.result.rows ?? [];
  const rows = first.map((row) => [
    row.what.replace(/ \(log of .*\)$/, ''),
    ...growth.map(({ result }) => {
      const same = result.rows.find((one) => one.id === row.id);
      return same === undefined ? '' : `${figure(same.value)} (${figure(same.ratio)})`;
    }),
  ]);
  rows.push(['peak memory', ...growth.map(({ result }) => `${figure(result.peakMiB)} MiB`)]);
  return table(
    ['a second (ratio to its floor)', ...growth.map(({ events }) => `${events.toLocaleString('en')} events`)],
    rows,
  );
}

/** The same workloads over several stores: a second, and in brackets how much of the store's own limit that is. */
export function storesTable(stores: readonly CaseResult[]): string {
  const first = stores[0]?.rows ?? [];
  const rows = first.map((row) => [
    row.what,
    ...stores.map(({ rows: measured }) => {
      const same = measured.find(({ id }) => id === row.id);
      return same === undefined ? '' : `${figure(same.value)} (${figure(same.ratio)})`;
    }),
  ]);
  return table(['a second (ratio to its limit)', ...stores.map(({ name }) => name)], rows);
}
