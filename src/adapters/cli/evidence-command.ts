import type { EvidenceAudit, EvidenceAudited } from '../../application/audit/evidence-audit.js';
import { describeError } from '../../application/errors/catalogue.js';
import type { Flags } from './program.js';
import { type ExitCode, exitCodes, type Terminal } from './terminal.js';
import { iso, vietnamTime } from './times.js';

interface Over {
  readonly evidence: EvidenceAudit;
  readonly terminal: Terminal;
}

/** `dinhdanh audit evidence`: repeats a decision from what was kept for it. Ends with `refused` unless all of it holds. */
export async function auditEvidence(digest: string, flags: Flags, { evidence, terminal }: Over): Promise<ExitCode> {
  const { format = 'table' } = flags;
  if (format !== 'table' && format !== 'json') {
    terminal.err(`--format ${format}: phải là / has to be table, json.\n`);
    return exitCodes.usage;
  }
  const outcome = await evidence.examine(digest);
  if (outcome.kind !== 'accepted') {
    const { vi, en, kind } = describeError(outcome.code);
    terminal.err(`${vi}\n${en}\n(${outcome.code})\n`);
    if (outcome.kind === 'unavailable') return exitCodes.unavailable;
    return kind === 'corrupt' ? exitCodes.refused : exitCodes.notFound;
  }
  terminal.out(format === 'json' ? asJson(outcome.value) : asTable(outcome.value));
  return outcome.value.confirmed ? exitCodes.done : exitCodes.refused;
}

const asJson = ({ statement, verification, ...rest }: EvidenceAudited): string =>
  `${JSON.stringify(
    {
      ...rest,
      ...(statement !== undefined && { statement: { ...statement, time: iso(statement.time) } }),
      verification: verification.kind === 'repeated' ? { ...verification, at: iso(verification.at) } : verification,
    },
    undefined,
    2,
  )}\n`;

function asTable({ digest, subject, statement, statementHolds, verification, confirmed }: EvidenceAudited): string {
  const lines: (readonly [string, string])[] = [
    ['Bằng chứng / evidence', digest],
    ['Chủ thể / subject', subject],
  ];
  if (statement !== undefined) {
    const { purpose, origin, process, time } = statement;
    lines.push(['Yêu cầu ký / asked for', `${purpose} ${process}, ${origin}, ${vietnamTime(time)}`]);
    lines.push(['Mã thách thức / nonce', holds(statementHolds)]);
  }
  if (verification.kind === 'unreadable')
    lines.push(['Xác minh / verification', 'không lặp lại được / cannot be repeated']);
  else {
    const { at, recorded, found, chain, unanswered, missing } = verification;
    lines.push(['Quyết định lúc / decided at', vietnamTime(at)]);
    lines.push(['Khi đó / then', decision(recorded)]);
    lines.push(['Lặp lại / repeated', decision(found)]);
    for (const [depth, certificate] of chain.entries())
      lines.push([`Chứng thư số / certificate ${depth}`, certificate]);
    for (const one of unanswered) lines.push(['Không trả lời / unanswered', one]);
    for (const one of missing) lines.push(['Thiếu / missing', one]);
  }
  lines.push(['Kết luận / conclusion', confirmed ? 'khớp / confirmed' : 'KHÔNG KHỚP / NOT CONFIRMED']);
  const width = Math.max(...lines.map(([label]) => label.length));
  return lines.map(([label, text]) => `${label.padEnd(width)}  ${text}\n`).join('');
}

const holds = (is: boolean | undefined): string => {
  if (is === undefined) return 'không so được / not compared';
  return is ? 'khớp với chữ ký / what was signed' : 'KHÁC với chữ ký / NOT what was signed';
};

const decision = (failures: readonly string[]): string =>
  failures.length === 0 ? 'chấp nhận / verified' : `từ chối / refused: ${failures.join(', ')}`;
