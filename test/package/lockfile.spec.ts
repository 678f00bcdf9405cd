import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../architecture/support/repository.js';

interface LockedPackage {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));
const packages = Object.entries((read('package-lock.json') as { packages: Record<string, LockedPackage> }).packages);
const installed = packages.filter(([path]) => path !== '');
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

describe('package-lock.json', () => {
  it('names no registry: a clone installs from whichever one its owner uses', () => {
    expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  it('holds a digest of every package', () => {
    expect(installed.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([]);
  });

  it('holds the binaries of every platform, without which `npm ci` refuses to start', () => {
    const held = new Set(installed.map(([path]) => nameOf(path)));
    const missing = installed.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !held.has(name))
        .map((name) => `${nameOf(path)} wants ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('brings in no install script that package.json neither allows nor denies', () => {
    const reviewed = Object.keys((read('package.json') as { allowScripts: Record<string, boolean> }).allowScripts);
    const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
    expect([...new Set(scripted)].filter((name) => !reviewed.includes(name))).toEqual([]);
  });
});
