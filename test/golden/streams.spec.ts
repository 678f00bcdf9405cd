import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../architecture/support/repository.js';
import { type GoldenFile, read, record } from './golden-file.js';
import { scenarios } from './scenarios.js';

const folder = join(root, 'test', 'golden', 'streams');

/**
 * Histories as they were stored once, with what they meant then. A file is never changed and never deleted; a new one is
 * recorded by adding a scenario and running this spec with GOLDEN_RECORD=1, which writes missing files only.
 */
if (process.env.GOLDEN_RECORD === '1') {
  for (const [name, scenario] of Object.entries(scenarios)) {
    const path = join(folder, `${name}.json`);
    if (!existsSync(path)) writeFileSync(path, `${JSON.stringify(await record(scenario), null, 2)}\n`);
  }
}

const files = readdirSync(folder).sort();

it('every scenario is recorded', () => {
  for (const name of Object.keys(scenarios)) expect(files).toContain(`${name}.json`);
});

describe.each(files)('%s', (name) => {
  const file = JSON.parse(readFileSync(join(folder, name), 'utf8')) as GoldenFile;

  it('decodes, opens and folds as it did when it was recorded', async () => {
    expect(await read(file)).toEqual(file.expected);
  });

  it('shows nothing personal without its keys', () => {
    const stored = JSON.stringify(file.events);
    for (const value of ['Nguyệt', '079188000423', '024680135', '+8491', 'Công ty', '0100000007', '203.0.113'])
      expect(stored).not.toContain(value);
  });
});
