import type { MethodPolicy, NumberPath, PolicyColumn, PolicyEdition } from '../../src/domain/policy/edition.js';
import { identityMethods, subjectKinds } from '../../src/domain/policy/methods.js';
import { methodPolicy } from '../../src/domain/policy/policy-book.js';
import { cell, code, page, table } from './markdown.js';
import { dayInVietnam, numberTexts } from './policy-text.js';

const columnNames: Readonly<Record<PolicyColumn, string>> = {
  register: 'registers',
  add: 'may be added',
  login: 'logs in',
};
const columns = Object.keys(columnNames) as readonly PolicyColumn[];
const yesNo = (yes: boolean): string => (yes ? 'yes' : 'no');

const openTable = (edition: PolicyEdition): string =>
  table(
    ['method', ...subjectKinds],
    identityMethods.map((method) => [
      code(method),
      ...subjectKinds.map((subject) => {
        const row = methodPolicy(edition, method, subject);
        return columns
          .filter((column) => row?.[column] !== undefined)
          .map((column) => columnNames[column])
          .join(', ');
      }),
    ]),
  );

const rowName = ({ method, subject }: MethodPolicy): string => `${code(method)} ${subject}`;

const registerTable = ({ methods }: PolicyEdition): string =>
  table(
    ['method', 'steps', 'earns', 'deduplicated by', 'where an account exists', 'e-mail', 'anchors', 'follows'],
    methods.flatMap((row) =>
      row.register === undefined
        ? []
        : [
            [
              rowName(row),
              row.register.steps.join(' → ') + (row.register.civilServantRefused ? ' (no civil servants)' : ''),
              row.register.level,
              row.register.dedupKey,
              row.register.onDuplicate.join(', '),
              row.register.email,
              row.register.anchors ?? '',
              cell(row.register.basis),
            ],
          ],
    ),
  );

const loginTable = ({ methods }: PolicyEdition): string =>
  table(
    ['method', 'by', 'captcha', 'session claims at most', 'anchors', 'follows'],
    methods.flatMap((row) =>
      row.login === undefined
        ? []
        : [
            [
              rowName(row),
              row.login.by,
              yesNo(row.login.captcha),
              row.login.level,
              row.login.anchors ?? '',
              cell(row.login.basis),
            ],
          ],
    ),
  );

const addTable = ({ methods }: PolicyEdition): string =>
  table(
    ['method', 'earns', 'anchors', 'follows'],
    methods.flatMap((row) =>
      row.add === undefined ? [] : [[rowName(row), row.add.level, row.add.anchors ?? '', cell(row.add.basis)]],
    ),
  );

/** Row by row and column by column, what opened, closed or changed against the edition before. */
function changes(before: PolicyEdition, after: PolicyEdition): readonly string[] {
  return identityMethods.flatMap((method) =>
    subjectKinds.flatMap((subject) =>
      columns.flatMap((column) => {
        const [old, now] = [before, after].map((edition) => methodPolicy(edition, method, subject)?.[column]);
        const name = `${code(method)} of ${subject}, ${columnNames[column]}`;
        if (old === undefined) return now === undefined ? [] : [`opens: ${name}`];
        if (now === undefined) return [`closes: ${name}`];
        const withoutBasis = (policy: object) => JSON.stringify({ ...policy, basis: '' });
        return withoutBasis(old) === withoutBasis(now) ? [] : [`changes: ${name}`];
      }),
    ),
  );
}

function editionSection(edition: PolicyEdition, before: PolicyEdition | undefined): readonly string[] {
  const changed = before === undefined ? [] : changes(before, edition);
  return [
    `## ${edition.id}`,
    `${cell(edition.title)}. In force: ${dayInVietnam(edition.inForceFrom)}. Follows ${cell(edition.basis)}`,
    '### What is open',
    openTable(edition),
    ...(before === undefined ? [] : [`### Against ${before.id}`, changed.map((line) => `- ${line}`).join('\n')]),
    '### Registering',
    registerTable(edition),
    '### Adding to an account',
    addTable(edition),
    '### Logging in',
    loginTable(edition),
  ];
}

/** One line for each value that a number takes, with the editions that give it. */
function numberRows(editions: readonly PolicyEdition[]): readonly (readonly string[])[] {
  const paths = Object.keys(numberTexts) as readonly NumberPath[];
  return paths.flatMap((path) => {
    const given = editions.map((edition) => {
      const { by, why } = edition.numbersBasis[path];
      return {
        id: edition.id,
        line: [cell(numberTexts[path](edition)), by === 'us' ? 'this project' : 'document', cell(why)],
      };
    });
    return [...Map.groupBy(given, ({ line }) => line.join('\n')).values()].map((same) => [
      code(path),
      same.length === editions.length ? 'all' : same.map(({ id }) => id).join(', '),
      ...(same[0]?.line ?? []),
    ]);
  });
}

export function policyPage(documented: readonly PolicyEdition[], sandbox: PolicyEdition): string {
  const editions = [...documented, sandbox];
  return page('Policy', [
    'Which method is open to whom, in dated editions: data, not code. How editions work is told in [policy](../explanation/policy.md); document keys are those of [rules](rules.md#source-documents).',
    '## Editions',
    table(
      ['edition', 'in force from (day in Vietnam)', 'title'],
      editions.map((edition) => [code(edition.id), dayInVietnam(edition.inForceFrom), cell(edition.title)]),
    ),
    '## Numbers',
    table(['number', 'editions', 'value', 'given by', 'why'], numberRows(editions)),
    ...documented.flatMap((edition, index) => editionSection(edition, documented[index - 1])),
    ...editionSection(sandbox, undefined),
  ]);
}
