import type { RowGroup } from './row.js';

const head = `# Hostile inputs

What a certificate proof is refused for, one row each: what is sent, and all codes it is refused with, the first of which
decides the message. Every row is made anew and goes the whole way through \`PkiSignatureVerifier\` and the reading of the
holder in \`test/adapters/pki/hostile.spec.ts\`, which also holds this page to the rows, goes through the table again and again
while it watches the memory, and shows that nothing in it crashes. The messages of the codes are in
[errors](../reference/errors.md); what the verifier promises is in [ADR 0104](../adr/0104-tokens-through-koffi-holders-by-attributes.md)
and its neighbours.
`;

const cell = (text: string): string => text.replaceAll('|', '\\|');

const table = ({ title, rows }: RowGroup): string =>
  [
    `## ${title}`,
    '',
    '| what | refused with |',
    '| --- | --- |',
    ...rows.map(({ what, codes }) => `| ${cell(what)} | ${codes.map((code) => `\`${code}\``).join(', ')} |`),
    '',
  ].join('\n');

/** The text of docs/explanation/hostile-inputs.md, before it is formatted. */
export const hostilePage = (groups: readonly RowGroup[]): string => {
  const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const codes = new Set(groups.flatMap((group) => group.rows.flatMap((row) => row.codes)));
  return [head, `${rows} rows, ${codes.size} codes.\n`, ...groups.map(table)].join('\n');
};
