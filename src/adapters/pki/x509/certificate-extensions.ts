import type { Tlv } from '../der/tlv.js';
import { distributionPoints, type DistributionPoint } from './distribution-points.js';
import { extensionList, unknownCritical, valueReader, type Extension } from './extension-list.js';
import * as read from './extension-values.js';
import { anyNames, generalNames, type GeneralName } from './general-name.js';
import { Oid } from './oids.js';
import * as policy from './policy-extensions.js';

/** The extensions of a certificate that decide something, each undefined where it is absent. */
export interface CertificateExtensions {
  /** Every extension as written, by identifier. */
  readonly all: ReadonlyMap<string, Extension>;
  /** Critical ones that nothing here knows: whoever validates must refuse. */
  readonly unknownCritical: readonly string[];
  readonly basicConstraints: read.BasicConstraints | undefined;
  readonly keyUsage: ReadonlySet<read.KeyUsage> | undefined;
  readonly extendedKeyUsage: readonly string[] | undefined;
  readonly subjectAltName: readonly GeneralName[] | undefined;
  readonly issuerAltName: readonly GeneralName[] | undefined;
  readonly nameConstraints: read.NameConstraints | undefined;
  readonly certificatePolicies: readonly string[] | undefined;
  readonly policyMappings: readonly policy.PolicyMapping[] | undefined;
  readonly policyConstraints: policy.PolicyConstraints | undefined;
  readonly inhibitAnyPolicy: number | undefined;
  readonly authorityKeyIdentifier: read.AuthorityKeyIdentifier | undefined;
  /** Lower-case hex. */
  readonly subjectKeyIdentifier: string | undefined;
  readonly authorityInfoAccess: readonly read.AccessDescription[] | undefined;
  readonly crlDistributionPoints: readonly DistributionPoint[] | undefined;
  readonly freshestCrl: readonly DistributionPoint[] | undefined;
  /** id-pkix-ocsp-nocheck (RFC 6960 §4.2.2.2.1). */
  readonly ocspNoCheck: boolean;
}

/** What path validation handles; a critical extension outside this list is unknown even if a field above shows it. */
const handled: ReadonlySet<string> = new Set([
  Oid.basicConstraints,
  Oid.keyUsage,
  Oid.extendedKeyUsage,
  Oid.subjectAltName,
  Oid.issuerAltName,
  Oid.nameConstraints,
  Oid.certificatePolicies,
  Oid.policyMappings,
  Oid.policyConstraints,
  Oid.inhibitAnyPolicy,
  Oid.authorityKeyIdentifier,
  Oid.subjectKeyIdentifier,
  Oid.authorityInfoAccess,
  Oid.crlDistributionPoints,
  Oid.freshestCrl,
  Oid.ocspNoCheck,
]);

/** `tlv` is the SEQUENCE OF Extension; undefined for a certificate that has none. */
export function certificateExtensions(tlv: Tlv | undefined): CertificateExtensions {
  const all: ReadonlyMap<string, Extension> = tlv === undefined ? new Map() : extensionList(tlv);
  const value = valueReader(all);
  return {
    all,
    unknownCritical: unknownCritical(all, handled),
    basicConstraints: value(Oid.basicConstraints, read.basicConstraints),
    keyUsage: value(Oid.keyUsage, read.keyUsage),
    extendedKeyUsage: value(Oid.extendedKeyUsage, read.extendedKeyUsage),
    subjectAltName: value(Oid.subjectAltName, (names) => anyNames(names)),
    issuerAltName: value(Oid.issuerAltName, (names) => generalNames(names)),
    nameConstraints: value(Oid.nameConstraints, read.nameConstraints),
    certificatePolicies: value(Oid.certificatePolicies, policy.certificatePolicies),
    policyMappings: value(Oid.policyMappings, policy.policyMappings),
    policyConstraints: value(Oid.policyConstraints, policy.policyConstraints),
    inhibitAnyPolicy: value(Oid.inhibitAnyPolicy, (skip) => policy.count(skip)),
    authorityKeyIdentifier: value(Oid.authorityKeyIdentifier, read.authorityKeyIdentifier),
    subjectKeyIdentifier: value(Oid.subjectKeyIdentifier, read.subjectKeyIdentifier),
    authorityInfoAccess: value(Oid.authorityInfoAccess, read.authorityInfoAccess),
    crlDistributionPoints: value(Oid.crlDistributionPoints, distributionPoints),
    freshestCrl: value(Oid.freshestCrl, distributionPoints),
    ocspNoCheck: all.has(Oid.ocspNoCheck),
  };
}
