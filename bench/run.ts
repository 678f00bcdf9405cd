import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { appendCase } from './cases/append.js';
import { flowsCase, flowsHashedCase } from './cases/flows.js';
import { loadCase } from './cases/load.js';
import { logCase } from './cases/log.js';
import { growthTable, resultTable } from './lib/table.js';
import type { Case, CaseResult } from './lib/result.js';

const cases: readonly Case[] = [appendCase, loadCase, flowsCase, flowsHashedCase, logCase];
const GROWTH = [10_000, 100_000, 1_000_000];

const HELP = `npm run bench -- [options]
  --only NAME,…   of: ${cases.map((one) => one.name).join(', ')}
  --events N      size of the big log (1,000,000)
  --effort X      scales how long the short measurements take (1)
  --no-growth     leave out the second table
  --json FILE     write the results there as well
Every figure stands beside a floor measured in the same run; only the ratios travel from machine to machine.`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    events: { type: 'string', default: '1000000' },
    effort: { type: 'string', default: '1' },
    'no-growth': { type: 'boolean', default: false },
    json: { type: 'string' },
    case: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/** Runs one case in this process and prints its result as JSON: what the parent reads. */
async function runHere(name: string): Promise<void> {
  const found = cases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no benchmark named ${name}`);
  const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-bench-'));
  try {
    const start = performance.now();
    const rows = await found.run({ directory, events: Number(values.events), effort: Number(values.effort) });
    const result: CaseResult = {
      name,
      rows,
      peakMiB: process.resourceUsage().maxRSS / 1_024,
      seconds: (performance.now() - start) / 1_000,
    };
    process.stdout.write(JSON.stringify(result));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Each case in a process of its own, so that its peak memory is its own. */
function runApart(name: string, events: number): Promise<CaseResult> {
  process.stderr.write(`${name} (${events.toLocaleString('en')} events) …\n`);
  const args = [fileURLToPath(import.meta.url), '--case', name, '--events', String(events), '--effort', values.effort];
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

async function main(): Promise<void> {
  const only = values.only?.split(',');
  const chosen = cases.filter((one) => only === undefined || only.includes(one.name));
  const events = Number(values.events);
  const results: CaseResult[] = [];
  for (const one of chosen) results.push(await runApart(one.name, events));

  const growth: { readonly events: number; readonly result: CaseResult }[] = [];
  if (!values['no-growth'] && chosen.includes(logCase)) {
    for (const size of GROWTH.filter((one) => one <= events)) {
      const measured = size === events ? results.find((one) => one.name === logCase.name) : undefined;
      growth.push({ events: size, result: measured ?? (await runApart(logCase.name, size)) });
    }
  }
  const machine = {
    node: process.version,
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  process.stdout.write(resultTable(results));
  if (growth.length > 0) process.stdout.write(growthTable(growth));
  const json = JSON.stringify({ machine, results, growth }, undefined, 2);
  process.stdout.write(`\n${json}\n`);
  if (values.json !== undefined) writeFileSync(values.json, `${json}\n`);
}

if (values.help) process.stdout.write(`${HELP}\n`);
else if (values.case !== undefined) await runHere(values.case);
else await main();
