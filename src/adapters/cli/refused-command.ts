import type { Audit } from '../../application/audit/audit.js';
import type { Flags } from './program.js';
import { type ExitCode, exitCodes, type Terminal } from './terminal.js';
import { textTable } from './text-table.js';
import { iso, vietnamTime } from './times.js';
import { toldWhyNot, unknownFormat } from './told-why-not.js';

interface Over {
  readonly audit: Pick<Audit, 'refused'>;
  readonly terminal: Terminal;
}

/** Refused logins and updates from the population register, each line for all of a window. */
export async function auditRefused(account: string, flags: Flags, { audit, terminal }: Over): Promise<ExitCode> {
  const { format = 'table' } = flags;
  if (unknownFormat(format, ['table', 'json'], terminal)) return exitCodes.usage;
  const outcome = await audit.refused(account);
  if (outcome.kind !== 'accepted') return toldWhyNot(outcome, terminal);
  if (format === 'json') {
    const told = outcome.value.map((one) => ({ ...one, windowStart: iso(one.windowStart), at: iso(one.at) }));
    terminal.out(`${JSON.stringify(told, undefined, 2)}\n`);
    return exitCodes.done;
  }
  const headings = [
    ['Thời điểm', 'Việc', 'Phương thức', 'Yếu tố', 'Lý do', 'Số lần', 'Kênh', 'Mạng', 'Bằng chứng'],
    ['Time (VN)', 'What', 'Method', 'Factor', 'Code', 'Count', 'Channel', 'Network', 'Evidence'],
  ];
  const rows = outcome.value.map(({ at, what, method = '', factor = '', code, count, channel, origin, evidence }) => [
    vietnamTime(at),
    what,
    method,
    factor,
    code,
    String(count),
    channel,
    origin?.network ?? 'đã xóa/erased',
    evidence.map(({ source, evidenceId }) => `${source} ${evidenceId}`).join(', '),
  ]);
  terminal.out(textTable(headings, rows));
  return exitCodes.done;
}
