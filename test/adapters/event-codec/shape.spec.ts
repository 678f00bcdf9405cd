import {
  count,
  field,
  flag,
  listOf,
  oneOf,
  optional,
  record,
  someOf,
  text,
} from '../../../src/adapters/event-codec/shape.js';

interface Inner {
  readonly kind: 'a' | 'b';
  readonly tags: readonly string[];
}
interface Outer {
  readonly name: string;
  readonly inner: Inner;
  readonly list: readonly Inner[];
  readonly note?: string;
  readonly answers: Readonly<Partial<Record<'x' | 'y', number>>>;
}
const inner = record<Inner>('Inner', {
  kind: field(oneOf<'a' | 'b'>({ a: true, b: true }), ''),
  tags: field(listOf(text), ''),
});
const outer = record<Outer>('Outer', {
  name: field(text, ''),
  inner: field(inner, ''),
  list: field(listOf(inner), ''),
  note: optional(text, ''),
  answers: field(someOf(oneOf<'x' | 'y'>({ x: true, y: true }), count), ''),
});
const good: Outer = {
  name: 'n',
  inner: { kind: 'a', tags: [] },
  list: [{ kind: 'b', tags: ['t'] }],
  answers: { x: 1 },
};

it('lets pass what is right, and more', () => {
  for (const value of [good, { ...good, note: 'n' }, { ...good, more: {} }, { ...good, answers: { z: 'unknown key' } }])
    expect(outer.problem(value)).toBeUndefined();
});

it.each<readonly [unknown, string]>([
  [null, ': must be an object'],
  [[], ': must be an object'],
  [{ ...good, name: undefined }, '.name: is missing'],
  [{ ...good, name: null }, '.name: must be string'],
  [{ ...good, note: null }, '.note: must be string'],
  [{ ...good, inner: { kind: 'c', tags: [] } }, ".inner.kind: must be 'a' | 'b'"],
  [{ ...good, inner: { kind: 'toString', tags: [] } }, ".inner.kind: must be 'a' | 'b'"],
  [{ ...good, list: {} }, '.list: must be a list'],
  [{ ...good, list: [good.inner, { kind: 'a', tags: ['t', 1] }] }, '.list[1].tags[1]: must be string'],
  [{ ...good, answers: { y: 1.5 } }, '.answers.y: must be whole number'],
  [{ ...good, answers: [] }, '.answers: must be an object'],
])('says where %j is wrong', (value, problem) => {
  expect(outer.problem(value)).toBe(problem);
});

it('writes shapes as the reference shows them', () => {
  expect(listOf(text).text).toBe('string[]');
  expect(listOf(oneOf<'a' | 'b'>({ a: true, b: true })).text).toBe("('a' | 'b')[]");
  expect(listOf(inner).text).toBe('Inner[]');
  expect([flag.text, count.text]).toEqual(['boolean', 'whole number']);
});
