import type { Replay, ReplayedEvent } from '../../application/audit/audit.js';
import { detailsOf } from './event-details.js';
import { whichHistory } from './replay-view.js';
import { iso, vietnamTime } from './times.js';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (found) => entities[found] ?? '');

const style = `body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color: #1c1c1c; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #bbb; padding: .3rem .5rem; text-align: left; vertical-align: top; }
th { background: #eee; } pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font-size: 12px; } .en { color: #555; font-weight: normal; }`;

const headings = [
  ['#', ''],
  ['Thời điểm (Việt Nam)', 'Time'],
  ['Sự kiện', 'Event'],
  ['Người thực hiện', 'Actor'],
  ['Kênh', 'Channel'],
  ['Quy định', 'Policy'],
  ['Trạng thái, mức', 'Status, level'],
  ['Chi tiết', 'Details'],
] as const;

/** One file without scripts and without anything loaded from elsewhere, for an auditor to keep. */
export function replayAsHtml(replay: Replay, madeAt: number): string {
  const { accountId, events, status, level } = replay;
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Lịch sử tài khoản ${escaped(accountId)}</title>
<style>${style}</style>
</head>
<body>
<h1>Lịch sử tài khoản <span class="en" lang="en">/ account history</span></h1>
<p>Tài khoản <span class="en">/ account</span>: <code>${escaped(accountId)}</code><br>
Lịch sử <span class="en">/ history</span>: ${escaped(whichHistory(replay))}<br>
Kết quả <span class="en">/ outcome</span>: ${escaped(status)}, ${escaped(level)}<br>
Lập lúc <span class="en">/ made at</span>: ${vietnamTime(madeAt)} (${iso(madeAt)})</p>
<table>
<thead><tr>${headings.map(([vi, en]) => `<th>${vi}<br><span class="en" lang="en">${en}</span></th>`).join('')}</tr></thead>
<tbody>
${events.map(row).join('\n')}
</tbody>
</table>
</body>
</html>
`;
}

function row(event: ReplayedEvent): string {
  const { streamVersion, occurredAt, recordedAt, type, actor, channel, policyEdition, status, level } = event;
  const cells = [
    String(streamVersion),
    `${vietnamTime(occurredAt)}\n(${iso(recordedAt)})`,
    type,
    actor,
    channel,
    policyEdition,
    `${status}, ${level}`,
  ].map((cell) => `<td>${escaped(cell).replaceAll('\n', '<br>')}</td>`);
  const facts = JSON.stringify(
    { eventId: event.eventId, commandId: event.commandId, causationId: event.causationId, ...event.data },
    undefined,
    1,
  );
  const details = `<td>${detailsOf(event).map(escaped).join('<br>')}<details><summary>JSON</summary><pre>${escaped(facts)}</pre></details></td>`;
  return `<tr>${cells.join('')}${details}</tr>`;
}
