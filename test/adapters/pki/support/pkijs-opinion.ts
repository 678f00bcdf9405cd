import * as pkijs from 'pkijs';
import type { PkitsData, PkitsRun } from '../../../../docs/generate/pkits/pkits-data.js';
import { pkitsClock } from '../../../../docs/generate/pkits/run-pkits.js';
import { DerError } from '../../../../src/adapters/pki/der/der-error.js';
import { parseCertificate, type Certificate } from '../../../../src/adapters/pki/x509/certificate.js';
import { parseCrl, type Crl } from '../../../../src/adapters/pki/x509/crl.js';
import type { GeneralName } from '../../../../src/adapters/pki/x509/general-name.js';

const policyId = (name: string): string => name.replace('NIST-test-policy-', '2.16.840.1.101.3.2.1.48.');

const directoryKeys = (names: readonly GeneralName[] = []): string[] =>
  names.flatMap((one) => (one.kind === 'directory' ? [one.name.key] : []));

/** Whose names a certificate leads to: its issuer, and who signs the CRLs it points at. */
const leadsTo = ({ issuer, extensions }: Certificate): string[] => [
  issuer.key,
  ...(extensions.crlDistributionPoints ?? []).flatMap(({ crlIssuer }) => directoryKeys(crlIssuer)),
];

function all<T>(files: ReadonlyMap<string, Uint8Array>, parse: (der: Uint8Array) => T): Map<string, T> {
  const parsed = new Map<string, T>();
  for (const [name, der] of files)
    try {
      parsed.set(name, parse(der));
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
    }
  return parsed;
}

/** Parsed once: the engine changes neither certificates nor lists. */
function remembered<T>(parse: (raw: Uint8Array<ArrayBuffer>) => T): (raw: Uint8Array) => T {
  const parsed = new Map<Uint8Array, T>();
  return (raw) => {
    const known = parsed.get(raw);
    if (known !== undefined) return known;
    const fresh = parse(Uint8Array.from(raw));
    parsed.set(raw, fresh);
    return fresh;
  };
}

const certificateOf = remembered((raw) => pkijs.Certificate.fromBER(raw));
const listOf = remembered((raw) => pkijs.CertificateRevocationList.fromBER(raw));

/** What pkijs' own engine says of a test, given the certificates and CRLs that have to do with it. */
export class PkijsOpinion {
  private readonly certificates: ReadonlyMap<string, Certificate>;
  private readonly crls: readonly Crl[];

  constructor(private readonly data: PkitsData) {
    this.certificates = all(data.certificates, parseCertificate);
    this.crls = [...all(data.crls, (der) => parseCrl(der)).values()];
  }

  async of(file: string, run: PkitsRun): Promise<'valid' | 'invalid'> {
    const anchor = this.certificates.get('TrustAnchorRootCertificate');
    const target = this.certificates.get(file);
    if (anchor === undefined || target === undefined) return 'invalid';
    const { certificates, crls } = this.around(target);
    const engine = new pkijs.CertificateChainValidationEngine({
      trustedCerts: [certificateOf(anchor.raw)],
      // The engine takes the last one as the certificate that is asked about.
      certs: [...certificates.filter((one) => one !== target && one !== anchor), target].map(({ raw }) =>
        certificateOf(raw),
      ),
      crls: crls.map(({ raw }) => listOf(raw)),
      checkDate: new Date(pkitsClock),
    });
    const { result } = await engine.verify({
      initialPolicySet: run.initialPolicies?.map(policyId) ?? ['2.5.29.32.0'],
      initialExplicitPolicy: run.requireExplicitPolicy ?? false,
      initialPolicyMappingInhibit: run.inhibitPolicyMapping ?? false,
      initialInhibitPolicy: run.inhibitAnyPolicy ?? false,
    });
    return result ? 'valid' : 'invalid';
  }

  private around(target: Certificate): { readonly certificates: Certificate[]; readonly crls: Crl[] } {
    const names = new Set<string>();
    const found = new Set([target]);
    for (const certificate of found)
      for (const name of leadsTo(certificate)) {
        if (names.has(name)) continue;
        names.add(name);
        for (const one of this.certificates.values()) if (one.subject.key === name) found.add(one);
      }
    return { certificates: [...found], crls: this.crls.filter(({ issuer }) => names.has(issuer.key)) };
  }
}
