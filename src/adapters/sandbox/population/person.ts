import type { EidLevel } from '../../../domain/assurance/levels.js';
import type { TrustAnchorSet } from '../../../domain/policy/edition.js';
import type { PersonQuery } from '../../../application/ports/registries.port.js';
import type { Cmnd } from '../../../domain/values/cmnd.js';
import type { EmailAddress } from '../../../domain/values/email.js';
import type { Gender } from '../../../domain/values/gender.js';
import type { OrganisationCode } from '../../../domain/values/organisation-code.js';
import type { PartialDate } from '../../../domain/values/partial-date.js';
import type { PersonId } from '../../../domain/values/person-id.js';
import type { PersonalNumber } from '../../../domain/values/personal-number.js';
import type { Phone } from '../../../domain/values/phone.js';
import type { SocialInsuranceCode } from '../../../domain/values/social-insurance-code.js';
import type { TaxCode } from '../../../domain/values/tax-code.js';

/**
 * An invented person: who they are, and what each register holds of them, which need not be the same. Nothing here is
 * looked up: a register's record is written out, so that it can be wrong in every way a real one is.
 */
export interface SandboxPerson {
  readonly kind: 'person';
  /** A short name for scripts, documents and tests: `an`, `p0042`. */
  readonly handle: string;
  readonly name: string;
  readonly birthDate: PartialDate;
  readonly gender: Gender;
  readonly personalNumber: PersonalNumber;
  /** The old nine-digit number. Two people may hold the same one. */
  readonly cmnd?: Cmnd;
  /** The population register knows that the CMND is this person's, and says so when asked. */
  readonly cmndLinked: boolean;
  readonly placeOfBirth?: string;
  readonly hometown?: string;
  readonly permanentAddress?: string;
  readonly email?: EmailAddress;
  /** Phones in the person's hand, the main one first; whose name they are in is the carrier's record. */
  readonly phones: readonly Phone[];
  /** What the carriers hold for those phones; absent: no carrier knows them. */
  readonly subscriber?: SubscriberRecord;
  readonly socialInsurance?: SocialInsuranceRecord;
  readonly postal?: PostalRecord;
  readonly eid?: EidRecord;
  readonly certificates: readonly CertificateSpec[];
}

/** A carrier's record of a subscriber; what is absent the carrier never took down. */
export interface SubscriberRecord {
  readonly personId?: PersonId;
  readonly name?: string;
  readonly birthDate?: PartialDate;
}

/** What a register of people holds: one of the two numbers, or both. */
export interface RegisterRecord {
  readonly personalNumber?: PersonalNumber;
  readonly cmnd?: Cmnd;
  readonly name: string;
  readonly birthDate: PartialDate;
}

export interface SocialInsuranceRecord extends RegisterRecord {
  readonly code: SocialInsuranceCode;
}

/** A customer account of Vietnam Post. It activates by the phone, the e-mail or either. */
export interface PostalRecord extends RegisterRecord {
  readonly civilServant: boolean;
  readonly phone?: Phone;
  readonly email?: EmailAddress;
}

export interface EidRecord {
  readonly level: EidLevel;
  readonly locked: boolean;
}

export type CertificateCarrier = 'usb' | 'sim' | 'smartCa';
/** In force from 2018 until 2038 but for the three that say otherwise. */
export type CertificateState = 'valid' | 'expired' | 'revoked' | 'notYetValid';

/** A certificate in a holder's hand, in a few words; the sandbox's authorities issue it from these. */
export interface CertificateSpec {
  readonly carrier: CertificateCarrier;
  readonly state: CertificateState;
  /** `rogue`: an authority that nobody trusts and that uses the public one's name. */
  readonly hierarchy: TrustAnchorSet | 'rogue';
  /** Which number names a person in it. `taxPerson`: the personal number in the place of a tax code. */
  readonly names: 'personalNumber' | 'cmnd' | 'taxPerson' | 'none';
  /** The enterprise on whose behalf a person signs. */
  readonly enterprise?: TaxCode;
}

interface SandboxOrganisationBase {
  readonly handle: string;
  readonly name: string;
  readonly address?: string;
  readonly email?: EmailAddress;
  /** The handle of the person who may log in with VNeID on its behalf. */
  readonly representative?: string;
  /** The phone of its SIM certificate. */
  readonly phone?: Phone;
  readonly certificates: readonly CertificateSpec[];
}

/** An enterprise or, with thirteen digits, a branch of one: a subject of its own. */
export interface SandboxEnterprise extends SandboxOrganisationBase {
  readonly kind: 'enterprise';
  readonly taxCode: TaxCode;
}

/** A state agency. Its certificate carries a tax code, a budget code or both, never the organisation code. */
export interface SandboxAgency extends SandboxOrganisationBase {
  readonly kind: 'agency';
  readonly code: OrganisationCode;
  readonly taxCode?: TaxCode;
  readonly budgetCode?: string;
  readonly parent?: string;
  /** The organisation directory knows it. */
  readonly listed: boolean;
}

export type SandboxOrganisation = SandboxEnterprise | SandboxAgency;
export type SandboxHolder = SandboxPerson | SandboxOrganisation;

/** What the person would type into a form: name, date of birth and number. */
export const personQuery = (person: SandboxPerson, by: 'personalNumber' | 'cmnd' = 'personalNumber'): PersonQuery => ({
  personId: by === 'cmnd' ? cmndOf(person) : { kind: 'personalNumber', value: person.personalNumber },
  name: person.name,
  birthDate: person.birthDate,
});

function cmndOf(person: SandboxPerson): PersonId {
  if (person.cmnd === undefined) throw new Error(`${person.handle} has no CMND.`);
  return { kind: 'cmnd', value: person.cmnd };
}
