import { fieldsOfInterface } from '../../docs/generate/interface-fields.js';
import { cell, code, testLinks } from '../../docs/generate/markdown.js';
import { testsOf, unknownRuleIds } from '../../docs/generate/rules-page.js';
import { indexTests } from '../../docs/generate/test-index.js';
import type { Rule } from '../../src/domain/kernel/rule.js';
import { codesIn } from './support/codes-in-source.js';

const rule = (id: string): Rule => ({ id, statement: 'It holds.', source: { document: 'design', section: 'Here' } });
const index = (text: string) => indexTests([{ path: 'test/a.spec.ts', text }]);
const titles = (text: string) => index(text).titles.map(({ title }) => title);

describe('the index of tests', () => {
  it('reads titles with the blocks around them', () => {
    const text = "describe('a', () => { describe('b', () => { it('c', () => {}); }); test('d', () => {}); });";
    expect(titles(text)).toEqual(['a › b › c', 'a › d']);
  });

  it('reads template titles and modifiers', () => {
    expect(titles("it(`is ${x} now`, f); it.failing('odd', f); it.each(rows)('has %s', f);")).toEqual([
      'is … now',
      'odd',
      'has %s',
    ]);
  });

  it('reads a table of rules row by row when it is written in place', () => {
    const text = "it.each([['X-ONE', 1], ['X-TWO', 2]] as const)('[%s] counts %i', f); it.each(others)('[%s]', f);";
    expect(titles(text)).toEqual(['[X-ONE] counts 1', '[X-TWO] counts 2', '[%s]']);
  });

  it('reads the cases of a contract, and no other titles', () => {
    const text = "export const c = [{ title: 'appends', run: f }, { title: 'a page' }];";
    expect(titles(text)).toEqual(['appends']);
  });

  it('finds whole literals only, each with its test or block', () => {
    const { placesOf } = index(
      "const t = 'a.b'; describe('x', () => { const u = 'a.b'; it('y', () => { e('a.b', 'a.b.c', `a.b`); }); });",
    );
    expect(placesOf('a.b').map(({ title }) => title)).toEqual(['', 'x', 'x › y', 'x › y']);
    expect(placesOf('b')).toEqual([]);
  });

  it('notices a rule without a test, and a title that names no rule', () => {
    const planted = index("it('[X-ONE] holds', f); it('[X-TYPO] holds', f);");
    expect(testsOf(planted, rule('X-ONE'))).toHaveLength(1);
    expect(testsOf(planted, rule('X-TWO'))).toEqual([]);
    expect(unknownRuleIds(planted, [{ title: 'X', rules: [rule('X-ONE')] }])).toEqual(['X-TYPO in test/a.spec.ts']);
  });
});

describe('the codes of a source file', () => {
  it.each([
    ['a refusal', "return unparsed('x.one', {});"],
    ['either of two', "return rejected(late ? 'x.one' : other);"],
    ['a property', "const entry = { code: 'x.one' };"],
    ['a type', "export type XRefusal = 'x.one' | Other;"],
  ])('are found in %s', (_place, text) => {
    expect([...codesIn('a.ts', text)]).toEqual(['x.one']);
  });

  it('is as far as it is written when the rest is put together', () => {
    expect([...codesIn('a.ts', 'return refuse(`x.${failure}`, {});')]).toEqual(['x.']);
  });

  it.each([
    ['a number’s name', "const path = 'otp.life';"],
    ['another argument', "return unparsed(code, 'x.one');"],
    ['an import', "import { a } from 'x.one';"],
  ])('are not seen in %s', (_place, text) => {
    expect([...codesIn('a.ts', text)]).toEqual([]);
  });
});

describe('the fields of an interface', () => {
  const source = 'interface A {\n/** What it\n * means. */ readonly b: string | null; c?: number }';

  it('are read with their types and doc comments', () => {
    expect(fieldsOfInterface(source, 'A')).toEqual([
      { name: 'b', type: 'string | null', meaning: 'What it means.' },
      { name: 'c', type: 'number', meaning: '' },
    ]);
  });

  it('of no interface are a mistake', () => {
    expect(() => fieldsOfInterface(source, 'B')).toThrow('There is no interface B');
  });
});

describe('markdown', () => {
  it('escapes what would break a table', () => {
    expect(cell('a | b <c> *d* e_f\n g')).toBe('a \\| b &lt;c> \\*d\\* e\\_f g');
    expect(code("'a' | 'b_c'")).toBe("`'a' \\| 'b_c'`");
  });

  it('shows the first few tests of a file', () => {
    const tests = ['one', 'two', 'three', 'four', 'four'].map((title) => ({ file: 'test/a.spec.ts', title }));
    expect(testLinks(tests)).toBe('[test/a.spec.ts](../../test/a.spec.ts): one; two; three; and 1 more');
    expect(testLinks([{ file: 'test/b.spec.ts', title: '' }])).toBe('[test/b.spec.ts](../../test/b.spec.ts)');
  });
});
