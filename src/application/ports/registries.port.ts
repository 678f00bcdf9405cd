import type { AttributeAnswer, NameTier } from '../../domain/assurance/evidence.js';
import type { Gender } from '../../domain/values/gender.js';
import type { OrganisationCode } from '../../domain/values/organisation-code.js';
import type { PartialDate } from '../../domain/values/partial-date.js';
import type { PersonId } from '../../domain/values/person-id.js';
import type { Phone } from '../../domain/values/phone.js';
import type { SocialInsuranceCode } from '../../domain/values/social-insurance-code.js';

/*
 * Counterparties that know people and organisations. Each answers with evidence: the raw answer's text (digested by the
 * caller) and the exchange's reference. Each rejects with `Unavailable` when it did not answer; that is never a refusal.
 */

export interface Answer {
  /** The answer as it came, for the digest that goes on the event. */
  readonly raw: string;
  readonly reference?: string;
}

/** Name, birth date and number as the person typed them. `name` is the display form. */
export interface PersonQuery {
  readonly personId: PersonId;
  readonly name: string;
  readonly birthDate: PartialDate;
}

/** The mobile carriers' subscriber data (CAMARA KYC-Match shape): three-valued per attribute, never a boolean. */
export interface SubscriberRegistry {
  match(phone: Phone, person: PersonQuery): Promise<SubscriberAnswer>;
}
export interface SubscriberAnswer extends Answer {
  /** No such subscriber: every attribute is `notAvailable`. */
  readonly personId: AttributeAnswer;
  readonly name: AttributeAnswer;
  readonly nameTier?: NameTier;
  readonly birthDate: AttributeAnswer;
}

/** A person as a register holds them. Display forms; which attributes are there depends on the register. */
export interface RegisterPerson {
  readonly personalNumber?: string;
  readonly cmnd?: string;
  readonly name: string;
  readonly birthDate: PartialDate;
  readonly gender?: Gender;
  readonly placeOfBirth?: string;
  readonly hometown?: string;
  readonly permanentAddress?: string;
}

export interface SocialInsuranceRegistry {
  find(code: SocialInsuranceCode): Promise<RegisterAnswer>;
}

export type RegisterAnswer =
  (Answer & { readonly kind: 'found'; readonly person: RegisterPerson }) | (Answer & { readonly kind: 'notFound' });

/** The national population database: asked by number + name + birth date, no free browsing; each call names who asks. */
export interface PopulationRegistry {
  confirm(person: PersonQuery, asker: string): Promise<RegisterAnswer>;
}

/** Vietnam Post's customer accounts. */
export interface PostalAccounts {
  find(person: PersonQuery): Promise<PostalAnswer>;
}
export type PostalAnswer =
  | (Answer & {
      readonly kind: 'found';
      readonly person: RegisterPerson;
      readonly civilServant: boolean;
      readonly phone?: string;
      readonly email?: string;
    })
  | (Answer & { readonly kind: 'notFound' });

/** From what an agency's certificate carries (tax code, budget-relation code) to its organisation code. */
export interface OrganisationDirectory {
  find(keys: { readonly taxCode?: string; readonly budgetCode?: string }): Promise<OrganisationAnswer>;
}
export type OrganisationAnswer =
  | (Answer & {
      readonly kind: 'found';
      readonly code: OrganisationCode;
      readonly name: string;
      readonly parent?: string;
    })
  | (Answer & { readonly kind: 'notFound' });
