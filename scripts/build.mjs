// Compiles src to dist (or, with --tools, src + bench + docs/generate to dist-tools) with TypeScript 7.
// With --if-stale it does nothing when the last build was made from the same sources.
// The new tree is made beside the old one and swapped in, so that nobody sees half a build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

const tools = process.argv.includes('--tools');
const target = tools ? 'dist-tools' : 'dist';
const project = tools ? 'tsconfig.tools.json' : 'tsconfig.build.json';
const sources = tools ? ['src', 'bench', 'docs/generate'] : ['src'];
const stamp = join('node_modules', '.cache', 'dinhdanh', `${target}.stamp`);
const compiler = join('node_modules', 'typescript7', 'bin', 'tsc');

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function digestOfSources() {
  const hash = createHash('sha256');
  const files = ['tsconfig.json', project, 'package-lock.json', ...sources.flatMap(filesUnder)];
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Puts the new tree in place of the old one; two builds at once may both get here, and the later one stays. */
function swapIn(attempts = 5) {
  try {
    if (existsSync(target)) renameSync(target, old);
    renameSync(fresh, target);
  } catch (error) {
    if (attempts === 0) throw error;
    swapIn(attempts - 1);
  }
  rmSync(old, { recursive: true, force: true });
}

const digest = digestOfSources();
const isFresh = existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
if (process.argv.includes('--if-stale') && isFresh) process.exit(0);

const fresh = `dist.new-${process.pid}`;
const old = `dist.old-${process.pid}`;
const compiled = spawnSync(process.execPath, [compiler, '-p', project, '--outDir', fresh], { stdio: 'inherit' });
if (compiled.status !== 0) {
  rmSync(fresh, { recursive: true, force: true });
  process.stderr.write(`\nThe build failed; ${target} is left as it was.\n`);
  process.exit(1);
}

const main = join(fresh, 'infrastructure', 'main.js');
if (existsSync(main)) chmodSync(main, 0o755);
swapIn();
mkdirSync(dirname(stamp), { recursive: true });
writeFileSync(stamp, digest);
