import type { ErrorKind } from '../../src/application/errors/catalogue-entry.js';
import type { ErrorArea } from '../../src/application/errors/catalogue.js';
import { cell, code, page, table, testLinks } from './markdown.js';
import type { TestIndex } from './test-index.js';

const kinds: Readonly<Record<ErrorKind, string>> = {
  invalid: 'the input itself is wrong; sending it again is pointless',
  refused: 'understood, and not allowed by a rule',
  unauthenticated: 'nobody is logged in, or not strongly or recently enough',
  forbidden: 'the caller may not do this',
  notFound: 'there is no such thing',
  conflict: 'someone else changed it first; read again',
  pending: 'not decided yet; ask again',
  busy: 'too much or too fast; retry after the time given',
  unavailable: 'a counterparty or a store did not answer; nothing was decided',
  corrupt: 'stored history cannot be read',
  bug: 'ours',
};

export function errorsPage(areas: readonly ErrorArea[], tests: TestIndex): string {
  const count = areas.reduce((sum, { entries }) => sum + entries.length, 0);
  return page('Errors', [
    `The ${count} codes that a caller may meet, each with what the public is told and the tests that produce it. A code never changes its meaning.`,
    '## Kinds',
    table(
      ['kind', 'meaning'],
      Object.entries(kinds).map(([kind, meaning]) => [code(kind), meaning]),
    ),
    ...areas.flatMap(({ title, entries }) => [
      `## ${title}`,
      table(
        ['code', 'kind', 'Vietnamese', 'English', 'produced by'],
        entries.map((entry) => [
          code(entry.code),
          entry.kind,
          cell(entry.vi),
          cell(entry.en),
          testLinks(tests.placesOf(entry.code)),
        ]),
      ),
    ]),
  ]);
}
