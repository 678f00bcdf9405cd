import type { DomainEvent } from '../../application/ports/event-codec.port.js';
import type { IdentityProfile } from '../../domain/account/identity-profile.js';
import type { MethodGrant } from '../../domain/account/method-grant.js';
import type { Evidence } from '../../domain/assurance/evidence.js';
import type { ClaimKey } from '../../domain/claim/claim-key.js';
import { instant } from '../../domain/kernel/instant.js';
import { clear } from '../../domain/kernel/personal.js';
import type { PartialDate } from '../../domain/values/partial-date.js';

const at = instant(1_720_000_000_000);
const later = instant(1_720_000_600_000);

const evidence: Evidence = {
  evidenceId: 'evidence-1',
  source: 'subscriberRegistry',
  askedAt: at,
  answeredAt: later,
  attributes: { personId: 'match', name: 'match', birthDate: 'notAvailable' },
  nameTier: 'exact',
  answerDigest: 'a'.repeat(64),
  reference: 'SUB-0001',
};
const grant: MethodGrant = {
  methodId: 'method-1',
  method: 'usbToken',
  level: 'IAL3',
  verifiedAt: at,
  validUntil: later,
  evidenceIds: ['evidence-1'],
  certificate: 'b'.repeat(64),
};
const key: ClaimKey = { kind: 'personalNumber', digest: 'c'.repeat(64), pepper: 'p1', normaliser: 1 };
const consent = { edition: 'terms-2024-07', digest: 'd'.repeat(64), at };
const identifier = {
  kind: 'personalNumber',
  value: '079188000423',
  raw: '079 188 000 423',
  normaliser: 1,
  attested: true,
} as const;
const profile: IdentityProfile = {
  identifiers: [identifier],
  name: 'Đặng Thị Ánh Nguyệt',
  birthDate: '1988-04-23' as PartialDate,
  gender: 'female',
  socialInsuranceCode: '7912345670',
  phone: '+84912000111',
  email: 'nguyet@example.vn',
  placeOfBirth: 'Huyện Ví Dụ',
  hometown: 'Xã Mẫu',
  permanentAddress: '1 Đường Thử',
  certificate: {
    holder: 'CN=ĐẶNG THỊ ÁNH NGUYỆT',
    issuer: 'CN=Sample CA',
    serial: '1f',
    validFrom: '2024-01-01T00:00:00Z',
    validUntil: '2027-01-01T00:00:00Z',
  },
};
const origin = clear({ network: '203.0.113.0/24', agent: 'Sample Browser 1.0' });
const phone = clear({ phone: '+84912000222' });
const mark = { officer: 'officer-1', role: 'supervisor', ground: 'papers seen', ticket: 'CASE-18', at } as const;
const decision = { ground: 'complaint upheld', ticket: 'CASE-17', at };

type EventOf<Name extends DomainEvent['type']> = Extract<DomainEvent, { readonly type: Name }>;
type SampleData = { readonly [Name in DomainEvent['type']]: EventOf<Name>['data'] };

