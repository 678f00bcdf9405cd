import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One way to run a test of PKITS; a policy is a name of its glossary. */
export interface PkitsRun {
  readonly expect: 'valid' | 'invalid';
  readonly initialPolicies?: readonly string[];
  readonly requireExplicitPolicy?: boolean;
  readonly inhibitPolicyMapping?: boolean;
  readonly inhibitAnyPolicy?: boolean;
}

export interface PkitsTest {
  readonly test: string;
  readonly target: string;
  readonly runs: readonly PkitsRun[];
  /** The authorities-constrained-policy-set NIST expects, where the document names it. */
  readonly authorities?: readonly string[];
}

export interface PkitsSection {
  readonly section: string;
  readonly title: string;
  readonly tests: readonly PkitsTest[];
}

export interface PkitsData {
  readonly sections: readonly PkitsSection[];
  /** DER by NIST's file names. */
  readonly certificates: ReadonlyMap<string, Uint8Array>;
  readonly crls: ReadonlyMap<string, Uint8Array>;
}

const folder = 'test/adapters/pki/vectors/nist-pkits';

export function readPkits(root: string): PkitsData {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(root, folder, name), 'utf8'));
  const files = (name: string): ReadonlyMap<string, Uint8Array> =>
    new Map(
      Object.entries(read(name) as Record<string, string>).map(([file, base64]) => [
        file,
        Uint8Array.from(Buffer.from(base64, 'base64')),
      ]),
    );
  return {
    sections: read('tests.json') as readonly PkitsSection[],
    certificates: files('certificates.json'),
    crls: files('crls.json'),
  };
}
