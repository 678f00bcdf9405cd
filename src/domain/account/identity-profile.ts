import type { IdentifierKind } from '../values/identifier.js';
import type { Gender } from '../values/gender.js';
import type { PartialDate } from '../values/partial-date.js';

/** One identifier of the subject: canonical text, as typed or as the register gave it, and the normaliser's version. */
export interface IdentifierRecord {
  readonly kind: Exclude<IdentifierKind, 'certificate'>;
  readonly value: string;
  readonly raw: string;
  readonly normaliser: number;
  /** Attested by a register, a chip or a certificate; a merely typed one is never claimed. */
  readonly attested: boolean;
}

/** What is known of the subject, as sealed in Registered and in later syncs. Display forms; match keys are derived. */
export interface IdentityProfile {
  readonly identifiers: readonly IdentifierRecord[];
  /** Person or organisation name, NFC. */
  readonly name: string;
  readonly birthDate?: PartialDate;
  readonly gender?: Gender;
  readonly socialInsuranceCode?: string;
  /** E.164. */
  readonly phone?: string;
  readonly email?: string;
  readonly placeOfBirth?: string;
  readonly hometown?: string;
  readonly permanentAddress?: string;
  readonly parentOrganisation?: string;
  readonly certificate?: CertificateSummary;
}

/** What the person was shown of the certificate before agreeing. */
export interface CertificateSummary {
  readonly holder: string;
  readonly issuer: string;
  readonly serial: string;
  /** ISO 8601. */
  readonly validFrom: string;
  readonly validUntil: string;
}
