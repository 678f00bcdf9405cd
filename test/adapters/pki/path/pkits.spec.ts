import { fileURLToPath } from 'node:url';
import { readPkits } from '../../../../docs/generate/pkits/pkits-data.js';
import { notApplicable, runPkits } from '../../../../docs/generate/pkits/run-pkits.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const data = readPkits(root);
const results = runPkits(data);

describe('NIST PKITS', () => {
  it('is run whole: 224 tests of sections 4.1 to 4.16, some of them with several settings', () => {
    expect(data.sections.map(({ section, tests }) => `${section} ${tests.length}`)).toEqual([
      ...['4.1 6', '4.2 8', '4.3 11', '4.4 21', '4.5 8', '4.6 17', '4.7 5', '4.8 20', '4.9 8', '4.10 14', '4.11 11'],
      ...['4.12 10', '4.13 38', '4.14 35', '4.15 10', '4.16 2'],
    ]);
    expect(results.flatMap(({ test }) => test.runs)).toHaveLength(248);
    expect(new Set(results.map(({ test }) => test.test)).size).toBe(224);
  });

  it.each(results.map((result) => [result.test.test, result.test.target, result] as const))(
    '%s %s ends as NIST expects',
    (id, _, { verdict, runs }) => {
      expect({ verdict, runs }).toEqual({ verdict: id in notApplicable ? 'notApplicable' : 'passed', runs });
    },
  );
});

/** What a refusal of each section may be for. Two tests have a signature with bits that DER forbids: they do not parse. */
const reasons: Readonly<Record<string, readonly string[]>> = {
  '4.1': ['certificate.badSignature', 'certificate.untrusted'],
  '4.2': [
    'certificate.expired',
    'certificate.notYetValid',
    'certificate.issuerExpired',
    'certificate.issuerNotYetValid',
  ],
  '4.3': ['certificate.untrusted'],
  '4.4': ['revoked', 'noCrl', 'stale', 'unknownCritical', 'signerRevoked'],
  '4.5': ['revoked', 'certificate.issuerNotAuthority'],
  '4.6': ['certificate.issuerNotAuthority', 'certificate.pathLength'],
  '4.7': ['certificate.issuerKeyUsage', 'signerKeyUsage'],
  '4.8': ['certificate.policy'],
  '4.9': ['certificate.policy'],
  '4.10': ['certificate.policy', 'certificate.policyMapping'],
  '4.11': ['certificate.policy'],
  '4.12': ['certificate.policy'],
  '4.13': ['certificate.nameConstraints'],
  '4.14': ['revoked', 'noCrl', 'reasonsNotCovered'],
  '4.15': ['revoked', 'noCrl', 'stale'],
  '4.16': ['certificate.criticalExtension'],
};

describe('what PKITS refuses', () => {
  const refused = results.flatMap(({ section, test, runs }) =>
    runs.filter(({ outcome }) => outcome === 'invalid').map(({ why }) => ({ section, id: test.test, why })),
  );

  it('is refused for what the section is about', () => {
    expect(refused.filter(({ section, why }) => !reasons[section]?.includes(why[0] ?? ''))).toEqual([]);
    for (const [section, codes] of Object.entries(reasons)) {
      const found = refused.filter((one) => one.section === section).map(({ why }) => why[0]);
      expect({ section, unused: codes.filter((code) => !found.includes(code)) }).toEqual({ section, unused: [] });
    }
  });
});

describe('the tests themselves', () => {
  const failed = (spoilt: Partial<typeof data>): string[] =>
    runPkits({ ...data, ...spoilt })
      .filter(({ verdict }) => verdict === 'failed')
      .map(({ test }) => test.test);

  it('fail without revocation lists: nobody is valid for want of data', () => {
    const valid = results.filter(({ runs }) => runs.some(({ run }) => run.expect === 'valid'));
    expect(failed({ crls: new Map() })).toEqual(valid.map(({ test }) => test.test));
  });

  it('fail when what NIST expects is turned round', () => {
    const turned = data.sections.slice(1, 2).map((section) => ({
      ...section,
      tests: section.tests.map((test) => ({
        ...test,
        runs: test.runs.map((run) => ({
          ...run,
          expect: run.expect === 'valid' ? ('invalid' as const) : ('valid' as const),
        })),
      })),
    }));
    expect(failed({ sections: turned })).toHaveLength(8);
  });
});
