import { DerError } from '../../../src/adapters/pki/der/der-error.js';
import { crlStatuses } from '../../../src/adapters/pki/path/crl/crl-status.js';
import { findPaths, type PathOutcome } from '../../../src/adapters/pki/path/find-path.js';
import { linkCache, LinkVerifier, type LinkCache } from '../../../src/adapters/pki/path/link-verifier.js';
import type { PolicySettings } from '../../../src/adapters/pki/path/path-request.js';
import { parseCertificate, type Certificate } from '../../../src/adapters/pki/x509/certificate.js';
import { parseCrl, type Crl } from '../../../src/adapters/pki/x509/crl.js';
import { Oid } from '../../../src/adapters/pki/x509/oids.js';
import type { PkitsData, PkitsRun, PkitsTest } from './pkits-data.js';

export interface RunResult {
  readonly run: PkitsRun;
  readonly outcome: 'valid' | 'invalid';
  /** Why not valid: codes of path validation, or what the CRLs say. */
  readonly why: readonly string[];
  /** Names of PKITS for the authorities-constrained-policy-set; undefined where the path was not valid. */
  readonly authorities: readonly string[] | undefined;
}

export interface TestResult {
  readonly test: PkitsTest;
  readonly section: string;
  readonly verdict: 'passed' | 'failed' | 'notApplicable';
  readonly runs: readonly RunResult[];
}

/** Tests of an algorithm that is refused before anything else is looked at. */
export const notApplicable: Readonly<Record<string, string>> = {
  '4.1.4': 'DSA is not accepted',
  '4.1.5': 'DSA is not accepted',
  '4.1.6': 'DSA is not accepted',
};

/** Within the validity of the anchor and of the CRLs that are meant to be in force. */
export const pkitsClock = Date.UTC(2020, 0, 1);

const policyRoot = '2.16.840.1.101.3.2.1.48.';
const policyId = (name: string): string => name.replace('NIST-test-policy-', policyRoot);
const policyName = (id: string): string =>
  id === Oid.anyPolicy ? 'anyPolicy' : id.replace(policyRoot, 'NIST-test-policy-');

const settingsOf = (run: PkitsRun): PolicySettings => ({
  initialPolicies: new Set(run.initialPolicies?.map(policyId) ?? [Oid.anyPolicy]),
  requireExplicitPolicy: run.requireExplicitPolicy ?? false,
  inhibitPolicyMapping: run.inhibitPolicyMapping ?? false,
  inhibitAnyPolicy: run.inhibitAnyPolicy ?? false,
});

/** What PKITS publishes in its directory: every certificate and every CRL, whichever test they are for. */
interface Directory {
  readonly anchor: Certificate;
  readonly certificates: ReadonlyMap<string, Certificate>;
  readonly crls: readonly Crl[];
  readonly links: LinkCache;
}

function readable<T>(files: ReadonlyMap<string, Uint8Array>, parse: (der: Uint8Array) => T): Map<string, T> {
  const parsed = new Map<string, T>();
  for (const [name, der] of files)
    try {
      parsed.set(name, parse(der));
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
    }
  return parsed;
}

function directoryOf(data: PkitsData): Directory {
  const certificates = readable(data.certificates, parseCertificate);
  const anchor = certificates.get('TrustAnchorRootCertificate');
  if (anchor === undefined) throw new Error('PKITS without its anchor');
  const crls = [...readable(data.crls, (der) => parseCrl(der)).values()];
  return { anchor, certificates, crls, links: linkCache() };
}

/** Runs every test, each over the whole directory, so that building paths and choosing CRLs is part of it. */
export function runPkits(data: PkitsData): readonly TestResult[] {
  const directory = directoryOf(data);
  return data.sections.flatMap(({ section, tests }) => tests.map((test) => resultOf(test, section, directory)));
}

function resultOf(test: PkitsTest, section: string, directory: Directory): TestResult {
  if (test.test in notApplicable) return { test, section, verdict: 'notApplicable', runs: [] };
  const runs = test.runs.map((run) => resultOfRun(test, run, directory));
  return { test, section, verdict: runs.every((run) => isAsExpected(run, test)) ? 'passed' : 'failed', runs };
}

const isAsExpected = ({ run, outcome, authorities }: RunResult, test: PkitsTest): boolean =>
  outcome === run.expect &&
  (authorities === undefined || test.authorities === undefined || authorities.join() === test.authorities.join());

function resultOfRun({ target: file }: PkitsTest, run: PkitsRun, directory: Directory): RunResult {
  const { anchor, certificates, crls } = directory;
  const links = new LinkVerifier(directory.links);
  const target = certificates.get(file);
  if (target === undefined) return { run, outcome: 'invalid', why: ['not DER'], authorities: undefined };
  const context = { crls, candidates: [...certificates.values()], anchors: [anchor], at: pkitsClock, links };
  let why: readonly string[] = [];
  for (const path of findPaths({ ...context, target, policy: settingsOf(run) }, links)) {
    why = path.failures.length > 0 ? path.failures.map(({ code }) => code) : crlFailures(path, context);
    if (why.length === 0) return { run, outcome: 'valid', why, authorities: authoritiesOf(path) };
  }
  return { run, outcome: 'invalid', why, authorities: undefined };
}

const crlFailures = (path: PathOutcome, context: Parameters<typeof crlStatuses>[1]): string[] =>
  crlStatuses(path, context).flatMap((verdict) =>
    verdict.status === 'undetermined' ? [...verdict.problems] : verdict.status === 'revoked' ? ['revoked'] : [],
  );

const authoritiesOf = ({ policies }: PathOutcome): string[] =>
  [...(policies?.authorities ?? [])].map(policyName).sort();
