import type { Evidence } from '../../domain/assurance/evidence.js';
import type { IdentifierRecord } from '../../domain/account/identity-profile.js';
import { clear } from '../../domain/kernel/personal.js';
import type { AttestedDetails, IdentityMatched } from '../../domain/registration/registration.events.js';
import type { PersonQuery, RegisterPerson } from '../ports/registries.port.js';
import { evidenceOf } from '../proofs/evidence-of.js';
import { attestedNumbers, type Attributes, compareDates, compareNames, comparePersonIds } from './identity-checks.js';
import { attestedIdentifiers, type OpenRegistration } from './opened.js';
import type { RegistrationDeps } from './registration-deps.js';

/** What the population register attested; recorded as a match of its own. */
export type Linked = IdentityMatched['data'] & { readonly by: 'populationRegistry' };

export interface Compared {
  readonly attributes: Attributes;
  readonly nameTier?: Evidence['nameTier'];
  /** Present where the two numbers had to be linked by the population register. */
  readonly linked?: Linked;
}

type Register = 'socialInsuranceRegistry' | 'postalAccounts';

/** What was typed beside what a register holds of a person. */
export class PersonRegisters {
  constructor(private readonly deps: RegistrationDeps) {}

  async compare(open: OpenRegistration, person: RegisterPerson, register: Register): Promise<Compared> {
    const { name, birthDate } = queryOf(open);
    const unaccented = open.edition.unaccentedRegisters.includes(register);
    const { name: nameAnswer, nameTier } = compareNames(name, person.name, unaccented);
    const { personId, linked } = await this.comparePersonIds(open, attestedNumbers(person));
    return {
      attributes: { personId, name: nameAnswer, birthDate: compareDates(birthDate, person.birthDate) },
      ...(nameTier !== undefined && { nameTier }),
      ...(linked !== undefined && { linked }),
    };
  }

  /** The population register on a person, if it knows them under the number asked about. */
  async resolve(open: OpenRegistration): Promise<Linked | undefined> {
    const query = queryOf(open);
    const askedAt = this.deps.clock.now();
    const answer = await this.deps.populationRegistry.confirm(query, this.deps.asker);
    if (answer.kind === 'notFound') return undefined;
    const details = detailsOf(answer.person);
    if (comparePersonIds(query.personId, details.identifiers) !== 'match') return undefined;
    const attributes: Attributes = { personId: 'match' };
    const evidence = evidenceOf({ source: 'populationRegistry', answer, askedAt, attributes }, this.deps);
    return { by: 'populationRegistry', evidence, personal: clear(details) };
  }

  /** A register that holds only the other kind of number is compared through the population register's link. */
  private async comparePersonIds(
    open: OpenRegistration,
    held: readonly IdentifierRecord[],
  ): Promise<{ readonly personId: 'match' | 'noMatch' | 'notAvailable'; readonly linked?: Linked }> {
    const direct = comparePersonIds(typedIdOf(open), held);
    if (direct !== 'otherKind') return { personId: direct };
    const linked = await this.resolve(open);
    const numbers = linked?.personal.kind === 'clear' ? linked.personal.value.identifiers : [];
    const isLinked = numbers.some((one) => held.some((two) => two.kind === one.kind && two.value === one.value));
    return linked !== undefined && isLinked ? { personId: 'match', linked } : { personId: 'noMatch' };
  }
}

export const typedIdOf = ({ typed }: OpenRegistration): IdentifierRecord => {
  if (typed.personId === undefined) throw new Error('The form of this method asks for a person id');
  return typed.personId;
};

/** The person as best known: a number that a register attested before the typed one. */
export const queryOf = (open: OpenRegistration): PersonQuery => {
  const person = attestedIdentifiers(open).find((one) => one.kind === 'personalNumber' || one.kind === 'cmnd');
  const { kind, value } = person ?? typedIdOf(open);
  const { name, birthDate } = open.typed;
  if (name === undefined || birthDate === undefined)
    throw new Error('The form of this method asks for name and birth date');
  return { personId: { kind, value } as PersonQuery['personId'], name, birthDate };
};

export const detailsOf = (person: RegisterPerson): AttestedDetails => {
  const { name, birthDate, gender, placeOfBirth, hometown, permanentAddress } = person;
  return {
    identifiers: attestedNumbers(person),
    name,
    birthDate,
    ...(gender !== undefined && { gender }),
    ...(placeOfBirth !== undefined && { placeOfBirth }),
    ...(hometown !== undefined && { hometown }),
    ...(permanentAddress !== undefined && { permanentAddress }),
  };
};
