import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeReference, writtenByHand } from './reference.js';

// Run by npm, which starts scripts in the root of the package.
const root = process.cwd();
const folder = join(root, 'docs', 'reference');
const { pages, gaps } = makeReference(root);

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder))
  if (!pages.has(name) && !writtenByHand.includes(name)) rmSync(join(folder, name));
for (const [name, text] of pages) {
  writeFileSync(join(folder, name), text);
  process.stdout.write(`docs/reference/${name}: ${text.split('\n').length} lines\n`);
}

const missing = [
  ...gaps.rulesWithoutTest.map((id) => `rule ${id} has no test`),
  ...gaps.codesWithoutTest.map((code) => `error ${code} is produced by no test`),
  ...gaps.titlesOfNoRule.map((title) => `no such rule: ${title}`),
];
for (const line of missing) process.stderr.write(`${line}\n`);
process.exitCode = missing.length === 0 ? 0 : 1;
