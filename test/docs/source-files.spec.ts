import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesUnder, trackedFilesUnder } from '../../docs/generate/source-files.js';

describe('the files that the reference is made from', () => {
  let root: string;
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, stdio: 'pipe' });
  const tracked = () => trackedFilesUnder(root, 'test', '.spec.ts').map(({ path }) => path);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'dinhdanh-'));
    mkdirSync(join(root, 'test', 'deep'), { recursive: true });
    writeFileSync(join(root, 'test', 'deep', 'số.spec.ts'), 'added');
    writeFileSync(join(root, 'test', 'other.spec.ts'), 'not added');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('are those that were added, in a checkout', () => {
    git('init', '-q');
    git('add', 'test/deep');
    expect(tracked()).toEqual(['test/deep/số.spec.ts']);
    expect(filesUnder(root, 'test', '.spec.ts')).toHaveLength(2);
  });

  it('leave out what was deleted from the folder and not yet from the index', () => {
    git('init', '-q');
    git('add', 'test');
    rmSync(join(root, 'test', 'other.spec.ts'));
    expect(tracked()).toEqual(['test/deep/số.spec.ts']);
  });

  it('are all, where there is no checkout', () => {
    expect(tracked()).toEqual(['test/deep/số.spec.ts', 'test/other.spec.ts']);
  });

  it('are all, where Git cannot tell', () => {
    writeFileSync(join(root, '.git'), 'gitdir: nowhere');
    expect(tracked()).toHaveLength(2);
  });
});
