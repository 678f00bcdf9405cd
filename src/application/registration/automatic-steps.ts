import type { Evidence, EvidenceSource } from '../../domain/assurance/evidence.js';
import type { IdentifierRecord } from '../../domain/account/identity-profile.js';
import { clear } from '../../domain/kernel/personal.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { RegistrationStep } from '../../domain/policy/edition.js';
import type { AttestedDetails } from '../../domain/registration/registration.events.js';
import type { Identifier } from '../../domain/values/identifier.js';
import type { Phone } from '../../domain/values/phone.js';
import type { SocialInsuranceCode } from '../../domain/values/social-insurance-code.js';
import { refuse, type Refused, refuseWith } from '../outcome/outcome.js';
import type { Answer, PersonQuery, RegisterPerson } from '../ports/registries.port.js';
import { isUnavailable } from '../ports/unavailable.js';
import {
  attestedNumbers,
  type Attributes,
  compareDates,
  compareNames,
  comparePersonIds,
  verdictOf,
} from './identity-checks.js';
import { attestedIdentifiers, type OpenRegistration } from './opened.js';
import type { RegistrationDeps } from './registration-deps.js';

/** A step that needs nobody: it was done, it may be passed over this time, or it refuses. */
export type StepResult = { readonly kind: 'done' } | { readonly kind: 'passed' } | Refused;

export type AutomaticStep = Extract<
  RegistrationStep,
  'advisoryDedup' | 'subscriberMatch' | 'socialInsuranceMatch' | 'postalMatch' | 'organisationLookup' | 'resolveAliases'
>;

const done: StepResult = { kind: 'done' };
const passed: StepResult = { kind: 'passed' };

interface Asked {
  readonly source: EvidenceSource;
  readonly answer: Answer;
  readonly askedAt: Instant;
  readonly attributes: Attributes;
  readonly nameTier?: Evidence['nameTier'];
}

/** The steps of a registration that ask registers, and never a person. */
export class AutomaticSteps {
  constructor(private readonly deps: RegistrationDeps) {}

  run(step: AutomaticStep, open: OpenRegistration): Promise<StepResult> {
    switch (step) {
      case 'advisoryDedup':
        return this.advisoryDedup(open);
      case 'subscriberMatch':
        return this.subscriberMatch(open);
      case 'socialInsuranceMatch':
        return this.socialInsuranceMatch(open);
      case 'postalMatch':
        return this.postalMatch(open);
      case 'organisationLookup':
        return this.organisationLookup(open);
      case 'resolveAliases':
        return this.resolveAliases(open);
    }
  }

  /** Advice: it spares a person the rest of the form. The decision is made by the claims at the end. */
  private async advisoryDedup({ typed, attested, policy }: OpenRegistration): Promise<StepResult> {
    const known = attestedIdentifiers({ attested });
    const asked = known.length > 0 ? known : typed.personId === undefined ? [] : [typed.personId];
    for (const { kind, value } of asked) {
      const holder = await this.deps.directory.holder({ kind, value } as Identifier);
      if (holder !== undefined) return refuse('registration.duplicate', { identifier: kind }, policy.onDuplicate);
    }
    return passed;
  }

  private async subscriberMatch(open: OpenRegistration): Promise<StepResult> {
    const query = this.query(open);
    const askedAt = this.deps.clock.now();
    const answer = await this.deps.subscriberRegistry.match(open.typed.phone as Phone, query);
    const folded = answer.name === 'match' && answer.nameTier === 'folded';
    const foldedAllowed = open.edition.unaccentedRegisters.includes('subscriberRegistry');
    return this.conclude(
      open,
      'subscriberMatch',
      {
        source: 'subscriberRegistry',
        answer,
        askedAt,
        attributes: {
          personId: answer.personId,
          name: folded && !foldedAllowed ? 'noMatch' : answer.name,
          birthDate: answer.birthDate,
        },
        nameTier: answer.nameTier,
      },
      { identifiers: [{ ...this.typedId(open), attested: true }] },
    );
  }

