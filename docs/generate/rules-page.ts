import type { RuleArea } from '../../src/application/reference/all-rules.js';
import { type Rule, sourceDocuments } from '../../src/domain/kernel/rule.js';
import { cell, code, page, table, testLinks } from './markdown.js';
import type { TestIndex, TestTitle } from './test-index.js';

/** The tests that carry the rule's id in their title. */
export const testsOf = (tests: TestIndex, rule: Rule): readonly TestTitle[] =>
  tests.titles.filter(({ title }) => title.includes(`[${rule.id}]`));

/** Upper-case words in brackets that are no rule: a slip of the pen in a title. */
export function unknownRuleIds(tests: TestIndex, areas: readonly RuleArea[]): readonly string[] {
  const known = new Set(areas.flatMap(({ rules }) => rules.map(({ id }) => id)));
  return tests.titles.flatMap(({ file, title }) =>
    [...title.matchAll(/\[([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)\]/g)]
      .map((match) => match[1] ?? '')
      .filter((id) => !known.has(id))
      .map((id) => `${id} in ${file}`),
  );
}

export function rulesPage(areas: readonly RuleArea[], tests: TestIndex): string {
  const count = areas.reduce((sum, { rules }) => sum + rules.length, 0);
  return page('Rules', [
    `The ${count} rules that the code keeps, each with the document it comes from and the tests that carry its id in their titles.`,
    '## Source documents',
    table(
      ['key', 'title'],
      Object.values(sourceDocuments).map(({ key, title }) => [code(key), cell(title)]),
    ),
    ...areas.flatMap(({ title, rules }) => [
      `## ${title}`,
      table(
        ['id', 'rule', 'source', 'shown by'],
        rules.map((rule) => [
          code(rule.id),
          cell(rule.statement),
          `${code(rule.source.document)} ${cell(sourceDocuments[rule.source.document].title)}: ${cell(rule.source.section)}`,
          testLinks(testsOf(tests, rule)),
        ]),
      ),
    ]),
  ]);
}
