import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../architecture/support/repository.js';
import { noRegistry, runNode, runNpm } from './npm.js';
import type { Ran } from './npm.js';

export interface Packed {
  readonly tarball: string;
  readonly files: readonly string[];
}

interface PackAnswer {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** What `npm publish` would send, made from the present sources. */
export function pack(): Packed {
  succeed(runNode(root, 'scripts/build.mjs', '--if-stale'));
  const destination = mkdtempSync(join(tmpdir(), 'dinhdanh-packed-'));
  const ran = succeed(runNpm(root, 'pack', '--json', '--ignore-scripts', '--pack-destination', destination));
  // One list of packages in older npm, an object by package name in newer.
  const [made] = Object.values(JSON.parse(ran.stdout) as Record<string, PackAnswer>);
  if (made === undefined) throw new Error('npm pack made nothing');
  return { tarball: join(destination, made.filename), files: made.files.map(({ path }) => path) };
}

/** An empty project with some packages installed, or the reason why this machine can't install any. */
export type Installed =
  { readonly kind: 'installed'; readonly folder: string } | { readonly kind: 'noRegistry'; readonly reason: string };

export function installInEmptyProject(packages: readonly string[]): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'dinhdanh-consumer-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  const ran = runNpm(
    folder,
    ...['install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'],
    ...['--fetch-retries=0', '--fetch-timeout=20000', ...packages],
  );
  if (ran.status === 0) return { kind: 'installed', folder };
  const code = noRegistry(folder);
  rmSync(folder, { recursive: true });
  if (code === undefined) succeed(ran);
  return { kind: 'noRegistry', reason: `no npm registry answers (${code}) and npm's cache does not hold all packages` };
}

/** A package at exactly the version that this repository has installed. */
export function sameVersion(name: string): string {
  const found = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as {
    version: string;
  };
  return `${name}@${found.version}`;
}

export function succeed(ran: Ran): Ran {
  if (ran.status !== 0) throw new Error(`exit ${ran.status}\n${ran.stdout}\n${ran.stderr}`);
  return ran;
}
