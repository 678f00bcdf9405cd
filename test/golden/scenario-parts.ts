import type { DomainEvent } from '../../src/application/ports/event-codec.port.js';
import type { Evidence, EvidenceSource } from '../../src/domain/assurance/evidence.js';
import type { IdentityProfile } from '../../src/domain/account/identity-profile.js';
import type { ClaimKey } from '../../src/domain/claim/claim-key.js';
import { instant, type Instant } from '../../src/domain/kernel/instant.js';
import { clear } from '../../src/domain/kernel/personal.js';
import type { IdentityMethod } from '../../src/domain/policy/methods.js';
import type { PartialDate } from '../../src/domain/values/partial-date.js';

/** A history as it was decided; what the codec of the day made of it lies in streams/, and is what counts. */
export interface Scenario {
  readonly about: string;
  readonly events: readonly (readonly [stream: string, event: DomainEvent])[];
  /** Subjects whose keys are destroyed once the history is written. */
  readonly erased?: readonly string[];
}

const start = 1_719_800_000_000;
export const minute = (n: number): Instant => instant(start + n * 60_000);
export const id = (n: number): string => `01906b8a-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const hex = (letter: string): string => letter.repeat(64);
export const consent = { edition: 'terms-2024-07', digest: hex('1'), at: minute(0) };
export const keyOf = (kind: ClaimKey['kind'], letter: string): ClaimKey => ({
  kind,
  digest: hex(letter),
  pepper: 'p1',
  normaliser: 1,
});
export const claimOf = (key: ClaimKey): string => `claim-${key.kind}-${key.digest}`;
export const evidenceOf = (n: number, source: EvidenceSource, attributes: Evidence['attributes']): Evidence => ({
  evidenceId: id(900 + n),
  source,
  askedAt: minute(n),
  answeredAt: minute(n),
  attributes,
  answerDigest: hex('2'),
});
export const identifier = (kind: 'personalNumber' | 'cmnd' | 'taxCode', value: string, attested = true) => ({
  kind,
  value,
  raw: value,
  normaliser: 1,
  attested,
});
export const citizen: IdentityProfile = {
  identifiers: [identifier('personalNumber', '079188000423')],
  name: 'Đặng Thị Ánh Nguyệt',
  birthDate: '1988-04-23' as PartialDate,
  gender: 'female',
  phone: '+84912000111',
};
export const registered = (
  registrationId: string,
  method: IdentityMethod,
  key: ClaimKey,
  evidence: Evidence,
  profile: IdentityProfile,
  extra: { readonly passwordId?: string; readonly phoneId?: string } = {},
): DomainEvent => ({
  type: 'Registered',
  data: {
    registrationId,
    subject: key.kind === 'taxCode' ? 'enterprise' : 'citizen',
    grant: {
      methodId: id(300),
      method,
      level: method === 'usbToken' ? 'IAL3' : 'IAL2',
      verifiedAt: minute(3),
      evidenceIds: [evidence.evidenceId],
      ...(method === 'usbToken' && { validUntil: minute(500_000), certificate: hex('3') }),
    },
    evidence: [evidence],
    keys: [key],
    consent,
    ...extra,
    personal: clear(profile),
  },
});
export const claimed = (key: ClaimKey, accountId: string, registrationId: string, displaced?: string): DomainEvent => ({
  type: 'IdentifierClaimed',
  data: { key, accountId, registrationId, at: minute(3), ...(displaced !== undefined && { displaced }) },
});
export const origin = clear({ network: '203.0.113.0/24', agent: 'Sample Browser 1.0' });
export const counted = (count: number, windowStart: Instant, at: Instant) => ({ count, windowStart, at, personal: origin });

export const person = keyOf('personalNumber', 'a');
export const company = keyOf('taxCode', 'b');
export const match = evidenceOf(2, 'subscriberRegistry', {
  personId: 'match',
  name: 'match',
  birthDate: 'match',
  phone: 'match',
});
