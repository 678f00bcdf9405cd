import { cell, fileLink, table } from '../markdown.js';
import type { OcspResult } from './run-openssl-ocsp.js';

const row = (name: string, expected: string, results: readonly OcspResult[]): readonly string[] => {
  const tests = results.reduce((sum, one) => sum + one.tests, 0);
  const failed = results.reduce((sum, one) => sum + one.failed.length, 0);
  return [name, expected, ...[tests, tests - failed, failed].map(String)];
};

const failures = (results: readonly OcspResult[]): string => {
  const failed = results.flatMap((result) => result.failed);
  return failed.length === 0 ? 'No test failed.' : `Failed: ${failed.map(cell).join(', ')}.`;
};

/** The part of the page about conformance that is about answers of OCSP responders. */
export const opensslOcspSection = (results: readonly OcspResult[]): readonly string[] => [
  '## OpenSSL’s OCSP answers',
  `Answers of responders from OpenSSL’s own test, sound and spoilt in one way each: source and licence are in
${fileLink('test/adapters/pki/vectors/openssl-ocsp/README.md')}. They are of 2012 and signed with SHA-1, for which each of them would
be refused; here a check of signatures that lets SHA-1 through shows the rest of the verdict. For which reason each one is
refused is in ${fileLink('test/adapters/pki/revocation/openssl-ocsp.spec.ts')}.`,
  table(
    ['group', 'is to be', 'tests', 'passed', 'failed'],
    [
      ...results.map((result) => row(cell(result.title), result.expect === 'good' ? 'accepted' : 'refused', [result])),
      row('all', '', results),
    ],
  ),
  failures(results),
];
