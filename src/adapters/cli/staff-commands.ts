import type { Audit } from '../../application/audit/audit.js';
import { type OpenCaseDocument, openCaseKinds } from '../../application/projections/open-cases.projection.js';
import type { Projector } from '../../application/projections/projector.js';
import type { OpenCases } from '../../application/staff/open-cases.js';
import type { Flags } from './program.js';
import { type ExitCode, exitCodes, type Terminal } from './terminal.js';
import { textTable } from './text-table.js';
import { iso, vietnamTime } from './times.js';
import { toldWhyNot, unknownFormat } from './told-why-not.js';

interface CasesOver {
  readonly openCases: Pick<OpenCases, 'page'>;
  /** Of the read model: brought up to the end of the log before anything is listed. */
  readonly projector: Pick<Projector, 'progress' | 'reached' | 'start' | 'stop'> | undefined;
  readonly terminal: Terminal;
}

/** Cases that nobody has decided yet, every kind of them or one. */
export async function listCases(flags: Flags, { openCases, projector, terminal }: CasesOver): Promise<ExitCode> {
  const { format = 'table', kind } = flags;
  if (unknownFormat(format, ['table', 'json'], terminal)) return exitCodes.usage;
  const kinds = openCaseKinds.filter((one) => kind === undefined || one === kind);
  if (kinds.length === 0) {
    terminal.err(`--kind ${kind}: phải là / has to be ${openCaseKinds.join(', ')}.\n`);
    return exitCodes.usage;
  }
  await projector?.start();
  try {
    const atLeast = (await projector?.progress())?.head ?? 0;
    const found: OpenCaseDocument[] = [];
    for (const one of kinds) {
      let cursor: string | undefined;
      do {
        const request = { kind: one, limit: 100, ...(cursor !== undefined && { cursor }) };
        const outcome = await openCases.page(request, { atLeast });
        if (outcome.kind !== 'accepted') return toldWhyNot(outcome, terminal);
        found.push(...outcome.value.items);
        cursor = outcome.value.next ?? undefined;
      } while (cursor !== undefined);
    }
    terminal.out(format === 'json' ? `${JSON.stringify(found.map(withTimes), undefined, 2)}\n` : casesTable(found));
    return exitCodes.done;
  } finally {
    await projector?.stop();
  }
}

const withTimes = (one: OpenCaseDocument): object => ({
  ...one,
  openedAt: iso(one.openedAt),
  ...(one.kind !== 'complaint' && { expiresAt: iso(one.expiresAt) }),
});

function casesTable(found: readonly OpenCaseDocument[]): string {
  const rows = found.map((one) => {
    const about = one.kind === 'complaint' ? one.topic : one.kind === 'act' ? one.act : one.needs.join(', ');
    const asked =
      one.kind === 'complaint'
        ? ['', '', '', '']
        : [vietnamTime(one.expiresAt), one.accountId, one.officer, `${one.ground} (${one.ticket})`];
    return [one.kind, about, one.caseId, vietnamTime(one.openedAt), ...asked];
  });
  return textTable(
    [
      ['Loại', 'Về việc', 'Hồ sơ', 'Mở lúc', 'Hết hạn', 'Tài khoản', 'Cán bộ', 'Căn cứ'],
      ['Kind', 'About', 'Case', 'Opened', 'Lapses', 'Account', 'Officer', 'Ground'],
    ],
    rows,
  );
}

interface JournalOver {
  readonly audit: Pick<Audit, 'staffJournal'>;
  readonly terminal: Terminal;
}

/** Who of the staff was at an account or a case. */
export async function auditJournal(subject: string, flags: Flags, { audit, terminal }: JournalOver): Promise<ExitCode> {
  const { format = 'table' } = flags;
  if (unknownFormat(format, ['table', 'json'], terminal)) return exitCodes.usage;
  const outcome = await audit.staffJournal(subject);
  if (outcome.kind !== 'accepted') return toldWhyNot(outcome, terminal);
  const visits = outcome.value;
  if (format === 'json') {
    terminal.out(
      `${JSON.stringify(
        visits.map((one) => ({ ...one, at: iso(one.at) })),
        undefined,
        2,
      )}\n`,
    );
    return exitCodes.done;
  }
  terminal.out(
    textTable(
      [
        ['Thời điểm', 'Cán bộ', 'Vai trò', 'Thao tác', 'Căn cứ', 'Hồ sơ', 'Vụ việc'],
        ['Time (VN)', 'Officer', 'Role', 'Act', 'Ground', 'Ticket', 'Case'],
      ],
      visits.map(({ at, officer, role, act, ground, ticket, caseId = '' }) => [
        vietnamTime(at),
        officer,
        role,
        act,
        ground,
        ticket,
        caseId,
      ]),
    ),
  );
  return exitCodes.done;
}
