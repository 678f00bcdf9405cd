import type { Instant } from '../kernel/instant.js';

/** Who answered. */
export type EvidenceSource =
  | 'subscriberRegistry'
  | 'socialInsuranceRegistry'
  | 'populationRegistry'
  | 'postalAccounts'
  | 'organisationDirectory'
  | 'certificate'
  | 'eidProvider'
  | 'counter';

/** What the source said of one attribute. `notAvailable` is not a match. */
export type AttributeAnswer = 'match' | 'noMatch' | 'notAvailable';
export type Attribute =
  | 'personId'
  | 'name'
  | 'birthDate'
  | 'gender'
  | 'phone'
  | 'email'
  | 'socialInsuranceCode'
  | 'taxCode'
  | 'organisationCode'
  | 'civilServant';

/** How names were found equal: the exact tone-placement-free key, or the unaccented one where a register is unaccented. */
export type NameTier = 'exact' | 'folded';

/** What was asked of a register, by whom, when, and what came back. It is on the event, so a level can be explained. */
export interface Evidence {
  readonly evidenceId: string;
  readonly source: EvidenceSource;
  readonly askedAt: Instant;
  readonly answeredAt: Instant;
  readonly attributes: Readonly<Partial<Record<Attribute, AttributeAnswer>>>;
  readonly nameTier?: NameTier;
  /** Keyed digest (HMAC-SHA-256, hex) of the raw answer: a plain one would confirm a guessed person for ever. */
  readonly answerDigest: string;
  /** The source's own reference of the exchange. */
  readonly reference?: string;
}
