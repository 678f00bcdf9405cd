import type { TrustAnchorSet } from '../../../domain/policy/edition.js';
import type { Der } from '../../pki/der/writer.js';
import { crlAddress, issuerAddress } from './addresses.js';
import { type AuthorityId, authoritySerial, definition, newYear, serialOf } from './authority-definitions.js';
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
