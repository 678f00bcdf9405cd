import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../architecture/support/repository.js';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');

const blocks = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, block = '']) => block);

describe('the README', () => {
  it('is in the order of its readers', () => {
    expect([...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
      'Quickstart',
      'In your own service',
      'Who you are, where to go',
      'Install',
      'Guarantees',
      'What is not guaranteed',
      'Documentation',
      'Stability',
      'Security',
      'Contributing',
      'Licence',
    ]);
  });

  it.each([
    ['register-without-nest.ts', 15],
    ['register-with-nest.ts', 25],
  ])('shows the example %s, which the tests run, in at most %i lines', (name, most) => {
    const example = read(`docs/examples/${name}`);
    expect(blocks(readme, 'ts')).toContain(example);
    expect(example.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(most);
  });
});

describe('the guide to embedding', () => {
  const guide = read('docs/guides/embed-the-core.md');
  const example = read('docs/examples/embed-the-core.ts');
  const regions = [...guide.matchAll(/<!-- region (\w+) -->\n\n```ts\n(.*?)```/gs)];

  it('has no code but that of the example', () => {
    expect(regions.length).toBeGreaterThan(3);
    expect(blocks(guide, 'ts')).toHaveLength(regions.length);
  });

  it.each(regions.map(([, name = '', code = '']) => [name, code]))('shows the region %s as it is run', (name, code) => {
    const [, region] = new RegExp(`// #region ${name}\\n(.*?)// #endregion ${name}`, 's').exec(example) ?? [];
    expect(code).toBe(region);
  });
});

describe('the guide to operating', () => {
  it('names every setting of serve', async () => {
    const guide = read('docs/guides/operate.md');
    const { readConfig } = await import('../../src/infrastructure/config.js');
    const known = readConfig({}, {});
    if (!known.ok) throw new Error('the defaults are right');
    for (const name of Object.keys(known.config)) {
      const words = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      expect(guide).toContain(`\`--${words}\``);
      expect(guide).toContain(`\`DINHDANH_${words.replaceAll('-', '_').toUpperCase()}\``);
    }
  });
});

describe('the guide to production', () => {
  const guide = read('docs/guides/production.md');

  it('names every setting of stores, and every place of each port', async () => {
    const { storeSettingNames } = await import('../../src/infrastructure/stores-config.js');
    const { storeChoices } = await import('../../src/infrastructure/store-choices.js');
    const { variableOf } = await import('../../src/infrastructure/settings.js');
    const missing = storeSettingNames.map(variableOf).filter((name) => !guide.includes(`\`${name}\``));
    expect(missing.filter((name) => name !== 'DINHDANH_DATA')).toEqual([]);
    for (const [port, places] of Object.entries(storeChoices)) {
      const row = guide.split('\n').find((line) => line.startsWith(`| \`${variableOf(port)}\``)) ?? '';
      expect(row).toContain(places.map((place) => `\`${place}\``).join(', '));
    }
  });

  it('shows the example that is run', () => {
    const example = read('docs/examples/embed-production.ts');
    const regions = [...guide.matchAll(/<!-- region (\w+) -->\n\n```ts\n(.*?)```/gs)];
    expect(regions).toHaveLength(blocks(guide, 'ts').length);
    for (const [, name = '', code = ''] of regions)
      expect(code).toBe(new RegExp(`// #region ${name}\n(.*?)// #endregion ${name}`, 's').exec(example)?.[1]);
  });
});
