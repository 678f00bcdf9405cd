import { decidedBy } from '../../src/adapters/testing/decider-spec.js';
import type { Evidence, EvidenceSource } from '../../src/domain/assurance/evidence.js';
import { type Instant, instant } from '../../src/domain/kernel/instant.js';
import { clear } from '../../src/domain/kernel/personal.js';
import type { RegistrationStep } from '../../src/domain/policy/edition.js';
import { type RegistrationCommand, registrationDecider } from '../../src/domain/registration/registration.decider.js';
import type {
  AttestedDetails,
  HolderConfirmed,
  IdentityMatched,
  RegistrationEvent,
  RegistrationPinned,
  RegistrationStarted,
  SignatureVerified,
} from '../../src/domain/registration/registration.events.js';

/** Minutes after an invented morning; a registration of these tests lasts an hour. */
export const at = (minute: number): Instant => instant(1_700_000_000_000 + minute * 60_000);

export const evidence = (source: EvidenceSource, parts: Partial<Evidence> = {}): Evidence => ({
  evidenceId: `evidence-${source}`,
  source,
  askedAt: at(1),
  answeredAt: at(1),
  attributes: { personId: 'match' },
  answerDigest: 'ab'.repeat(32),
  ...parts,
});

const attested = clear<AttestedDetails>({ identifiers: [] });

export const match = (by: EvidenceSource): IdentityMatched['data'] => ({
  by,
  evidence: evidence(by),
  personal: attested,
});
export const linked = { ...match('populationRegistry'), by: 'populationRegistry' } as const;
export const proof = (
  source: EvidenceSource = 'certificate',
  parts: Partial<SignatureVerified['data']> = {},
): SignatureVerified['data'] => ({ evidence: evidence(source), personal: attested, ...parts });
export const confirmation = (minute = 5): HolderConfirmed['data'] => ({
  at: at(minute),
  personal: clear({ email: 'a@example.vn' }),
});
export const pinned = (parts: Partial<RegistrationPinned['data']> = {}): RegistrationPinned['data'] => ({
  accountId: 'account',
  keys: [{ kind: 'personalNumber', digest: 'own', pepper: 'p1', normaliser: 1 }],
  methodId: 'method',
  at: at(10),
  ...parts,
});

export const rows = {
  mobile: ['captcha', 'advisoryDedup', 'smsOtp', 'subscriberMatch', 'resolveAliases', 'password'],
  insurance: ['captcha', 'socialInsuranceMatch', 'advisoryDedup', 'smsOtp', 'resolveAliases', 'password'],
  post: ['captcha', 'postalMatch', 'activation', 'resolveAliases'],
  agency: ['signature', 'organisationLookup', 'captcha', 'holderConfirmation'],
  eid: ['eidAssertion'],
  counter: ['counterProof', 'smsOtp', 'resolveAliases'],
} as const satisfies Readonly<Record<string, readonly RegistrationStep[]>>;

export const start = (
  steps: readonly RegistrationStep[],
  parts: Partial<RegistrationStarted['data']> = {},
): RegistrationStarted['data'] => ({
  registrationId: 'registration',
  subject: 'citizen',
  method: 'mobileSubscriber',
  edition: 'edition-1',
  steps,
  consent: { edition: 'terms-1', digest: 'cd'.repeat(32), at: at(0) },
  at: at(0),
  expiresAt: at(60),
  personal: clear({ name: 'Người Được Bịa Ra' }),
  ...parts,
});

export const started = (steps: readonly RegistrationStep[]): RegistrationEvent => ({
  type: 'RegistrationStarted',
  data: start(steps),
});
export const otpConfirmed: RegistrationEvent = { type: 'OtpConfirmed', data: { at: at(2) } };
export const linkFollowed: RegistrationEvent = { type: 'EmailLinkFollowed', data: { at: at(2) } };
export const matched = (by: EvidenceSource): RegistrationEvent => ({ type: 'IdentityMatched', data: match(by) });
export const signed: RegistrationEvent = { type: 'SignatureVerified', data: proof() };
export const asserted: RegistrationEvent = { type: 'SignatureVerified', data: proof('eidProvider') };
export const confirmed: RegistrationEvent = { type: 'HolderConfirmed', data: confirmation() };
export const pinnedWith = (parts: Partial<RegistrationPinned['data']> = {}): RegistrationEvent => ({
  type: 'RegistrationPinned',
  data: pinned(parts),
});

/** A registration by mobile subscription at its password, and one whose password is pinned. */
export const atPassword: readonly RegistrationEvent[] = [
  started(rows.mobile),
  otpConfirmed,
  matched('subscriberRegistry'),
];
export const pinnedByMobile: readonly RegistrationEvent[] = [...atPassword, pinnedWith({ passwordId: 'password' })];

/** Exact given–when–then over a registration. */
export const given = decidedBy(registrationDecider);

/** Every command but Start, at a minute. */
export const everyCommand = (minute: number): readonly Exclude<RegistrationCommand, { type: 'Start' }>[] => [
  { type: 'RecordMatch', at: at(minute), match: match('subscriberRegistry') },
  {
    type: 'RecordMismatch',
    at: at(minute),
    mismatch: { by: 'subscriberRegistry', evidence: evidence('subscriberRegistry') },
  },
  { type: 'Disqualify', at: at(minute), match: match('postalAccounts'), code: 'registration.civilServant' },
  { type: 'ConfirmOtp', at: at(minute) },
  { type: 'FollowEmailLink', at: at(minute) },
  { type: 'RecordProof', at: at(minute), proof: proof() },
  { type: 'ConfirmHolder', confirmation: confirmation(minute) },
  { type: 'Pin', pinned: pinned({ at: at(minute) }) },
  { type: 'End', how: 'registered', at: at(minute) },
  { type: 'Expire', at: at(minute) },
];
