import { cell, fileLink, table } from '../markdown.js';
import { type WycheproofResult } from './run-wycheproof.js';
import { wycheproofFolder } from './wycheproof-data.js';

const sum = (results: readonly WycheproofResult[], count: (result: WycheproofResult) => number): string =>
  String(results.reduce((total, result) => total + count(result), 0));

const row = (name: string, results: readonly WycheproofResult[], because: string): readonly string[] => [
  name,
  sum(results, ({ passed, failed, notApplicable }) => passed + failed.length + notApplicable),
  sum(results, ({ passed }) => passed),
  sum(results, ({ failed }) => failed.length),
  sum(results, ({ notApplicable }) => notApplicable),
  because,
];

const failures = (results: readonly WycheproofResult[]): string => {
  const failed = results.filter((result) => result.failed.length > 0);
  if (failed.length === 0) return 'No test failed.';
  return `Failed: ${failed.map((result) => `${result.file} ${result.failed.join(', ')}`).join('; ')}.`;
};

/** The parts of the page about conformance that are about single signatures. */
export const wycheproofSection = (results: readonly WycheproofResult[]): readonly string[] => [
  '## Wycheproof',
  `Signatures that verifiers are known to get wrong, from Project Wycheproof: source, version and licence are in
${fileLink(`${wycheproofFolder}/README.md`)}. A test passes when a valid signature is taken and any other is refused. Of what its
source calls acceptable, RSA keys with an exponent of 3 and digests shorter than the curve are taken; digests without their
NULL, integers without their leading zero and raw signatures that are too short are refused. Not applicable is what is
refused before any signature is looked at. Where pkijs decides otherwise is in
${fileLink('test/adapters/pki/algorithms/wycheproof.spec.ts')}.`,
  table(
    ['file', 'tests', 'passed', 'failed', 'not applicable', 'because'],
    [...results.map((result) => row(cell(result.file), [result], result.because.join('; '))), row('all', results, '')],
  ),
  failures(results),
];