  private async socialInsuranceMatch(open: OpenRegistration): Promise<StepResult> {
    const askedAt = this.deps.clock.now();
    const code = open.typed.socialInsuranceCode as SocialInsuranceCode;
    const answer = await this.deps.socialInsuranceRegistry.find(code);
    const asked = { source: 'socialInsuranceRegistry' as const, answer, askedAt };
    if (answer.kind === 'notFound')
      return this.conclude(open, 'socialInsuranceMatch', { ...asked, attributes: { socialInsuranceCode: 'noMatch' } });
    const compared = await this.compare(open, answer.person, 'socialInsuranceRegistry');
    return this.conclude(
      open,
      'socialInsuranceMatch',
      { ...asked, ...compared },
      { ...detailsOf(answer.person), socialInsuranceCode: code },
    );
  }

  private async postalMatch(open: OpenRegistration): Promise<StepResult> {
    const askedAt = this.deps.clock.now();
    const answer = await this.deps.postalAccounts.find(this.query(open));
    const asked = { source: 'postalAccounts' as const, answer, askedAt };
    if (answer.kind === 'notFound')
      return this.conclude(open, 'postalMatch', { ...asked, attributes: { personId: 'noMatch' } });
    if (answer.civilServant && open.policy.civilServantRefused) return this.refuseCivilServant(open);
    const compared = await this.compare(open, answer.person, 'postalAccounts');
    const { phone, email } = open.typed;
    const otherPhone = answer.phone !== undefined && phone !== undefined && answer.phone !== phone;
    const otherEmail = answer.email !== undefined && email !== undefined && !sameText(answer.email, email);
    const contact: Attributes = otherPhone || otherEmail ? { phone: 'noMatch' } : {};
    return this.conclude(
      open,
      'postalMatch',
      { ...asked, ...compared, attributes: { ...compared.attributes, ...contact } },
      detailsOf(answer.person),
    );
  }

  private async refuseCivilServant(open: OpenRegistration): Promise<StepResult> {
    const code = 'registration.civilServant';
    await this.deps.store.transact(
      open.state.registrationId,
      { type: 'End', ending: { how: 'refused', code, at: this.deps.clock.now() } },
      open.context,
    );
    return refuse(code, {}, ['chooseAnotherMethod']);
  }

  private async organisationLookup(open: OpenRegistration): Promise<StepResult> {
    const certificate = open.attested.find((one) => one.organisationKeys !== undefined);
    const askedAt = this.deps.clock.now();
    const answer = await this.deps.organisationDirectory.find(certificate?.organisationKeys ?? {});
    const asked = { source: 'organisationDirectory' as const, answer, askedAt };
    if (answer.kind === 'notFound')
      return refuse('registration.organisationUnknown', {}, ['counter', 'chooseAnotherMethod']);
    const identifier: IdentifierRecord = {
      kind: 'organisationCode',
      value: answer.code,
      raw: answer.code,
      normaliser: 1,
      attested: true,
    };
    return this.conclude(
      open,
      'organisationLookup',
      { ...asked, attributes: { organisationCode: 'match' } },
      {
        identifiers: [identifier],
        name: answer.name,
        ...(answer.parent !== undefined && { parentOrganisation: answer.parent }),
      },
    );
  }

  /** What the register does not answer now is claimed at the next sync; a registration does not wait for it. */
  private async resolveAliases(open: OpenRegistration): Promise<StepResult> {
    const askedAt = this.deps.clock.now();
    try {
      const query = this.query(open);
      const answer = await this.deps.populationRegistry.confirm(query, this.deps.asker);
      if (answer.kind === 'notFound') return passed;
      const numbers = attestedNumbers(answer.person);
      if (comparePersonIds(query.personId, numbers) !== 'match') return passed;
      return await this.conclude(
        open,
        'resolveAliases',
        { source: 'populationRegistry', answer, askedAt, attributes: { personId: 'match' } },
        detailsOf(answer.person),
      );
    } catch (error) {
      if (isUnavailable(error) && error.port === 'populationRegistry') return passed;
      throw error;
    }
  }

