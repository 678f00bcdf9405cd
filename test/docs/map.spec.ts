import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxOfficers } from '../../src/infrastructure/sandbox-staff.js';
import { root } from '../architecture/support/repository.js';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Pages of `docs/` that the map has no link to. Decisions are read by number: their folder is their list. */
const unlinked = (map: string, pages: readonly string[]): readonly string[] =>
  pages.filter((page) => page !== 'README.md' && !page.startsWith('adr/') && !map.includes(`](${page})`));

describe('the map of the documentation', () => {
  it('links every page', () => {
    const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => name.endsWith('.md'));
    expect(pages.length).toBeGreaterThan(20);
    expect(unlinked(read('docs/README.md'), pages)).toEqual([]);
  });

  it('is seen to miss one', () => {
    const pages = ['README.md', 'adr/0001-a.md', 'guides/a.md', 'guides/b.md'];
    expect(unlinked('[a](guides/a.md)', pages)).toEqual(['guides/b.md']);
  });
});

describe('the guide to the sandbox', () => {
  it('names the token and role of every officer', () => {
    const guide = read('docs/guides/sandbox.md').replaceAll(/ +/g, ' ');
    for (const [token, { officer, role }] of Object.entries(sandboxOfficers))
      expect(guide).toContain(`| \`${token}\` | ${officer} | \`${role}\` |`);
  });
});
