import type { LevelExplained } from '../../application/audit/audit.js';
import { evidenceText } from './event-details.js';
import { textTable } from './text-table.js';
import { iso, vietnamTime } from './times.js';

const yes = (value: boolean): string => (value ? 'có/yes' : 'không/no');

export function explainAsTable({ accountId, at, level, status, grants }: LevelExplained): string {
  const rows = grants.flatMap(({ grant, inForce, removed, decides, by, evidence }) => {
    const [first = '', ...others] = evidence.map(
      (one) =>
        `${vietnamTime(one.answeredAt)}  ${evidenceText(one)}${one.reference === undefined ? '' : `  ref ${one.reference}`}`,
    );
    const head = [
      grant.method,
      grant.level,
      yes(inForce && !removed),
      yes(decides),
      `#${by.streamVersion} ${by.type}`,
      by.policyEdition,
      first,
    ];
    return [head, ...others.map((other) => ['', '', '', '', '', '', other])];
  });
  return [
    `Tài khoản / account: ${accountId}\n`,
    `Tại / at:            ${vietnamTime(at)}\n`,
    `Mức / level:         ${level} (${status})\n\n`,
    textTable(
      [
        ['Phương thức', 'Mức', 'Còn hiệu lực', 'Quyết định mức', 'Do sự kiện', 'Quy định', 'Bằng chứng'],
        ['Method', 'Level', 'In force', 'Decides', 'By event', 'Policy', 'Evidence'],
      ],
      rows,
    ),
  ].join('');
}

export const explainAsJson = ({ at, ...told }: LevelExplained): string =>
  `${JSON.stringify({ at: iso(at), ...told }, undefined, 2)}\n`;
