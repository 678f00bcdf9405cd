import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceTree } from './module-graph.js';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The .ts files under a folder of the repository; none when the folder is not there. */
export function sourceTree(folder: string): SourceTree {
  const start = join(root, folder);
  if (!existsSync(start)) return new Map();
  return new Map(
    readdirSync(start, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  );
}

/** What the rules read of package.json. */
export interface Manifest {
  readonly name: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
}

export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

const sourceOf = (built: string) => built.replace(/^(\.\/)?dist\//, 'src/').replace(/\.js$/, '.ts');

/** The public entries of the package: what is imported ('.', './nest') and the source file behind it. */
export const publicEntries = (of: Manifest): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(of.exports).flatMap(([name, target]) =>
      typeof target === 'string' ? [] : [[name, sourceOf(target.default)] as const],
    ),
  );

/** The source files of the commands that the package installs. */
export const commands = (of: Manifest): readonly string[] => Object.values(of.bin).map(sourceOf);
