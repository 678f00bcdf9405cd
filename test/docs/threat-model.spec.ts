import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../architecture/support/repository.js';

const page = join('docs', 'explanation', 'threat-model.md');
const links = [...readFileSync(join(root, page), 'utf8').matchAll(/\[([^\]]+)\]\((\S+\.spec\.ts)\)/g)].map(
  ([, title = '', file = '']) => [title, join(dirname(page), file)] as const,
);

describe('the threat model', () => {
  it('names a test for every attack', () => {
    expect(links.length).toBeGreaterThan(25);
    const attackers = links.filter(([, file]) => file.includes('attackers'));
    expect(new Set(attackers.map(([, file]) => file)).size).toBe(6);
  });

  it.each(links)('shows by a test that is there: %s', (title, file) => {
    expect(readFileSync(join(root, file), 'utf8')).toContain(title);
  });
});