const data: SampleData = {
  Registered: {
    registrationId: 'registration-1',
    subject: 'citizen',
    grant,
    evidence: [evidence],
    keys: [key],
    consent,
    passwordId: 'password-1',
    phoneId: 'phone-1',
    personal: clear(profile),
  },
  RegistrationSuperseded: { registrationId: 'registration-1', by: 'account-2' },
  RegistrationRefused: {
    registrationId: 'registration-1',
    code: 'claim.duplicate',
    facts: { kind: 'cmnd', remedies: ['counter'], n: 1, x: null },
  },
  MethodAdded: { grant, evidence: [evidence] },
  MethodRemoved: { methodId: 'method-1', method: 'simPki', at },
  IdentifierAdded: { keys: [key], evidence: [evidence], personal: clear({ identifiers: [identifier] }) },
  KeysRenewed: { keys: [key] },
  OtpPhoneAdded: { phoneId: 'phone-2', at, personal: phone },
  OtpPhoneRemoved: { phoneId: 'phone-1', at },
  DefaultOtpPhoneSet: { phoneId: 'phone-2' },
  OtpPhoneChangeRequested: {
    changeId: 'change-1',
    oldPhoneId: 'phone-1',
    newPhoneId: 'phone-2',
    effectiveFrom: later,
    evidence: [evidence],
    personal: phone,
  },
  OtpPhoneChangeCancelled: { changeId: 'change-1', by: 'verifiedEmail' },
  OtpPhoneChanged: { changeId: 'change-1', oldPhoneId: 'phone-1', newPhoneId: 'phone-2', at, personal: phone },
  PasswordChanged: { passwordId: 'password-2', at },
  PasswordReset: { passwordId: 'password-2', at, by: 'otp' },
  ContactChanged: { fields: ['email'], personal: clear({ email: 'nguyet@example.vn' }) },
  EmailVerified: { at },
  LoggedIn: {
    loginId: 'login-1',
    sessionId: 'session-1',
    at,
    method: 'password',
    level: 'IAL2',
    authentication: 'auth2',
    phoneId: 'phone-1',
    personal: origin,
  },
  LoginDisavowed: { loginId: 'login-1', at },
  LoginLocked: { factor: 'otp', until: later, at },
  LoginUnlocked: { factor: 'all', at },
  SessionsRevoked: { sessionIds: ['session-1', 'session-2'], reason: 'passwordChanged', at },
  IdentitySyncedFromCSDL: { evidence, changed: ['name', 'permanentAddress'], personal: clear(profile) },
  MergeStarted: { mergeId: 'merge-1', absorbs: 'account-2', at },
  AbsorbedIntoAccount: { mergeId: 'merge-1', into: 'account-1', at },
  MergeRefused: { mergeId: 'merge-1', by: 'account-3', at },
  MergeReversed: { mergeId: 'merge-1', from: 'account-1', at, ground: 'different persons' },
  Suspended: decision,
  Reinstated: decision,
  PersonalDataErased: decision,
  Closed: decision,
  LoginRefused: {
    factor: 'password',
    method: 'password',
    code: 'login.refused',
    count: 3,
    windowStart: at,
    at: later,
    personal: origin,
  },
  SyncRefused: {
    code: 'sync.refused',
    count: 2,
    windowStart: at,
    at: later,
    evidence: [],
    personal: origin,
  },
  RegistrationStarted: {
    registrationId: 'registration-1',
    subject: 'citizen',
    method: 'mobileSubscriber',
    edition: '2024-07',
    steps: ['captcha', 'advisoryDedup', 'smsOtp', 'subscriberMatch', 'password'],
    consent,
    at,
    expiresAt: later,
    personal: clear({
      personId: identifier,
      name: 'Đặng Thị Ánh Nguyệt',
      birthDate: '1988' as PartialDate,
      gender: 'female',
      phone: '+84912000111',
      email: 'nguyet@example.vn',
      socialInsuranceCode: '7912345670',
      activation: 'sms',
    }),
  },
  IdentityMatched: {
    by: 'organisationDirectory',
    evidence,
    personal: clear({
      identifiers: [{ ...identifier, kind: 'organisationCode', value: 'G99.01', raw: 'G99.01' }],
      name: 'Trung tâm Thử nghiệm',
      parentOrganisation: 'Bộ Mẫu',
      organisationKeys: { taxCode: '0100000007', budgetCode: '1234567' },
    }),
  },
  IdentityMismatched: { by: 'socialInsuranceRegistry', evidence },
  OtpConfirmed: { at },
  EmailLinkFollowed: { at },
  SignatureVerified: {
    evidence,
    certificate: 'b'.repeat(64),
    validUntil: later,
    level: 'IAL3',
    personal: clear({ identifiers: [identifier] }),
  },
  HolderConfirmed: { at, personal: clear({ email: 'nguyet@example.vn' }) },
  RegistrationPinned: {
    accountId: 'account-1',
    keys: [key],
    methodId: 'method-1',
    phoneId: 'phone-1',
    passwordId: 'password-1',
    at,
  },
  RegistrationEnded: {
    how: 'refused',
    accountId: 'account-1',
    code: 'registration.refused',
    facts: { civilServant: true },
    at,
  },
  RegistrationExpired: { at },
  IdentifierClaimed: { key, accountId: 'account-1', registrationId: 'registration-1', at, displaced: 'account-0' },
  ClaimReleased: { accountId: 'account-1' },
  ComplaintOpened: {
    topic: 'identifierTaken',
    at,
    personal: clear({
      personId: '079188000423',
      name: 'Đặng Thị Ánh Nguyệt',
      phone: '0912000111',
      email: 'nguyet@example.vn',
      text: 'Tôi chưa từng đăng ký.',
    }),
  },
  ComplaintDecided: { ...mark, outcome: 'upheld', accountId: 'account-1' },
  RecoveryRequested: {
    ...mark,
    accountId: 'account-1',
    needs: ['phone', 'password'],
    papers: ['chipCard'],
    changeId: 'change-2',
    phoneId: 'phone-3',
    passwordId: 'password-3',
    expiresAt: later,
  },
  RecoveryDecided: { ...mark, outcome: 'granted' },
  ActRequested: { ...mark, act: 'reverseMerge', accountId: 'account-2', mergeId: 'merge-1', expiresAt: later },
  ActDecided: { ...mark, outcome: 'approved' },
  StaffAccessRecorded: { ...mark, act: 'approveReversal', caseId: 'case-1' },
};

/** One event of every type, with every optional field; all of it invented. Personal data is clear. */
export const sampleEvents: readonly DomainEvent[] = Object.entries(data).map(
  ([type, fields]) => ({ type, data: fields }) as unknown as DomainEvent,
);
