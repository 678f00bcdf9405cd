import ts from 'typescript';
import { filesUnder } from '../../../docs/generate/source-files.js';
import { describeError, errorCatalogue } from '../../../src/application/errors/catalogue.js';
import { root } from '../../architecture/support/repository.js';

/** Functions of this code base that take a code first, and answer with it. */
const answering = new Set(['refuse', 'notAvailable', 'rejected', 'refused', 'unparsed']);
const isCode = (text: string): boolean => /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/.test(text);

interface Found {
  /** Literals that are answered with. */
  readonly answered: Set<string>;
  /** What templates begin with that are answered with: `signing.` of `signing.${failure}`. */
  readonly prefixes: Set<string>;
  /** Every literal that reads like a code, wherever it stands. */
  readonly literals: Set<string>;
}

/** What a source text can answer with. */
function codesOf(text: string): Found {
  const found: Found = { answered: new Set(), prefixes: new Set(), literals: new Set() };
  const answersWith = (node: ts.Expression): void => {
    if (ts.isStringLiteralLike(node)) found.answered.add(node.text);
    else if (ts.isTemplateExpression(node)) found.prefixes.add(node.head.text);
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(answersWith);
    else if (ts.isBinaryExpression(node)) [node.left, node.right].forEach(answersWith);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && isCode(node.text)) found.literals.add(node.text);
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && answering.has(node.expression.text)) {
      const [first] = node.arguments;
      if (first !== undefined) answersWith(first);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.ts', text, ts.ScriptTarget.ES2023, true));
  return found;
}

const sources = filesUnder(root, 'src', '.ts').filter(({ path }) => !path.endsWith('.errors.ts'));
const all = sources.map(({ text }) => codesOf(text));
const gather = (part: keyof Found): readonly string[] => [...new Set(all.flatMap((one) => [...one[part]]))].sort();

describe('the catalogue of errors', () => {
  const codes = [...errorCatalogue.keys()];

  it('has an entry for every code that the source answers with', () => {
    expect(gather('answered').filter((code) => isCode(code) && !errorCatalogue.has(code))).toEqual([]);
  });

  it('has an entry for every kind of code that the source puts together', () => {
    const prefixes = gather('prefixes').filter((prefix) => /^[a-z][A-Za-z0-9.]*\.$/.test(prefix));
    expect(prefixes).toEqual(expect.arrayContaining(['eid.', 'signing.', 'unavailable.']));
    expect(prefixes.filter((prefix) => !codes.some((code) => code.startsWith(prefix)))).toEqual([]);
  });

  it('has no entry that nothing answers with', () => {
    const literals = new Set(gather('literals'));
    const prefixes = gather('prefixes');
    const unused = codes.filter(
      (code) => !literals.has(code) && !prefixes.some((prefix) => prefix !== '' && code.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });

  it('tells the public neither a code nor an English word where Vietnamese is due', () => {
    for (const [code, { vi }] of errorCatalogue) {
      expect([code, vi]).not.toEqual([code, expect.stringContaining(code)]);
      expect([code, vi]).toEqual([code, expect.stringMatching(/[\u0300-\u036f\u1ea0-\u1ef9àáâãèéêìíòóôõùúýăđĩũơư]/i)]);
    }
  });
});

describe('codes in a source text', () => {
  it('are read from every way of answering', () => {
    const { answered, prefixes } = codesOf(
      "refuse('a.b'); notAvailable(late ? 'a.c' : 'a.d', 1); rejected(code ?? 'a.e'); unparsed(`f.${g}`); other('a.z');",
    );
    expect([...answered]).toEqual(['a.b', 'a.c', 'a.d', 'a.e']);
    expect([...prefixes]).toEqual(['f.']);
  });

  it('are literals wherever they stand, but for what is no code', () => {
    expect([...codesOf("const x = ['a.b', 'A.b', 'a', 'a b.c', './a.js'];").literals]).toEqual(['a.b']);
  });
});

describe('what is told of a code', () => {
  it.each([
    ['captcha.wrong', 'invalid'],
    ['login.invalidCredentials', 'unauthenticated'],
    ['registration.pending', 'pending'],
    ['login.tooManyAttempts', 'busy'],
    ['registration.officerOnly', 'forbidden'],
    ['unavailable.readModels', 'unavailable'],
    ['unavailable.aPortOfTheHost', 'unavailable'],
    ['no.suchCode', 'bug'],
  ] as const)('%s is %s', (code, kind) => {
    expect(describeError(code)).toMatchObject({ code, kind });
  });
});
