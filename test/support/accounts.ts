import { decidedBy } from '../../src/adapters/testing/decider-spec.js';
import type { AccountCommand } from '../../src/domain/account/account.commands.js';
import { accountDecider } from '../../src/domain/account/account.decider.js';
import type { AccountEvent, Registered } from '../../src/domain/account/account.events.js';
import { type AccountState, isOpened, type OpenedAccount } from '../../src/domain/account/account.state.js';
import type { IdentityProfile } from '../../src/domain/account/identity-profile.js';
import type { MethodGrant } from '../../src/domain/account/method-grant.js';
import type { Evidence } from '../../src/domain/assurance/evidence.js';
import type { ClaimKey } from '../../src/domain/claim/claim-key.js';
import { fold } from '../../src/domain/kernel/decider.js';
import { type Instant, instant } from '../../src/domain/kernel/instant.js';
import { clear } from '../../src/domain/kernel/personal.js';

/** Minutes after an invented morning. */
export const at = (minute: number): Instant => instant(1_700_000_000_000 + minute * 60_000);

export const key = (name: string, kind: ClaimKey['kind'] = 'personalNumber'): ClaimKey => ({
  kind,
  digest: name,
  pepper: 'p1',
  normaliser: 1,
});

export const evidence = (evidenceId: string, source: Evidence['source'] = 'subscriberRegistry'): Evidence => ({
  evidenceId,
  source,
  askedAt: at(0),
  answeredAt: at(0),
  attributes: { personId: 'match', name: 'match', birthDate: 'match' },
  answerDigest: 'ab'.repeat(32),
});

export const grant = (methodId: string, parts: Partial<MethodGrant> = {}): MethodGrant => ({
  methodId,
  method: 'mobileSubscriber',
  level: 'IAL2',
  verifiedAt: at(0),
  evidenceIds: [`evidence-${methodId}`],
  ...parts,
});

/** A certificate on a token, valid for the hours of the invented morning unless told otherwise. */
export const certificate = (methodId: string, parts: Partial<MethodGrant> = {}): MethodGrant =>
  grant(methodId, {
    method: 'usbToken',
    level: 'IAL3',
    certificate: `fingerprint-${methodId}`,
    validUntil: at(180),
    ...parts,
  });

export const profile = clear<IdentityProfile>({ identifiers: [], name: 'Người Được Bịa Ra' });
export const phone = (number: string) => clear({ phone: number });
export const origin = clear({ network: '192.0.2.0/24', agent: 'test' });

const byMobile: Registered['data'] = {
  registrationId: 'registration',
  subject: 'citizen',
  grant: grant('mobile'),
  evidence: [evidence('evidence-mobile')],
  keys: [key('own')],
  consent: { edition: 'terms-1', digest: 'cd'.repeat(32), at: at(0) },
  passwordId: 'password',
  phoneId: 'phone',
  personal: profile,
};

/** A citizen who registered by mobile subscription, with password and default phone. */
export const registered = (parts: Partial<Registered['data']> = {}): Registered => ({
  type: 'Registered',
  data: { ...byMobile, ...parts },
});

/** A citizen who registered by a certificate: no password, no phone. */
export const registeredByToken = (): Registered => {
  const { passwordId: _password, phoneId: _phone, ...rest } = byMobile;
  return { type: 'Registered', data: { ...rest, grant: certificate('token') } };
};

export const register = (parts: Partial<Registered['data']> = {}): AccountCommand => ({
  type: 'Register',
  ...registered(parts).data,
});

export const methodAdded = (added: MethodGrant): AccountEvent => ({
  type: 'MethodAdded',
  data: { grant: added, evidence: [] },
});
export const phoneAdded = (phoneId: string): AccountEvent => ({
  type: 'OtpPhoneAdded',
  data: { phoneId, at: at(1), personal: phone('+84900000001') },
});
export const changeRequested = (changeId = 'change'): AccountEvent => ({
  type: 'OtpPhoneChangeRequested',
  data: {
    changeId,
    oldPhoneId: 'phone',
    newPhoneId: 'new-phone',
    effectiveFrom: at(60),
    evidence: [evidence('evidence-change')],
    personal: phone('+84900000002'),
  },
});
export const passwordChanged = (passwordId: string): AccountEvent => ({
  type: 'PasswordChanged',
  data: { passwordId, at: at(1) },
});
export const mergeStarted = (mergeId: string, absorbs: string): AccountEvent => ({
  type: 'MergeStarted',
  data: { mergeId, absorbs, at: at(1) },
});
export const absorbed = (mergeId: string, into = 'survivor'): AccountEvent => ({
  type: 'AbsorbedIntoAccount',
  data: { mergeId, into, at: at(2) },
});
export const mergeRefused = (mergeId: string): AccountEvent => ({
  type: 'MergeRefused',
  data: { mergeId, by: 'survivor', at: at(2) },
});
export const mergeReversed = (mergeId: string, from = 'survivor'): AccountEvent => ({
  type: 'MergeReversed',
  data: { mergeId, from, at: at(3), ground: 'other person' },
});
export const suspended: AccountEvent = {
  type: 'Suspended',
  data: { ground: 'court order', ticket: 'T-1', at: at(4) },
};
export const closed: AccountEvent = { type: 'Closed', data: { ground: 'on request', at: at(5) } };

/** Exact given–when–then over the account. */
export const given = decidedBy(accountDecider);

/** The account after such a history; fails where it never opened. */
export function opened(...events: readonly AccountEvent[]): OpenedAccount {
  const state: AccountState = fold(accountDecider, events);
  if (!isOpened(state)) throw new Error(`expected an opened account, got ${state.status}`);
  return state;
}
