import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = import.meta.dirname;
/** Told by carrier and subject of a certificate, not by item. */
const apart = ['stories.spec.ts', 'certificates.spec.ts', 'soft-token.spec.ts'];
const titles = readdirSync(folder)
  .filter((name) => name.endsWith('.spec.ts') && !apart.includes(name))
  .map((name) => {
    const [, title = ''] =
      /^describe\.each\(storages\)\('([^']+)'/m.exec(readFileSync(join(folder, name), 'utf8')) ?? [];
    return { story: name.replace('.spec.ts', ''), title };
  });

/** `items 1, 2 and 8, codes` -> 1, 2, 8. */
const itemsOf = (title: string): readonly number[] =>
  [...(title.split(/, (?=[a-z])/)[0] ?? '').matchAll(/\d+/g)].map(([item]) => Number(item));

describe('the stories', () => {
  it('are all told over every storage, and say of which item they are', () => {
    expect(titles.filter(({ title }) => !/^items? \d.*, over %s$/.test(title))).toEqual([]);
  });

  it('leave no item of the account’s whole life out', () => {
    const told = new Set(titles.flatMap(({ title }) => itemsOf(title)));
    expect([...told].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('are listed by item in the README beside them', () => {
    const rows = readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^\| (\d+)\. [^|]+\|([^|]+)\|$/gm);
    const listed = [...rows].flatMap(([, item, stories = '']) =>
      [...stories.matchAll(/`([a-z-]+)`/g)].map(([, story]) => `${Number(item)} ${story}`),
    );
    const known = titles.flatMap(({ story, title }) => itemsOf(title).map((item) => `${item} ${story}`));
    expect(listed.toSorted()).toEqual(known.toSorted());
  });
});
