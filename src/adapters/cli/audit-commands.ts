import type { Audit } from '../../application/audit/audit.js';
import { parseMoment } from '../../application/audit/moment.js';
import { describeError } from '../../application/errors/catalogue.js';
import type { Instant } from '../../domain/kernel/instant.js';
import { explainAsJson, explainAsTable } from './explain-view.js';
import type { Flags } from './program.js';
import { replayAsHtml } from './replay-html.js';
import { replayAsJson, replayAsTable } from './replay-view.js';
import { textTable } from './text-table.js';
import { type ExitCode, exitCodes, type Terminal } from './terminal.js';
import { toldWhyNot, unknownFormat } from './told-why-not.js';

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

/** Which accounts live on in this one: each is replayed by its own id. */
export async function auditAbsorbed(account: string, flags: Flags, { audit, terminal }: Over): Promise<ExitCode> {
  const { format = 'table' } = flags;
  if (unknownFormat(format, ['table', 'json'], terminal)) return exitCodes.usage;
  const outcome = await audit.absorbed(account);
  if (outcome.kind !== 'accepted') return toldWhyNot(outcome, terminal);
  const rows = outcome.value.map(({ accountId, into, mergeId }) => [accountId, into, mergeId]);
  const headings = [
    ['Tài khoản', 'Sáp nhập vào', 'Lần sáp nhập'],
    ['Account', 'Absorbed into', 'Merge'],
  ];
  terminal.out(format === 'json' ? `${JSON.stringify(outcome.value, undefined, 2)}\n` : textTable(headings, rows));
  return exitCodes.done;
}
