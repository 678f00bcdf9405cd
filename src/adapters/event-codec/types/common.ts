import type { Consent, Contact, LoginOrigin, OtpPhone } from '../../../domain/account/account.events.js';
import type {
  CertificateSummary,
  IdentifierRecord,
  IdentityProfile,
} from '../../../domain/account/identity-profile.js';
import type { MethodGrant } from '../../../domain/account/method-grant.js';
import type {
  Attribute,
  AttributeAnswer,
  Evidence,
  EvidenceSource,
  NameTier,
} from '../../../domain/assurance/evidence.js';
import type { AuthenticationLevel, Ial } from '../../../domain/assurance/levels.js';
import type { ClaimKey } from '../../../domain/claim/claim-key.js';
import type { Instant } from '../../../domain/kernel/instant.js';
import type { Fact, Facts } from '../../../domain/kernel/refusal.js';
import type { Authenticator, IdentityMethod, MethodKind, SubjectKind } from '../../../domain/policy/methods.js';
import type { Gender } from '../../../domain/values/gender.js';
import type { PartialDate } from '../../../domain/values/partial-date.js';
import {
  count,
  field,
  flag,
  isObject,
  leaf,
  listOf,
  oneOf,
  optional,
  record,
  type Shape,
  someOf,
  text,
} from '../shape.js';

/** Milliseconds since 1970. Its own name in the reference, since a bare number says no unit. */
export const instant: Shape<Instant> = leaf('instant', (value) => Number.isSafeInteger(value));
export const partialDate: Shape<PartialDate> = leaf('date', (value) => typeof value === 'string');

export const subjectKind = oneOf<SubjectKind>({ citizen: true, enterprise: true, agency: true });
const identityMethods: Readonly<Record<IdentityMethod, true>> = {
  mobileSubscriber: true,
  socialInsurance: true,
  vnpost: true,
  usbToken: true,
  simPki: true,
  smartCa: true,
  vneid: true,
  inPerson: true,
};
const authenticators: Readonly<Record<Authenticator, true>> = { password: true, smsOtp: true };
export const identityMethod = oneOf<IdentityMethod>(identityMethods);
export const methodKind = oneOf<MethodKind>({ ...identityMethods, ...authenticators });
export const ial = oneOf<Ial>({ none: true, IAL2: true, IAL3: true });
export const authenticationLevel = oneOf<AuthenticationLevel>({ auth1: true, auth2: true, auth3: true, auth4: true });
export const gender = oneOf<Gender>({ male: true, female: true });

export const evidenceSource = oneOf<EvidenceSource>({
  subscriberRegistry: true,
  socialInsuranceRegistry: true,
  populationRegistry: true,
  postalAccounts: true,
  organisationDirectory: true,
  certificate: true,
  eidProvider: true,
  counter: true,
});
const attribute = oneOf<Attribute>({
  personId: true,
  name: true,
  birthDate: true,
  gender: true,
  phone: true,
  email: true,
  socialInsuranceCode: true,
  taxCode: true,
  organisationCode: true,
  civilServant: true,
});
const attributeAnswer = oneOf<AttributeAnswer>({ match: true, noMatch: true, notAvailable: true });

const isFact = (value: unknown): value is Fact =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (Array.isArray(value) && value.every((item) => typeof item === 'string'));
export const facts: Shape<Facts> = leaf(
  '{ [name]: string | number | boolean | null | string[] }',
  (value) => isObject(value) && Object.values(value).every(isFact),
);

export const evidence = record<Evidence>('Evidence', {
  evidenceId: field(text, 'its id, which grants refer to'),
  source: field(evidenceSource, 'who answered'),
  askedAt: field(instant, 'when it was asked'),
  answeredAt: field(instant, 'when the answer came'),
  attributes: field(
    someOf(attribute, attributeAnswer),
    'the answer, attribute by attribute; `notAvailable` is no match',
  ),
  nameTier: optional(oneOf<NameTier>({ exact: true, folded: true }), 'how the names were found equal'),
  answerDigest: field(text, 'keyed digest (HMAC-SHA-256, hex) of the raw answer'),
  reference: optional(text, "the source's own reference of the exchange"),
});

export const methodGrant = record<MethodGrant>('MethodGrant', {
  methodId: field(text, 'its id'),
  method: field(identityMethod, 'how the identity was proved'),
  level: field(ial, 'the level that this proof gives while in force'),
  verifiedAt: field(instant, 'in force from'),
  validUntil: optional(instant, 'in force until, exclusive; absent: no end'),
  evidenceIds: field(listOf(text), 'what it rests on'),
  certificate: optional(text, 'SHA-256 (hex) over issuer, serial and public key'),
  provedThrough: optional(text, 'absorbed account whose identifier tied the proof to this one; absent: its own did'),
});

export const claimKey = record<ClaimKey>('ClaimKey', {
  kind: field(
    oneOf<ClaimKey['kind']>({
      personalNumber: true,
      cmnd: true,
      taxCode: true,
      organisationCode: true,
      certificate: true,
    }),
    'what kind of identifier',
  ),
  digest: field(text, 'HMAC-SHA-256 (hex) of the canonical text: discloses no number'),
  pepper: field(text, 'version of the key of the HMAC'),
  normaliser: field(count, 'version of the rules that made the canonical text'),
});

export const consent = record<Consent>('Consent', {
  edition: field(text, 'which edition of the terms was shown'),
  digest: field(text, 'SHA-256 (hex) of the text shown'),
  at: field(instant, 'when the person agreed'),
});

export const identifierRecord = record<IdentifierRecord>('IdentifierRecord', {
  kind: field(
    oneOf<IdentifierRecord['kind']>({ personalNumber: true, cmnd: true, taxCode: true, organisationCode: true }),
    'what kind of identifier',
  ),
  value: field(text, 'canonical'),
  raw: field(text, 'as typed, or as the register gave it'),
  normaliser: field(count, 'version of the rules that made one from the other'),
  attested: field(flag, 'by a register, a chip or a certificate; a merely typed one is never claimed'),
});

export const certificateSummary = record<CertificateSummary>('CertificateSummary', {
  holder: field(text, 'as in the certificate'),
  issuer: field(text, 'as in the certificate'),
  serial: field(text, 'as in the certificate'),
  validFrom: field(text, 'ISO 8601'),
  validUntil: field(text, 'ISO 8601'),
});

export const identityProfile = record<IdentityProfile>('IdentityProfile', {
  identifiers: field(listOf(identifierRecord), 'every identifier known of the subject'),
  name: field(text, 'of the person or organisation'),
  birthDate: optional(partialDate, 'as exact as the papers'),
  gender: optional(gender, 'as the registers record it'),
  socialInsuranceCode: optional(text, 'ten digits'),
  phone: optional(text, 'E.164'),
  email: optional(text, 'as given'),
  placeOfBirth: optional(text, 'as the register gave it'),
  hometown: optional(text, 'as the register gave it'),
  permanentAddress: optional(text, 'as the register gave it'),
  parentOrganisation: optional(text, 'of an agency'),
  certificate: optional(certificateSummary, 'what the holder was shown'),
});

export const otpPhone = record<OtpPhone>('OtpPhone', { phone: field(text, 'E.164') });

export const contact = record<Contact>('Contact', {
  email: optional(text, 'unverified until its link is followed'),
  phone: optional(text, 'E.164; receives no codes'),
  address: optional(text, 'as given'),
});

export const loginOrigin = record<LoginOrigin>('LoginOrigin', {
  network: field(text, 'prefix of the address, never the whole'),
  agent: field(text, 'what the browser or app calls itself'),
});
