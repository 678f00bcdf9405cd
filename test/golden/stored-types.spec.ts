import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { namedShapes, storedTypes, upcastSteps } from '../../src/adapters/event-codec/registry.js';
import { entriesOf, type RecordShape } from '../../src/adapters/event-codec/shape.js';
import { root } from '../architecture/support/repository.js';

/** Field -> what it may hold; a question mark after the name: it may be absent. */
type Fields = Readonly<Record<string, string>>;
type Described = Readonly<Record<string, Fields>>;

const path = join(root, 'test', 'golden', 'stored-types.json');
const described = (shapes: readonly Pick<RecordShape<unknown>, 'text' | 'fields'>[]): Described =>
  Object.fromEntries(
    shapes.map((shape) => [
      shape.text,
      Object.fromEntries(
        entriesOf(shape.fields).map(([key, one]) => [`${key}${one.optional ? '?' : ''}`, one.shape.text]),
      ),
    ]),
  );
const today: Described = described([...storedTypes.map(({ data }) => data), ...namedShapes]);

/**
 * Every stored name and shape there has ever been. Adding is done by running this spec with GOLDEN_RECORD=1; what stands
 * in the file is never taken out, since histories with it exist.
 */
if (process.env.GOLDEN_RECORD === '1') {
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Described) : {};
  const kept = (name: string): Fields | undefined => {
    const [was, is] = [before[name], today[name]];
    return was === undefined || (is !== undefined && breaks(was, is).length === 0) ? is : was;
  };
  const merged = Object.fromEntries(Object.keys({ ...before, ...today }).map((name) => [name, kept(name)]));
  writeFileSync(path, `${JSON.stringify(merged, null, 2)}\n`);
}
const recorded = JSON.parse(readFileSync(path, 'utf8')) as Described;

/** Why histories written under `before` may no longer read under `now`; none: they do. */
export function breaks(before: Fields, now: Fields): readonly string[] {
  const complaints: string[] = [];
  for (const [key, held] of Object.entries(before)) {
    const name = key.replace('?', '');
    const holds = now[name] ?? now[`${name}?`];
    if (holds === undefined) complaints.push(`${name} is gone`);
    else if (!isAsWide(holds, held)) complaints.push(`${name} was ${held} and is ${holds}`);
    else if (key.endsWith('?') && now[name] !== undefined) complaints.push(`${name} was optional`);
  }
  for (const key of Object.keys(now)) {
    const isNew = before[key.replace('?', '')] === undefined && before[`${key.replace('?', '')}?`] === undefined;
    if (isNew && !key.endsWith('?')) complaints.push(`${key} is new and not optional`);
  }
  return complaints;
}

/** A union of texts may get further members. */
function isAsWide(now: string, before: string): boolean {
  if (now === before) return true;
  const members = (text: string): ReadonlySet<string> | undefined =>
    /^\(?'/.test(text) ? new Set(text.match(/'[^']*'/g)) : undefined;
  const [wide, narrow] = [members(now), members(before)];
  return wide !== undefined && narrow !== undefined && [...narrow].every((member) => wide.has(member));
}

it('nothing that was ever stored is unknown today', () => {
  const readable = new Set([...Object.keys(today), ...upcastSteps.map(({ from }) => from)]);
  expect(Object.keys(recorded).filter((name) => !readable.has(name))).toEqual([]);
});

it('what was stored under a name still reads under that name', () => {
  const complaints = Object.entries(recorded).flatMap(([name, fields]) =>
    today[name] === undefined ? [] : breaks(fields, today[name]).map((complaint) => `${name}: ${complaint}`),
  );
  expect(complaints).toEqual([]);
});

it('what is stored today is recorded', () => {
  expect(Object.keys(today).filter((name) => JSON.stringify(today[name]) !== JSON.stringify(recorded[name]))).toEqual(
    [],
  );
});

describe('catches', () => {
  const before: Fields = { id: 'string', 'note?': 'string', kind: "'a' | 'b'", kinds: "('a' | 'b')[]" };

  it.each<readonly [string, Fields, readonly string[]]>([
    ['a field that is gone', { 'note?': 'string', kind: before.kind!, kinds: before.kinds! }, ['id is gone']],
    ['a renamed field', { ...before, 'note?': 'string', id2: 'string' }, ['id2 is new and not optional']],
    ['another type', { ...before, id: 'instant' }, ['id was string and is instant']],
    ['a narrower union', { ...before, kind: "'a'" }, ["kind was 'a' | 'b' and is 'a'"]],
    [
      'an optional field that became needed',
      { id: 'string', note: 'string', kind: before.kind!, kinds: before.kinds! },
      ['note was optional'],
    ],
  ])('%s', (_what, now, complaints) => {
    expect(breaks(before, now)).toEqual(complaints);
  });

  it('but lets a union grow, and an optional field come', () => {
    const now = { ...before, kind: "'a' | 'b' | 'c'", kinds: "('c' | 'a' | 'b')[]", 'more?': 'string' };
    expect(breaks(before, now)).toEqual([]);
  });
});
