import type { Replay } from '../../application/audit/audit.js';
import { detailsOf } from './event-details.js';
import { textTable } from './text-table.js';
import { iso, vietnamTime } from './times.js';

/** Which history it is, in words. */
export const whichHistory = ({ at: { asOf, effective } }: Pick<Replay, 'at'>): string => {
  const parts = [
    asOf !== undefined && `như đã ghi nhận đến / as recorded by ${vietnamTime(asOf)}`,
    effective !== undefined && `như có hiệu lực tại / as in effect at ${vietnamTime(effective)}`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'toàn bộ / everything recorded' : parts.join('; ');
};

export function replayAsTable(replay: Replay): string {
  const { accountId, events, status, level } = replay;
  const rows = events.flatMap((event) => {
    const [first = '', ...others] = detailsOf(event);
    const row = [
      String(event.streamVersion),
      vietnamTime(event.occurredAt),
      event.type,
      event.actor === `subject:${accountId}` ? 'chủ tài khoản/owner' : event.actor,
      event.channel,
      event.policyEdition,
      event.status,
      event.level,
      first,
    ];
    return [row, ...others.map((other) => [...Array<string>(row.length - 1).fill(''), other])];
  });
  return [
    `Tài khoản / account: ${accountId}\n`,
    `Lịch sử / history:   ${whichHistory(replay)}\n`,
    `Kết quả / outcome:   ${status}, ${level}\n\n`,
    textTable(
      [
        ['#', 'Thời điểm', 'Sự kiện', 'Người thực hiện', 'Kênh', 'Quy định', 'Trạng thái', 'Mức', 'Chi tiết'],
        ['', 'Time (VN)', 'Event', 'Actor', 'Channel', 'Policy', 'Status', 'Level', 'Details'],
      ],
      rows,
    ),
  ].join('');
}

export function replayAsJson({ accountId, at, events, status, level }: Replay): string {
  const told = {
    accountId,
    asOf: at.asOf === undefined ? null : iso(at.asOf),
    effective: at.effective === undefined ? null : iso(at.effective),
    status,
    level,
    events: events.map((event) => ({
      ...event,
      recordedAt: iso(event.recordedAt),
      occurredAt: iso(event.occurredAt),
    })),
  };
  return `${JSON.stringify(told, undefined, 2)}\n`;
}
