import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../architecture/support/repository.js';

describe('the guide to signing by SIM', () => {
  const guide = readFileSync(join(root, 'docs/guides/sim-pki.md'), 'utf8');
  const example = readFileSync(join(root, 'docs/examples/sim-pki.ts'), 'utf8');
  const regions = [...guide.matchAll(/<!-- region (\w+) -->\n\n```ts\n(.*?)```/gs)];

  it('has no code but that of the example', () => {
    expect(regions).toHaveLength(3);
    expect([...guide.matchAll(/^```ts$/gm)]).toHaveLength(3);
  });

  it.each(regions.map(([, name = '', code = '']) => [name, code]))('shows the region %s as it is run', (name, code) => {
    const [, region] = new RegExp(`// #region ${name}\\n(.*?)// #endregion ${name}`, 's').exec(example) ?? [];
    expect(code).toBe(region);
  });

  it('runs', async () => {
    await import('../../../docs/examples/sim-pki.js');
  });
});
