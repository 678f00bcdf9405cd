import { createHash } from 'node:crypto';
import type { TrustAnchorSet } from '../../../domain/policy/edition.js';
import type { Der } from '../../pki/der/writer.js';
import { crlAddress, issuerAddress } from './addresses.js';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoint,
  extendedKeyUsage,
  keyUsage,
  ocspNoCheck,
  subjectKeyIdentifier,
} from './extensions.js';
import { type SandboxKey, sandboxKey } from './keys.js';
import { distinguishedName } from './names.js';
import { oids } from './oids.js';
import { writeCertificate } from './write-certificate.js';

interface AuthorityDefinition {
  readonly organisation: string;
  readonly commonName: string;
  /** Absent: a root. */
  readonly issuer?: AuthorityId;
}

const mayXanh = 'SANDBOX Trung tâm Chứng thực Mây Xanh';
const saoMai = 'SANDBOX Ban Chứng thực Sao Mai';

const definitions = {
  publicRoot: { organisation: mayXanh, commonName: 'SANDBOX Mây Xanh Root CA' },
  token: { organisation: mayXanh, commonName: 'SANDBOX Mây Xanh Token CA', issuer: 'publicRoot' },
  sim: { organisation: mayXanh, commonName: 'SANDBOX Mây Xanh SIM CA', issuer: 'publicRoot' },
  remote: { organisation: mayXanh, commonName: 'SANDBOX Mây Xanh CA RS', issuer: 'publicRoot' },
  governmentRoot: { organisation: saoMai, commonName: 'SANDBOX Sao Mai Government Root CA' },
  agencies: {
    organisation: saoMai,
    commonName: 'SANDBOX CA phục vụ các cơ quan Nhà nước Sao Mai',
    issuer: 'governmentRoot',
  },
  // Bear the names of the public root and of the token authority, with keys of their own. Nobody trusts them.
  rogueRoot: { organisation: mayXanh, commonName: 'SANDBOX Mây Xanh Root CA' },
  rogueToken: { organisation: mayXanh, commonName: 'SANDBOX Mây Xanh Token CA', issuer: 'rogueRoot' },
} as const satisfies Readonly<Record<string, { organisation: string; commonName: string; issuer?: string }>>;

export type AuthorityId = keyof typeof definitions;
export const authorityIds = Object.keys(definitions) as readonly AuthorityId[];

/** Midnight in Vietnam, in milliseconds. */
export const newYear = (year: number): number => Date.parse(`${year}-01-01T00:00:00+07:00`);

/** An authority of the sandbox: RSA of 2048 bits, so that what it signs has the same bytes in every process. */
export interface Authority {
  readonly id: AuthorityId;
  readonly commonName: string;
  readonly name: Der;
  readonly key: SandboxKey;
  readonly certificate: Der;
  /** Whoever signed its certificate: itself, for a root. */
  readonly issuer: Authority;
  /** Signs its OCSP answers: a key of its own, with a certificate that names it for that and nothing else. */
  readonly responder: Responder;
}

export interface Responder {
  readonly key: SandboxKey;
  readonly certificate: Der;
}

const made = new Map<AuthorityId, Authority>();

/** Made when it is first asked for, once in a process. */
export function authority(id: AuthorityId): Authority {
  const found = made.get(id) ?? new SandboxAuthority(id);
  made.set(id, found);
  return found;
}

export const isRoot = ({ id }: Authority): boolean => definition(id).issuer === undefined;

/** The roots that a verifier trusts for each kind of subject. */
export const anchorOf = (anchors: TrustAnchorSet): Authority =>
  authority(anchors === 'government' ? 'governmentRoot' : 'publicRoot');

const definition = (id: AuthorityId): AuthorityDefinition => definitions[id];
export const commonNameOf = (id: AuthorityId): string => definition(id).commonName;

class SandboxAuthority implements Authority {
  readonly commonName: string;
  readonly name: Der;
  private written: Der | undefined;
  private delegated: Responder | undefined;

  constructor(readonly id: AuthorityId) {
    const { commonName, organisation } = definition(id);
    this.commonName = commonName;
    this.name = distinguishedName(['country', 'VN'], ['organisation', organisation], ['commonName', commonName]);
  }

  get key(): SandboxKey {
    return sandboxKey(`authority/${this.id}`, 'rsa2048');
  }

  get issuer(): Authority {
    const { issuer } = definition(this.id);
    return issuer === undefined ? this : authority(issuer);
  }

  get certificate(): Der {
    this.written ??= isRoot(this) ? this.writeRoot() : this.writeIssuing();
    return this.written;
  }

  get responder(): Responder {
    this.delegated ??= this.writeResponder();
    return this.delegated;
  }

  private writeRoot(): Der {
    return this.write({
      validFrom: newYear(2010),
      validUntil: newYear(2055),
      extensions: [basicConstraints(true), keyUsage(['keyCertSign', 'cRLSign']), subjectKeyIdentifier(this.key.spki)],
    });
  }

  private writeIssuing(): Der {
    const { issuer } = this;
    return this.write({
      validFrom: newYear(2012),
      validUntil: newYear(2050),
      extensions: [
        basicConstraints(true, 0),
        keyUsage(['keyCertSign', 'cRLSign']),
        subjectKeyIdentifier(this.key.spki),
        authorityKeyIdentifier(issuer.key.spki),
        certificatePolicies(oids.sandboxPolicy),
        crlDistributionPoint(crlAddress(issuer.id)),
        authorityInfoAccess({ caIssuers: issuerAddress(issuer.id) }),
      ],
    });
  }

  private write(parts: { validFrom: number; validUntil: number; extensions: readonly Der[] }): Der {
    const { issuer, name: subject } = this;
    const serial = authoritySerial(this.id);
    return writeCertificate({ ...parts, serial, issuer: issuer.name, subject, spki: this.key.spki }, issuer.key);
  }

  private writeResponder(): Responder {
    const { id, commonName } = this;
    const key = sandboxKey(`responder/${id}`, 'p256');
    const certificate = writeCertificate(
      {
        serial: serialOf(`responder/${id}`),
        issuer: this.name,
        subject: distinguishedName(
          ['country', 'VN'],
          ['organisation', definition(id).organisation],
          ['commonName', `${commonName} OCSP`],
        ),
        validFrom: newYear(2012),
        validUntil: newYear(2050),
        spki: key.spki,
        extensions: [
          basicConstraints(false),
          keyUsage(['digitalSignature']),
          extendedKeyUsage([oids.ocspSigning]),
          ocspNoCheck(),
          subjectKeyIdentifier(key.spki),
          authorityKeyIdentifier(this.key.spki),
        ],
      },
      this.key,
    );
    return { key, certificate };
  }
}

/** The serial number of an authority's own certificate. */
export const authoritySerial = (id: AuthorityId): string => serialOf(`authority/${id}`);

/** A serial number of ten octets that a text stands for; its first digit keeps it positive and of full length. */
export const serialOf = (text: string): string =>
  `5${createHash('sha256').update(`dinhdanh sandbox serial: ${text}`).digest('hex').slice(1, 20)}`;
