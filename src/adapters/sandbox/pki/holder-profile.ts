import type { Der } from '../../pki/der/writer.js';
import { crlAddress, issuerAddress, ocspAddress } from './addresses.js';
import type { Authority } from './authorities.js';
import type { AuthorityId } from './authority-definitions.js';
import type { CertificateSubject } from './certificate-subject.js';
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoint,
  extendedKeyUsage,
  keyUsage,
  subjectAltMail,
  subjectKeyIdentifier,
} from './extensions.js';
import { distinguishedName, type NamePart } from './names.js';
import { oids } from './oids.js';

/**
 * The subject, as each kind of authority orders it: the public ones begin with the country, the government's end with it.
 * Numbers stand in UID attributes, each with its prefix; a person of an enterprise has both kinds.
 */
export function subjectName(subject: CertificateSubject, issuedBy: AuthorityId): Der {
  const { holder, phone, email, locality, organisation, taxCodes = [], personIds = [] } = subject;
  const { budgetCodes = [], uids = [] } = subject;
  const numbers: readonly NamePart[] = [
    ...taxCodes.map((code) => `MST:${code}`),
    ...budgetCodes.map((code) => `MNS:${code}`),
    ...personIds.map((id) => (id.length === 12 ? `CCCD:${id}` : `CMND:${id}`)),
    ...uids,
  ].map((text) => ['userId', text]);
  const place: readonly NamePart[] = locality === undefined ? [] : [['locality', locality]];
  const under: readonly NamePart[] = organisation === undefined ? [] : [['organisation', organisation]];
  const mail: readonly NamePart[] = email === undefined ? [] : [['email', email]];
  const number: readonly NamePart[] = phone === undefined ? [] : [['telephone', phone]];
  const country: NamePart = ['country', 'VN'];
  const name: NamePart = ['commonName', holder];
  return issuedBy === 'agencies'
    ? distinguishedName(...mail, ...numbers, name, ...under, ...place, country)
    : distinguishedName(country, ...place, ...under, name, ...numbers, ...number);
}

/** Signing by a person's own act, and logging in; who to ask about revocation. */
export function holderExtensions(subject: CertificateSubject, spki: Der, issuer: Authority): readonly Der[] {
  const { email, uses = ['digitalSignature', 'nonRepudiation'] } = subject;
  const { purposes = [oids.clientAuth, oids.emailProtection] } = subject;
  return [
    basicConstraints(false),
    keyUsage(uses),
    ...(purposes.length === 0 ? [] : [extendedKeyUsage(purposes)]),
    subjectKeyIdentifier(spki),
    authorityKeyIdentifier(issuer.key.spki),
    certificatePolicies(oids.sandboxPolicy),
    crlDistributionPoint(crlAddress(issuer.id)),
    authorityInfoAccess({ ocsp: ocspAddress(issuer.id), caIssuers: issuerAddress(issuer.id) }),
    ...(email === undefined ? [] : [subjectAltMail(email)]),
  ];
}
