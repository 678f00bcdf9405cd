import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { account100kCase } from './cases/account-100k.js';
import { appendCase } from './cases/append.js';
import { flowsCase, flowsHashedCase } from './cases/flows.js';
import { httpCase, httpHashedCase } from './cases/http.js';
import { loadCase } from './cases/load.js';
import { logCase } from './cases/log.js';
import { pkiCase } from './cases/pki.js';
import { storeCase } from './cases/stores.js';
import { type Case, type CaseResult, peakMiB } from './lib/result.js';
import { connectionStringOf, NotToBeHad, storeNames, type StoreName } from './lib/stores.js';
import { growthTable, type MeasuredSize, resultTable, storesTable } from './lib/table.js';

const cases: readonly Case[] = [
  appendCase,
  loadCase,
  account100kCase,
  flowsCase,
  flowsHashedCase,
  httpCase(),
  httpHashedCase(),
  logCase,
  pkiCase('rsa2048'),
  pkiCase('p256'),
];
/** Chosen by `--store` alone. */
const storeCases: readonly Case[] = storeNames.map((name) => storeCase(name));
const GROWTH = [10_000, 100_000, 1_000_000];
const FULL = { events: '1000000', effort: '1' };
const QUICK = { events: '100000', effort: '0.25' };

const HELP = `npm run bench -- [options]
  --quick         everything in about two minutes: a log of 100,000 events, short measurements
  --only NAME,…   of: ${cases.map((one) => one.name).join(', ')}
  --store NAME,…  only the workloads that compare event stores, of: ${storeNames.join(', ')};
                  eventstoredb wants its server's connection string in DINHDANH_EVENTSTOREDB
  --events N      size of the big log (1,000,000)
  --effort X      scales how long the short measurements take (1)
  --no-growth     leave out the second table
  --json FILE     write the results there as well
Every figure stands beside a floor measured in the same run; only the ratios travel from machine to machine.
How to read it: docs/explanation/performance.md`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    store: { type: 'string' },
    events: { type: 'string' },
    effort: { type: 'string' },
    'no-growth': { type: 'boolean', default: false },
    json: { type: 'string' },
    case: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const { events, effort } = { ...(values.quick ? QUICK : FULL), ...given() };

function given(): Partial<typeof FULL> {
  return {
    ...(values.events !== undefined && { events: values.events }),
    ...(values.effort !== undefined && { effort: values.effort }),
  };
}

/** Runs one case in this process and prints its result as JSON: what the parent reads. */
async function runHere(name: string): Promise<void> {
  const found = [...cases, ...storeCases].find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no benchmark named ${name}`);
  const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-bench-'));
  try {
    const start = performance.now();
    const measured = await found.run({ directory, events: Number(events), effort: Number(effort) });
    const seconds = (performance.now() - start) / 1_000;
    const result: CaseResult = { name, seconds, peakMiB: peakMiB(), ...measured };
    process.stdout.write(JSON.stringify(result));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Each case in a process of its own, so that its peak memory is its own. */
function runApart(name: string, size: number): Promise<CaseResult> {
  process.stderr.write(`${name} …\n`);
  const args = [fileURLToPath(import.meta.url), '--case', name, '--events', String(size), '--effort', effort];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output) as CaseResult);
      else reject(new Error(`The benchmark ${name} failed`));
    });
  });
}

function chosenCases(only: string | undefined): readonly Case[] {
  const names = only?.split(',');
  const chosen = cases.filter((one) => names === undefined || names.includes(one.name));
  if (chosen.length === 0) throw new NotToBeHad(`None of these is a benchmark: ${only ?? ''}`);
  return chosen;
}

function chosenStores(given: string): readonly Case[] {
  const names = given.split(/[,|]/);
  const unknown = names.find((name) => !storeNames.includes(name as StoreName));
  if (unknown !== undefined) throw new NotToBeHad(`--store ${unknown}: one of ${storeNames.join(', ')}`);
  if (names.includes('eventstoredb')) connectionStringOf(process.env);
  return storeCases.filter(({ name }) => names.includes(name));
}

async function main(): Promise<void> {
  const start = performance.now();
  const chosen = values.store === undefined ? chosenCases(values.only) : chosenStores(values.store);
  const results: CaseResult[] = [];
  for (const one of chosen) results.push(await runApart(one.name, Number(events)));

  const growth: MeasuredSize[] = [];
  const log = results.find((one) => one.name === logCase.name);
  if (log !== undefined && !values['no-growth']) {
    for (const size of GROWTH.filter((one) => one < Number(events)))
      growth.push({ events: size, result: await runApart(logCase.name, size) });
    growth.push({ events: Number(events), result: log });
  }
  const machine = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    minutes: Math.round((performance.now() - start) / 6_000) / 10,
  };
  process.stdout.write(resultTable(results));
  if (values.store !== undefined && results.length > 1) process.stdout.write(storesTable(results));
  if (growth.length > 0) process.stdout.write(growthTable(growth));
  const json = JSON.stringify({ machine, results, growth }, undefined, 2);
  process.stdout.write(`\n${json}\n`);
  if (values.json !== undefined) writeFileSync(values.json, `${json}\n`);
}

if (values.help) process.stdout.write(`${HELP}\n`);
else if (values.case !== undefined) await runHere(values.case);
else
  await main().catch((error: unknown) => {
    if (!(error instanceof NotToBeHad)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  });
