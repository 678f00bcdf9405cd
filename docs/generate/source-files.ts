import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface SourceFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** The files under a folder of the repository whose names end so, in order of path; none when there is no such folder. */
export function filesUnder(root: string, folder: string, ending: string): readonly SourceFile[] {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The same, without what Git does not know in a checkout: a file that was not added yet is nobody's reference. Where there
 * is no checkout (an unpacked archive) or no Git, all of them.
 */
export function trackedFilesUnder(root: string, folder: string, ending: string): readonly SourceFile[] {
  const files = filesUnder(root, folder, ending);
  const tracked = trackedPaths(root, folder);
  return tracked === undefined ? files : files.filter(({ path }) => tracked.has(path));
}

function trackedPaths(root: string, folder: string): ReadonlySet<string> | undefined {
  // Without this an archive unpacked inside somebody else's checkout would be taken for a part of it.
  if (!existsSync(join(root, '.git'))) return undefined;
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--', folder], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return new Set(listed.split('\0'));
  } catch {
    return undefined;
  }
}
