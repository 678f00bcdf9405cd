import type { Certificate } from '../x509/certificate.js';
import type { KeyUsage } from '../x509/extension-values.js';
import { Oid } from '../x509/oids.js';

/** The inputs (c) to (g) of RFC 5280 §6.1.1. */
export interface PolicySettings {
  /** Policies that are acceptable; `anyPolicy` accepts all. */
  readonly initialPolicies: ReadonlySet<string>;
  readonly requireExplicitPolicy: boolean;
  readonly inhibitPolicyMapping: boolean;
  readonly inhibitAnyPolicy: boolean;
}

export const anyPolicySettings: PolicySettings = {
  initialPolicies: new Set([Oid.anyPolicy]),
  requireExplicitPolicy: false,
  inhibitPolicyMapping: false,
  inhibitAnyPolicy: false,
};

/** What the certificate asked about must be good for. An extension that is absent restricts nothing (RFC 5280). */
export interface Purpose {
  /** One of these, where the certificate names uses. */
  readonly keyUsage: readonly KeyUsage[];
  /** One of these, or anyExtendedKeyUsage, where the certificate names extended uses. */
  readonly extendedKeyUsage: readonly string[];
  /** Or one of these, unless it is for servers: certificates of web servers name clients as well, as a matter of course. */
  readonly unlessServer?: readonly string[];
  /** Whether a certification authority's own certificate will do. */
  readonly authority: boolean;
}

/** A person's, an enterprise's or an agency's signature: nobody's server and no authority. */
export const signerPurpose: Purpose = {
  keyUsage: ['digitalSignature', 'nonRepudiation'],
  extendedKeyUsage: [
    '1.3.6.1.5.5.7.3.4', // e-mail protection
    '1.3.6.1.5.5.7.3.36', // document signing (RFC 9336)
    '1.3.6.1.4.1.311.10.3.12', // document signing (Microsoft)
    '1.3.6.1.4.1.311.20.2.2', // smart card logon
    '1.2.840.113583.1.1.5', // PDF signing (Adobe)
  ],
  unlessServer: ['1.3.6.1.5.5.7.3.2'], // client authentication
  authority: false,
};

export const delegatedOcspPurpose: Purpose = {
  keyUsage: ['digitalSignature', 'nonRepudiation'],
  extendedKeyUsage: [Oid.ocspSigning],
  authority: false,
};

export interface PathRequest {
  readonly target: Certificate;
  /** Certificates that may be issuers, from wherever they came; none is believed for being here. */
  readonly candidates: readonly Certificate[];
  readonly anchors: readonly Certificate[];
  /** Our clock, in milliseconds. */
  readonly at: number;
  readonly policy?: PolicySettings;
  /** Default: any. */
  readonly purpose?: Purpose;
}