  private typedId({ typed }: OpenRegistration): IdentifierRecord {
    if (typed.personId === undefined) throw new Error('The form of this method asks for a person id');
    return typed.personId;
  }

  /** The person as best known: a number a register attested before the typed one. */
  private query(open: OpenRegistration): PersonQuery {
    const person = attestedIdentifiers(open).find((one) => one.kind === 'personalNumber' || one.kind === 'cmnd');
    const { kind, value } = person ?? this.typedId(open);
    const { name, birthDate } = open.typed;
    if (name === undefined || birthDate === undefined)
      throw new Error('The form of this method asks for name and birth date');
    return { personId: { kind, value } as PersonQuery['personId'], name, birthDate };
  }

  private async compare(
    open: OpenRegistration,
    person: RegisterPerson,
    register: 'socialInsuranceRegistry' | 'postalAccounts',
  ): Promise<{ readonly attributes: Attributes; readonly nameTier?: Evidence['nameTier'] }> {
    const { name, birthDate } = this.query(open);
    const unaccented = open.edition.unaccentedRegisters.includes(register);
    const { name: nameAnswer, nameTier } = compareNames(name, person.name, unaccented);
    const personId = await this.comparePersonIds(open, attestedNumbers(person));
    return {
      attributes: { personId, name: nameAnswer, birthDate: compareDates(birthDate, person.birthDate) },
      ...(nameTier !== undefined && { nameTier }),
    };
  }

  /** A register that holds only the other kind of number is compared through the population register's link. */
  private async comparePersonIds(
    open: OpenRegistration,
    held: readonly IdentifierRecord[],
  ): Promise<'match' | 'noMatch' | 'notAvailable'> {
    const typed = this.typedId(open);
    const direct = comparePersonIds(typed, held);
    if (direct !== 'otherKind') return direct;
    const answer = await this.deps.populationRegistry.confirm(this.query(open), this.deps.asker);
    if (answer.kind === 'notFound') return 'noMatch';
    const linked = attestedNumbers(answer.person);
    const both =
      linked.some((one) => one.value === typed.value) &&
      linked.some((one) => held.some((two) => two.value === one.value));
    return both ? 'match' : 'noMatch';
  }

  private async conclude(
    open: OpenRegistration,
    step: RegistrationStep,
    asked: Asked,
    details?: AttestedDetails,
  ): Promise<StepResult> {
    const { registrationId } = open.state;
    const evidence = this.evidence(asked);
    const at = evidence.answeredAt;
    const verdict = verdictOf(asked.attributes);
    if (verdict === 'notAvailable')
      return refuse('registration.identityNotAvailable', { source: asked.source }, ['checkSubscription', 'counter']);
    if (verdict === 'mismatch' || details === undefined) {
      await this.deps.store.transact(
        registrationId,
        { type: 'RecordMismatch', at, mismatch: { by: asked.source, evidence } },
        open.context,
      );
      return refuse('registration.identityMismatch', { source: asked.source }, ['checkSubscription', 'counter']);
    }
    const recorded = await this.deps.store.transact(
      registrationId,
      { type: 'RecordMatch', step, at, match: { by: asked.source, evidence, personal: clear(details) } },
      open.context,
    );
    return recorded.kind === 'rejected' ? refuseWith(recorded.refusal, ['startAgain']) : done;
  }

  private evidence({ source, answer, askedAt, attributes, nameTier }: Asked): Evidence {
    return {
      evidenceId: this.deps.ids.id(),
      source,
      askedAt,
      answeredAt: this.deps.clock.now(),
      attributes,
      answerDigest: this.deps.digests.sha256(answer.raw),
      ...(nameTier !== undefined && { nameTier }),
      ...(answer.reference !== undefined && { reference: answer.reference }),
    };
  }
}

const sameText = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const detailsOf = (person: RegisterPerson): AttestedDetails => {
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
