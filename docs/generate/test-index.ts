import ts from 'typescript';
import type { SourceFile } from './source-files.js';

/** One test, by the words it is written with. */
export interface TestTitle {
  readonly file: string;
  /** With the titles of the blocks around it; empty outside of all. */
  readonly title: string;
}

export interface TestIndex {
  readonly titles: readonly TestTitle[];
  /** Where this text stands as a whole quoted literal: the test, or the block whose tests share it. */
  placesOf(literal: string): readonly TestTitle[];
}

/**
 * What the tests say: every title of a spec, every `title` of a contract case, and every quoted literal. Read from the
 * text, so that no test has to run. Titles of `it.each` with `[%s]` are read once for each row written in place.
 */
export function indexTests(files: readonly SourceFile[]): TestIndex {
  const titles: TestTitle[] = [];
  const places = new Map<string, TestTitle[]>();

  for (const { path: file, text } of files) {
    const visit = (node: ts.Node, around: readonly string[]): void => {
      if (ts.isStringLiteralLike(node)) {
        const found = places.get(node.text) ?? [];
        places.set(node.text, [...found, { file, title: around.join(' › ') }]);
      }
      const named = namesOf(node);
      if (named?.kind === 'test')
        for (const title of named.titles) titles.push({ file, title: [...around, title].join(' › ') });
      const inside = named === undefined ? around : [...around, named.written];
      ts.forEachChild(node, (child) => visit(child, inside));
    };
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2023), []);
  }
  return { titles, placesOf: (literal) => places.get(literal) ?? [] };
}

interface Named {
  readonly kind: 'block' | 'test';
  /** As it stands in the file. */
  readonly written: string;
  /** As it runs: several for a table whose first column is the rule. */
  readonly titles: readonly string[];
}

function namesOf(node: ts.Node): Named | undefined {
  if (ts.isObjectLiteralExpression(node)) return caseOfContract(node);
  if (!ts.isCallExpression(node) || node.arguments[0] === undefined) return undefined;
  const called = testFunction(node.expression);
  const written = textOf(node.arguments[0]);
  if (called === undefined || written === undefined) return undefined;
  const titles = written.includes('[%s]') ? titlesOfRows(written, node.expression) : [written];
  return { kind: called === 'describe' ? 'block' : 'test', written, titles };
}

/** `{ title, run }`: a case of a contract suite. */
function caseOfContract({ properties }: ts.ObjectLiteralExpression): Named | undefined {
  const isNamed = (name: string) => (property: ts.ObjectLiteralElementLike) =>
    property.name !== undefined && ts.isIdentifier(property.name) && property.name.text === name;
  const title = properties.find(isNamed('title'));
  if (title === undefined || !ts.isPropertyAssignment(title) || !properties.some(isNamed('run'))) return undefined;
  const written = textOf(title.initializer);
  return written === undefined ? undefined : { kind: 'test', written, titles: [written] };
}

/** `it`, `test` or `describe`, whatever modifier or table follows. */
function testFunction(callee: ts.Expression): string | undefined {
  if (ts.isIdentifier(callee)) return ['it', 'test', 'describe'].includes(callee.text) ? callee.text : undefined;
  if (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee)) return testFunction(callee.expression);
  return undefined;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}

function titlesOfRows(title: string, callee: ts.Expression): readonly string[] {
  const given = ts.isCallExpression(callee) ? callee.arguments[0] : undefined;
  const rows = given !== undefined && ts.isAsExpression(given) ? given.expression : given;
  if (rows === undefined || !ts.isArrayLiteralExpression(rows)) return [title];
  return rows.elements.map((row) => {
    const cells = ts.isArrayLiteralExpression(row) ? [...row.elements] : [row];
    return title.replaceAll(/%[sdi]/g, (hole) => {
      const next = cells.shift();
      return (next === undefined ? undefined : ts.isNumericLiteral(next) ? next.text : textOf(next)) ?? hole;
    });
  });
}
