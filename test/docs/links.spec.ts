import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

const pages = (): readonly string[] => [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** Relative links of a page that lead to no file. Links to the web and to places within the page are not looked at. */
const dead = (page: string, text: string): readonly string[] =>
  [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !existsSync(join(root, dirname(page), decodeURIComponent(target))));

describe('links between pages', () => {
  it('lead to files that are there', () => {
    const found = pages().flatMap((page) =>
      dead(page, readFileSync(join(root, page), 'utf8')).map((target) => `${page} → ${target}`),
    );
    expect(pages().length).toBeGreaterThan(20);
    expect(found).toEqual([]);
  });

  it('are seen to be dead where they are', () => {
    expect(dead('docs/README.md', '[a](adr/nothing.md) [b](README.md) [c](https://example.org)')).toEqual([
      'adr/nothing.md',
    ]);
  });
});
