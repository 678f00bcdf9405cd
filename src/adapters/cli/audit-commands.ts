import type { Audit } from '../../application/audit/audit.js';
import { parseMoment } from '../../application/audit/moment.js';
import { describeError } from '../../application/errors/catalogue.js';
import type { NotAvailable, Refused } from '../../application/outcome/outcome.js';
import type { Instant } from '../../domain/kernel/instant.js';
import { explainAsJson, explainAsTable } from './explain-view.js';
import type { Flags } from './program.js';
import { replayAsHtml } from './replay-html.js';
import { replayAsJson, replayAsTable } from './replay-view.js';
import { type ExitCode, exitCodes, type Terminal } from './terminal.js';

interface Over {
  readonly audit: Audit;
  readonly now: Instant;
  readonly terminal: Terminal;
}

/** A flag's time; `wrong` was said already. */
function timeOf(flag: string, text: string | undefined, terminal: Terminal): Instant | undefined | 'wrong' {
  if (text === undefined) return undefined;
  const read = parseMoment(text);
  if (read.ok) return read.value;
  const { vi, en } = describeError(read.refusal.code);
  terminal.err(`${flag} ${text}: ${vi}\n${en}\n`);
  return 'wrong';
}

function unknownFormat(format: string, known: readonly string[], terminal: Terminal): boolean {
  if (known.includes(format)) return false;
  terminal.err(`--format ${format}: phải là / has to be ${known.join(', ')}.\n`);
  return true;
}

export async function auditReplay(account: string, flags: Flags, { audit, now, terminal }: Over): Promise<ExitCode> {
  const { format = 'table' } = flags;
  if (unknownFormat(format, ['table', 'json', 'html'], terminal)) return exitCodes.usage;
  const asOf = timeOf('--as-of', flags['asOf'], terminal);
  const effective = timeOf('--effective', flags['effective'], terminal);
  if (asOf === 'wrong' || effective === 'wrong') return exitCodes.usage;
  const outcome = await audit.replay(account, {
    ...(asOf !== undefined && { asOf }),
    ...(effective !== undefined && { effective }),
  });
  if (outcome.kind !== 'accepted') return toldWhyNot(outcome, terminal);
  const render = {
    table: replayAsTable,
    json: replayAsJson,
    html: (value: typeof outcome.value) => replayAsHtml(value, now),
  };
  terminal.out(render[format as keyof typeof render](outcome.value));
  return exitCodes.done;
}

export async function auditExplain(account: string, flags: Flags, { audit, terminal }: Over): Promise<ExitCode> {
  const { format = 'table' } = flags;
  if (unknownFormat(format, ['table', 'json'], terminal)) return exitCodes.usage;
  const asOf = timeOf('--as-of', flags['asOf'], terminal);
  if (asOf === 'wrong') return exitCodes.usage;
  const outcome = await audit.explainLevel(account, asOf);
  if (outcome.kind !== 'accepted') return toldWhyNot(outcome, terminal);
  terminal.out(format === 'json' ? explainAsJson(outcome.value) : explainAsTable(outcome.value));
  return exitCodes.done;
}

function toldWhyNot(outcome: Refused | NotAvailable, terminal: Terminal): ExitCode {
  const { vi, en } = describeError(outcome.code);
  terminal.err(`${vi}\n${en}\n(${outcome.code})\n`);
  return outcome.kind === 'unavailable' ? exitCodes.unavailable : exitCodes.notFound;
}
