import { hash } from 'node:crypto';
import { challengeOf, type ChallengeStatement } from '../../../../src/application/proofs/statement.js';
import { instant } from '../../../../src/domain/kernel/instant.js';
import { type ForgedCertificate, forgeCertificate, type ForgedIssuer } from '../support/forged-certificate.js';
import * as extension from '../support/forged-extensions.js';
import { type ForgedKey, forgeKey, type ForgedKeyKind, type SigningWay, signWith } from '../support/forged-keys.js';
import { type Attribute, forgeName } from '../support/forged-names.js';
import { forgeCrl, forgeOcsp, type OcspParts } from '../support/forged-revocation.js';
import { forgeSignedData, type SignedDataParts } from '../support/forged-signed-data.js';

/** Bytes, or nobody answers. */
export type Reply = Uint8Array | 'silence';
export type Replies = Readonly<Record<string, Reply>>;

export const now = Date.UTC(2026, 10, 21, 5);
export const minute = 60_000;
export const day = 24 * 60 * minute;

/** An issuing authority with whoever answers for it. */
export interface ForgedAuthority extends ForgedCertificate {
  readonly responder: ForgedCertificate;
  /** Certificates between its holders and the anchor, itself first. */
  readonly chain: readonly Uint8Array[];
  /** Where the list is that would tell of its revocation. */
  readonly list: string;
}

export interface Holder extends ForgedCertificate {
  readonly authority: ForgedAuthority;
  readonly issuerName: Uint8Array;
  /** Where its responder is. */
  readonly ocsp: string;
}

export interface HolderParts {
  readonly subject?: readonly Attribute[] | Uint8Array;
  readonly authority?: ForgedAuthority;
  readonly key?: ForgedKey | ForgedKeyKind;
  readonly notBefore?: number;
  readonly notAfter?: number;
  readonly uses?: readonly extension.KeyUseName[];
  readonly more?: readonly Uint8Array[];
  /** Instead of everything a certificate usually has. */
  readonly extensions?: readonly Uint8Array[];
  /** Default: an address of a responder. */
  readonly sources?: readonly Uint8Array[];
  readonly serial?: string;
  readonly way?: SigningWay;
}

export interface AuthorityParts {
  readonly name?: Uint8Array;
  readonly key?: ForgedKey;
  readonly notBefore?: number;
  readonly notAfter?: number;
  /** Default: an authority that may issue to holders only. */
  readonly extensions?: (own: ForgedKey) => readonly Uint8Array[];
  readonly way?: SigningWay;
  readonly issuer?: ForgedIssuer;
  /** Certificates from the issuer on up; none for a root. */
  readonly above?: readonly Uint8Array[];
}

const person: readonly Attribute[] = [
  ['C', 'VN'],
  ['CN', 'NGUYỄN VĂN AN'],
  ['UID', 'CCCD:001090990001'],
];

/** Two hierarchies with everything a sound proof needs, and the means to spoil any part of it. */
export class ForgedWorld {
  private made = 0;
  private readonly truths = new Map<string, Reply>();
  readonly origin = 'https://portal.example';
  readonly statement: ChallengeStatement = {
    random: 'k3Jm9uQx7vZ2pL5sT8wR1yB4nC6dF0gH',
    purpose: 'register',
    origin: this.origin,
    process: 'registration-1',
    time: instant(now - minute),
  };
  readonly challenge = this.challengeFor({});
  readonly publicRoot = this.root('Mây Xanh Root CA');
  readonly governmentRoot = this.root('Sao Mai Government Root CA');
  readonly publicCa = this.authority({});
  readonly governmentCa = this.authority({ issuer: this.governmentRoot, name: this.named('Sao Mai Agencies CA') });
  readonly an = this.holder({});
  readonly company = this.holder({
    subject: [
      ['CN', 'CÔNG TY TNHH MÂY TRẮNG'],
      ['UID', 'MST:0199000017'],
    ],
  });
  readonly agency = this.holder({
    authority: this.governmentCa,
    subject: [
      ['CN', 'SỞ SAO MAI'],
      ['UID', 'MST:0199000024'],
      ['UID', 'MNS:1099001'],
    ],
  });

  challengeFor(change: Partial<ChallengeStatement>): string {
    const digests = { sha256: (text: string) => hash('sha256', text) } as Parameters<typeof challengeOf>[1];
    return challengeOf({ ...this.statement, ...change }, digests);
  }

  /** What is truly answered at an address. */
  truth(url: string): Reply {
    return this.truths.get(url) ?? 'silence';
  }

  address(kind: 'ocsp' | 'crl'): string {
    this.made += 1;
    return `http://${kind}.example/${this.made}`;
  }

  named(commonName: string): Uint8Array {
    return forgeName([
      ['C', 'VN'],
      ['CN', commonName],
    ]);
  }

  root(name: string, key = forgeKey()): ForgedCertificate {
    const subject = this.named(name);
    return forgeCertificate({
      subject,
      key,
      issuer: { key, name: subject },
      notBefore: now - 3650 * day,
      notAfter: now + 3650 * day,
      extensions: [
        extension.basicConstraints(true),
        extension.keyUsage('keyCertSign', 'cRLSign'),
        extension.subjectKeyIdentifier(key.keyId),
      ],
    });
  }

