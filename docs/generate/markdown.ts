/** Text as it must stand in a table cell. */
export const cell = (text: string): string =>
  text
    .replaceAll(/[\\|*_]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Text as code: in a table only the bar must be escaped. */
export const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

/** A table whose cells are escaped already or hold markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** A page: what generated it, then blocks with an empty line between them. */
export const page = (title: string, blocks: readonly string[]): string =>
  [
    `# ${title}`,
    '<!-- Written by `npm run docs:generate`. Do not edit: test/docs/reference.spec.ts compares. -->',
    ...blocks,
  ].join('\n\n') + '\n';

/** A link from docs/reference to a file of the repository. */
export const fileLink = (path: string): string => `[${cell(path)}](../../${path})`;

const mostShown = 3;

/** Tests by file, each file with the first few of its titles. */
export const testLinks = (tests: readonly { readonly file: string; readonly title: string }[]): string =>
  [...Map.groupBy(tests, ({ file }) => file)]
    .map(([file, found]) => {
      const titles = [...new Set(found.map(({ title }) => title))].filter((title) => title !== '');
      const more = titles.length > mostShown ? `; and ${titles.length - mostShown} more` : '';
      return titles.length === 0
        ? fileLink(file)
        : `${fileLink(file)}: ${titles.slice(0, mostShown).map(cell).join('; ')}${more}`;
    })
    .join('<br>');
