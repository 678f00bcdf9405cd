import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../architecture/support/repository.js';

describe('the closing report of a test run', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dinhdanh-report-'));
    const config = { testMatch: ['**/*.spec.cjs'], reporters: ['default', join(root, 'scripts/closing-report.mjs')] };
    writeFileSync(join(folder, 'jest.config.json'), JSON.stringify({ ...config, testEnvironment: 'node' }));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function runOf(tests: string, ...flags: readonly string[]) {
    writeFileSync(join(folder, 'a.spec.cjs'), tests);
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    const { status, stdout } = spawnSync(process.execPath, [jest, '--watchman=false', ...flags], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    return { status, lines: stdout.trimEnd().split('\n') };
  }

  it('ends with the numbers of tests', () => {
    const { status, lines } = runOf("it('a', () => {}); it('b', () => { throw new Error('no'); });");
    expect(lines.at(-1)).toBe('Tests: 1 passed, 1 failed');
    expect(status).toBe(1);
  });

  it('lists a skipped test with its reason', () => {
    const { status, lines } = runOf(
      "it('a', () => {}); describe('b', () => { it.skip('c [skipped: no server here]', () => {}); });",
    );
    expect(lines.slice(-5)).toEqual([
      'Skipped here, and why:',
      '  b › c',
      '    no server here',
      '',
      'Tests: 1 passed, 0 failed, 1 skipped',
    ]);
    expect(status).toBe(0);
  });

  it('fails a run with a skip that nobody explained', () => {
    const { status, lines } = runOf("it('a', () => {}); it.skip('b', () => {});");
    expect(lines.at(-1)).toBe('Tests: 1 passed, 1 failed');
    expect(status).toBe(1);
  });

  it('counts a file that cannot be loaded as a failed test', () => {
    const { status, lines } = runOf('it(');
    expect(lines.at(-1)).toBe('Tests: 0 passed, 1 failed');
    expect(status).toBe(1);
  });

  it('takes tests left out by -t for no skips', () => {
    const { status } = runOf("it('a', () => {}); it('b', () => {});", '-t', 'a');
    expect(status).toBe(0);
  });
});

describe('require-node-24', () => {
  const load = createRequire(import.meta.url);
  const complaint = load(join(root, 'scripts/require-node-24.cjs')) as (
    version: string,
    installed: boolean,
  ) => string | undefined;

  it.each(['24.0.0', '24.21.0', '26.1.0'])('is content with Node %s', (version) => {
    expect(complaint(version, true)).toBeUndefined();
  });

  it('says how to run the denied install script', () => {
    expect(complaint('20.20.2', true)).toContain('npm rebuild node --ignore-scripts=false');
  });

  it('says to install packages when there are none', () => {
    expect(complaint('22.1.0', false)).toContain('npm ci');
  });
});
