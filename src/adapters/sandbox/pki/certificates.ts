import type { TrustAnchorSet } from '../../../domain/policy/edition.js';
import { instant, type Instant } from '../../../domain/kernel/instant.js';
import type { Der } from '../../pki/der/writer.js';
import type { CertificateCarrier } from '../population/person.js';
import { authority } from './authorities.js';
import { type AuthorityId, commonNameOf, serialOf } from './authority-definitions.js';
import type { CertificateSubject } from './certificate-subject.js';
import { holderExtensions, subjectName } from './holder-profile.js';
import { type KeyKind, type SandboxKey, sandboxKey } from './keys.js';
import { rememberIssue } from './issued.js';
import { writeCertificate } from './write-certificate.js';

/** What a certificate says of its holder; numbers as the authority wrote them, without their prefixes. */
export interface CertificateBody {
  /** Hex, whole octets. */
  readonly serial: string;
  /** The common name of the authority. */
  readonly issuer: string;
  readonly holder: string;
  readonly personIds: readonly string[];
  readonly taxCodes: readonly string[];
  readonly budgetCodes: readonly string[];
  readonly email?: string;
  readonly validFrom: Instant;
  readonly validUntil: Instant;
}

/** An X.509 certificate of the sandbox, with the key behind it. Both are made when first asked for. */
export interface SandboxCertificate {
  readonly body: CertificateBody;
  readonly subject: CertificateSubject;
  readonly issuedBy: AuthorityId;
  readonly key: SandboxKey;
  readonly der: Der;
  /** What a signer sends along: the issuing authorities up to the root, without it. */
  readonly chain: readonly Der[];
}

/** Where a certificate comes from: one of the two hierarchies, or one that nobody trusts under the public one's name. */
export type Hierarchy = TrustAnchorSet | 'rogue';

/** Who issues what a carrier holds. */
const issuers: Readonly<Record<CertificateCarrier, AuthorityId>> = { usb: 'token', sim: 'sim', smartCa: 'remote' };

const issuerOf = (hierarchy: Hierarchy, carrier: CertificateCarrier): AuthorityId => {
  if (hierarchy === 'public') return issuers[carrier];
  return hierarchy === 'government' ? 'agencies' : 'rogueToken';
};

const keyKinds: Partial<Readonly<Record<AuthorityId, KeyKind>>> = { token: 'p256', rogueToken: 'p256' };

/** Issues whatever is asked. */
export const issueCertificate = (
  subject: CertificateSubject,
  hierarchy: Hierarchy = 'public',
  carrier: CertificateCarrier = 'usb',
): SandboxCertificate => new IssuedCertificate(subject, issuerOf(hierarchy, carrier));

/** The next certificate of the same holder: another serial and key, in force when the old one is unless told otherwise. */
export const renewCertificate = (
  { subject, body, issuedBy }: SandboxCertificate,
  change: Partial<CertificateSubject> = {},
): SandboxCertificate =>
  new IssuedCertificate({ ...subject, serial: serialOf(`renewal of ${body.serial}`), ...change }, issuedBy);

/** The same certificate over the same key, from the authority that nobody trusts. */
export const forgedCertificate = ({ subject, body, key }: SandboxCertificate): SandboxCertificate =>
  new IssuedCertificate({ ...subject, serial: body.serial, key: key.kind }, 'rogueToken');

class IssuedCertificate implements SandboxCertificate {
  readonly body: CertificateBody;
  private written: Der | undefined;

  constructor(
    readonly subject: CertificateSubject,
    readonly issuedBy: AuthorityId,
  ) {
    const { serial, holder, personIds = [], taxCodes = [], budgetCodes = [], email } = subject;
    this.body = {
      serial: wholeOctets(serial ?? serialOf(JSON.stringify([subject, issuedBy]))),
      issuer: commonNameOf(issuedBy),
      holder,
      personIds,
      taxCodes,
      budgetCodes,
      ...(email !== undefined && { email }),
      validFrom: wholeSeconds(subject.validFrom),
      validUntil: wholeSeconds(subject.validUntil),
    };
  }

  get key(): SandboxKey {
    const kind = this.subject.key ?? keyKinds[this.issuedBy] ?? 'rsa2048';
    return sandboxKey(`certificate/${this.body.serial}`, kind);
  }

  get der(): Der {
    this.written ??= this.write();
    return this.written;
  }

  get chain(): readonly Der[] {
    return [authority(this.issuedBy).certificate];
  }

  private write(): Der {
    const { serial, validFrom, validUntil } = this.body;
    const issuer = authority(this.issuedBy);
    const { spki } = this.key;
    rememberIssue(issuer.id, serial);
    const subject = subjectName(this.subject, this.issuedBy);
    const extensions = holderExtensions(this.subject, spki, issuer);
    return writeCertificate(
      { serial, issuer: issuer.name, subject, validFrom, validUntil, spki, extensions },
      issuer.key,
    );
  }
}

/** In the form in which certificates are read back. */
function wholeOctets(digits: string): string {
  const significant = digits.toLowerCase().replace(/^0+/, '');
  return significant.length % 2 === 0 && significant !== '' ? significant : `0${significant}`;
}

const wholeSeconds = (at: Instant): Instant => instant(Math.floor(at / 1000) * 1000);
