import { fileURLToPath } from 'node:url';
import { readPkits } from '../../../../docs/generate/pkits/pkits-data.js';
import { runPkits } from '../../../../docs/generate/pkits/run-pkits.js';
import { PkijsOpinion } from '../support/pkijs-opinion.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const data = readPkits(root);

/** `4.8.11` or, where only one of its settings matters, `4.8.18/2`. */
interface Deviation {
  readonly why: string;
  readonly tests: string;
}

/** Where pkijs 4 accepts what NIST rejects. */
const accepts: readonly Deviation[] = [
  { why: 'pathLenConstraint is read and never looked at', tests: '4.6.5 4.6.6 4.6.9 4.6.10 4.6.11 4.6.12 4.6.16' },
  { why: 'a policy mapping inhibited further up is still followed', tests: '4.11.5' },
  { why: 'one name within a permitted subtree is enough for all names of its kind', tests: '4.13.3' },
  { why: 'permitted subtrees of several authorities are joined instead of intersected', tests: '4.13.12 4.13.13' },
  {
    why: 'every CRL of the issuer counts: distribution points, what a CRL is limited to and reasons are not looked at',
    tests: '4.14.3 4.14.8 4.14.9 4.14.11 4.14.12 4.14.14 4.14.17 4.14.35',
  },
  { why: 'a delta CRL counts as a complete one', tests: '4.15.1 4.15.10' },
  { why: 'a critical extension that nobody knows is passed if it can be parsed', tests: '4.16.2' },
];

/** Where pkijs 4 rejects what NIST accepts. */
const rejects: readonly Deviation[] = [
  { why: 'DSA is not supported (here neither)', tests: '4.1.4 4.1.5' },
  { why: 'a key that signs CRLs and no certificates is not accepted', tests: '4.4.19 4.5.6' },
  { why: 'anyPolicy of an issuer does not cover what the certificates below name', tests: '4.8.11/1 4.8.11/2 4.10.9' },
  { why: 'anyPolicy beside another policy is not expanded', tests: '4.8.18/2 4.10.12/2 4.10.14 4.12.3/1' },
  { why: 'self-issued certificates are counted', tests: '4.9.6 4.11.7 4.12.7 4.12.9 4.13.19' },
  { why: 'the mappings of an authority below the inhibited depth void its other policies', tests: '4.11.4' },
  { why: 'entries of an indirect CRL are taken for the issuer’s own', tests: '4.14.24 4.14.25' },
  { why: 'CRLs of another issuer are not looked for', tests: '4.14.30 4.14.33' },
  { why: 'removeFromCrl in a delta CRL counts as a revocation', tests: '4.15.5 4.15.7' },
];

const named = (deviations: readonly Deviation[]): string[] =>
  deviations.flatMap(({ tests }) => tests.split(' ')).sort();

describe('a second opinion on PKITS by pkijs', () => {
  it('deviates from NIST in exactly these tests', async () => {
    const opinion = new PkijsOpinion(data);
    const found = { accepts: [] as string[], rejects: [] as string[] };
    for (const { tests } of data.sections)
      for (const { test, target, runs } of tests)
        for (const [i, run] of runs.entries()) {
          const outcome = await opinion.of(target, run);
          if (outcome !== run.expect)
            found[outcome === 'valid' ? 'accepts' : 'rejects'].push(runs.length > 1 ? `${test}/${i + 1}` : test);
        }
    expect(found.accepts.sort()).toEqual(named(accepts));
    expect(found.rejects.sort()).toEqual(named(rejects));
  }, 120_000);

  it('never has to be followed against ours: ours is what NIST expects wherever the two differ', () => {
    const differing = new Set([...named(accepts), ...named(rejects)].map((id) => id.split('/')[0]));
    const ours = runPkits(data).filter(({ test }) => differing.has(test.test));
    expect(ours.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
  });
});