  /** Whether it was revoked is in the list of whoever issued it. */
  authority(parts: AuthorityParts): ForgedAuthority {
    const { key = forgeKey(), issuer = this.publicRoot, way } = parts;
    const list = this.address('crl');
    const extensions = parts.extensions?.(key) ?? [
      extension.basicConstraints(true, 0),
      extension.keyUsage('keyCertSign', 'cRLSign'),
    ];
    const certificate = forgeCertificate({
      subject: parts.name ?? this.named('Mây Xanh CA'),
      key,
      issuer,
      notBefore: parts.notBefore ?? now - 2000 * day,
      notAfter: parts.notAfter ?? now + 2000 * day,
      extensions: [
        ...extensions,
        extension.subjectKeyIdentifier(key.keyId),
        extension.authorityKeyIdentifier(issuer.key.keyId),
        extension.crlAddress(list),
      ],
      ...(way !== undefined && { way }),
    });
    this.truths.set(list, forgeCrl({ issuer, thisUpdate: now - day, nextUpdate: now + 30 * day }));
    return {
      ...certificate,
      responder: this.responder(certificate, {}),
      chain: [certificate.der, ...(parts.above ?? [])],
      list,
    };
  }

  /** Whom an authority names to answer for it. */
  responder(authority: ForgedIssuer, parts: Partial<HolderParts>): ForgedCertificate {
    const key = forgeKey();
    return forgeCertificate({
      subject: this.named('Mây Xanh OCSP'),
      key,
      issuer: authority,
      notBefore: parts.notBefore ?? now - 100 * day,
      notAfter: parts.notAfter ?? now + 100 * day,
      extensions: parts.extensions ?? [
        extension.keyUsage('digitalSignature'),
        extension.extendedKeyUsage('1.3.6.1.5.5.7.3.9'),
        extension.ocspNoCheck(),
      ],
    });
  }

  holder(parts: HolderParts): Holder {
    const { subject = person, authority = this.publicCa } = parts;
    const key = typeof parts.key === 'object' ? parts.key : forgeKey(parts.key);
    const ocsp = this.address('ocsp');
    const certificate = forgeCertificate({
      subject: subject instanceof Uint8Array ? subject : forgeName(subject),
      key,
      issuer: authority,
      notBefore: parts.notBefore ?? now - 300 * day,
      notAfter: parts.notAfter ?? now + 300 * day,
      extensions: parts.extensions ?? [
        extension.basicConstraints(false),
        extension.keyUsage(...(parts.uses ?? ['digitalSignature', 'nonRepudiation'])),
        extension.subjectKeyIdentifier(key.keyId),
        extension.authorityKeyIdentifier(authority.key.keyId),
        ...(parts.sources ?? [extension.ocspAddress(ocsp)]),
        ...(parts.more ?? []),
      ],
      ...(parts.serial !== undefined && { serial: parts.serial }),
      ...(parts.way !== undefined && { way: parts.way }),
    });
    const holder = { ...certificate, authority, issuerName: authority.name, ocsp };
    this.truths.set(ocsp, this.ocsp(holder, {}));
    return holder;
  }

  /** The answer of the authority's responder, an hour old. */
  ocsp(holder: Holder, change: Partial<OcspParts>): Uint8Array {
    const { authority } = holder;
    const producedAt = now - 60 * minute;
    const parts = { about: holder, issuer: authority, responder: authority.responder, status: 'good' as const };
    return forgeOcsp({ ...parts, producedAt, nextUpdate: now + day, ...change });
  }

  cmsBytes(signer: Holder, change: Partial<SignedDataParts> = {}): Uint8Array {
    const certificates = [signer.der, ...signer.authority.chain];
    return forgeSignedData({ content: Buffer.from(this.challenge), signer, certificates, ...change });
  }

  /** A proof as CMS in base64. */
  cms(signer: Holder = this.an, change: Partial<SignedDataParts> = {}): string {
    return Buffer.from(this.cmsBytes(signer, change)).toString('base64');
  }

  /** The fields of a proof in the raw form, for ECDSA keys on P-256 and RSA keys. */
  rawFields(signer: Holder = this.an, way?: SigningWay): Readonly<Record<string, unknown>> {
    const { signature } = signWith(signer.key, Buffer.from(this.challenge), { ...way, p1363: true });
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
    return {
      format: 'raw',
      certificate: base64(signer.der),
      chain: signer.authority.chain.map(base64),
      algorithm: signer.key.kind === 'p256' ? 'ES256' : way?.pss === true ? 'PS256' : 'RS256',
      signature: base64(signature),
    };
  }

  raw(signer: Holder = this.an, change: Readonly<Record<string, unknown>> = {}): string {
    return JSON.stringify({ ...this.rawFields(signer), ...change });
  }

  webEid(signer: Holder, origin: string): string {
    const digests = [origin, this.challenge].map((part) => hash('sha256', part, 'buffer'));
    const { signature } = signWith(signer.key, Buffer.concat(digests), { p1363: true });
    const { certificate: unverifiedCertificate } = this.rawFields(signer);
    const text = Buffer.from(signature).toString('base64');
    return JSON.stringify({ format: 'web-eid:1.0', unverifiedCertificate, algorithm: 'ES256', signature: text });
  }
}
