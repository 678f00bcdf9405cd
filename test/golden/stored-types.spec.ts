import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { namedShapes, storedTypes, upcastSteps } from '../../src/adapters/event-codec/registry.js';
import { entriesOf, type RecordShape } from '../../src/adapters/event-codec/shape.js';
import { root } from '../architecture/support/repository.js';
import { breaks, type Fields } from './compatible.js';

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

it('every stored type is announced in the changelog', () => {
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  expect(storedTypes.map(({ name }) => name).filter((name) => !changelog.includes(`\`${name}\``))).toEqual([]);
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
    const map = (keys: string): Fields => ({ ...before, map: `{ [${keys}]?: 'x' }` });
    const now = { ...map("'k' | 'l'"), kind: "'a' | 'b' | 'c'", kinds: "('c' | 'a' | 'b')[]", 'more?': 'string' };
    expect(breaks(map("'l'"), now)).toEqual([]);
    expect(breaks(now, map("'l'"))).not.toEqual([]);
  });
});
