import { fileLink, cell, page, table } from './markdown.js';
import type { PkitsData } from './pkits/pkits-data.js';
import { notApplicable, type TestResult } from './pkits/run-pkits.js';

type Verdict = TestResult['verdict'];

const count = (results: readonly TestResult[], verdict: Verdict): string =>
  String(results.filter((result) => result.verdict === verdict).length);

const reasonsFor = (results: readonly TestResult[]): string =>
  [...Map.groupBy(results, ({ test }) => notApplicable[test.test] ?? '')]
    .filter(([reason]) => reason !== '')
    .map(([reason, tests]) => `${tests.map(({ test }) => test.test).join(', ')}: ${cell(reason)}`)
    .join('; ');

const row = (name: string, results: readonly TestResult[]): readonly string[] => [
  name,
  String(results.length),
  String(results.reduce((sum, { test }) => sum + test.runs.length, 0)),
  count(results, 'passed'),
  count(results, 'failed'),
  count(results, 'notApplicable'),
  reasonsFor(results),
];

const failures = (results: readonly TestResult[]): string => {
  const failed = results.filter(({ verdict }) => verdict === 'failed');
  if (failed.length === 0) return 'No test failed.';
  return `Failed: ${failed.map(({ test }) => `${test.test} ${cell(test.target)}`).join(', ')}.`;
};

/** What the verifier makes of public test suites, from a run made now; `others` are the parts of further suites. */
export const conformancePage = (
  data: PkitsData,
  results: readonly TestResult[],
  others: readonly string[] = [],
): string =>
  page('Conformance of the certificate verifier', [
    `What \`src/adapters/pki\` makes of public test suites. The numbers are counted in a run over committed data, made when
this page is generated; the tests run the same again and compare.`,
    '## NIST PKITS',
    `Public Key Interoperability Test Suite, Certification Path Validation, version 1.0.1 of 14 April 2011: certificates, CRLs
and the list of tests are in ${fileLink('test/adapters/pki/vectors/nist-pkits/README.md')}. A test with several settings has several
runs and passes only if all of them end as NIST expects, with the policies that NIST expects. Each run gets all 405
certificates and all 173 CRLs, so that building the path and choosing among CRLs are part of it, and nobody is valid for want of
revocation data. For which reason each one is refused, and where pkijs decides otherwise, is in
${fileLink('test/adapters/pki/path/pkits.spec.ts')} and ${fileLink('test/adapters/pki/path/pkijs-opinion.spec.ts')}.`,
    table(
      ['section', 'tests', 'runs', 'passed', 'failed', 'not applicable', 'because'],
      [
        ...data.sections.map(({ section, title }) =>
          row(
            `${section} ${cell(title)}`,
            results.filter((result) => result.section === section),
          ),
        ),
        row('all', results),
      ],
    ),
    failures(results),
    ...others,
  ]);
