import { clear } from '../../domain/kernel/personal.js';
import type { RegistrationStep } from '../../domain/policy/edition.js';
import type { AttestedDetails, IdentityMatched } from '../../domain/registration/registration.events.js';
import { organisationCodeNormaliser } from '../../domain/values/organisation-code.js';
import type { Identifier } from '../../domain/values/identifier.js';
import type { Phone } from '../../domain/values/phone.js';
import type { SocialInsuranceCode } from '../../domain/values/social-insurance-code.js';
import { refuse, type Refused } from '../outcome/outcome.js';
import { isUnavailable } from '../ports/unavailable.js';
import { type Asked, evidenceOf } from '../proofs/evidence-of.js';
import { type Attributes, compareContact, verdictOf } from './identity-checks.js';
import { KnownPersons } from './known-persons.js';
import { attestedIdentifiers, type OpenRegistration } from './opened.js';
import { detailsOf, type Linked, PersonRegisters, queryOf, typedIdOf } from './person-registers.js';
import type { RegistrationDeps } from './registration-deps.js';
import { unmatchedRemedies } from './remedies.js';

/** A step that needs nobody: the registration moved on, the step may be passed over this time, or it refuses. */
export type StepResult = { readonly kind: 'moved' } | { readonly kind: 'passed' } | Refused;

export const automaticSteps = [
  'advisoryDedup',
  'subscriberMatch',
  'socialInsuranceMatch',
  'postalMatch',
  'organisationLookup',
  'resolveAliases',
] as const satisfies readonly RegistrationStep[];
export type AutomaticStep = (typeof automaticSteps)[number];
export const isAutomatic = (step: RegistrationStep): step is AutomaticStep =>
  (automaticSteps as readonly RegistrationStep[]).includes(step);

const moved: StepResult = { kind: 'moved' };
const passed: StepResult = { kind: 'passed' };

/** The steps of a registration that ask registers, and never a person. */
export class AutomaticSteps {
  private readonly persons: PersonRegisters;
  private readonly known: KnownPersons;

  constructor(private readonly deps: RegistrationDeps) {
    this.persons = new PersonRegisters(deps);
    this.known = new KnownPersons(deps.directory, deps.blindIndex);
  }

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
    const duplicate = await this.known.duplicate(asked as unknown as readonly Identifier[]);
    return duplicate === undefined
      ? passed
      : refuse('registration.duplicate', { identifier: duplicate.kind }, policy.onDuplicate);
  }

  private async subscriberMatch(open: OpenRegistration): Promise<StepResult> {
    const askedAt = this.deps.clock.now();
    const answer = await this.deps.subscriberRegistry.match(open.typed.phone as Phone, queryOf(open));
    const { personId, name, birthDate, nameTier } = answer;
    const isUnaccented = open.edition.unaccentedRegisters.includes('subscriberRegistry');
    const isTooLoose = name === 'match' && nameTier === 'folded' && !isUnaccented;
    const attributes: Attributes = { personId, name: isTooLoose ? 'noMatch' : name, birthDate };
    return this.conclude(
      open,
      { source: 'subscriberRegistry', answer, askedAt, attributes, nameTier },
      { identifiers: [{ ...typedIdOf(open), attested: true }] },
    );
  }

  private async socialInsuranceMatch(open: OpenRegistration): Promise<StepResult> {
    const askedAt = this.deps.clock.now();
    const code = open.typed.socialInsuranceCode as SocialInsuranceCode;
    const answer = await this.deps.socialInsuranceRegistry.find(code);
    const asked = { source: 'socialInsuranceRegistry' as const, answer, askedAt };
    if (answer.kind === 'notFound')
      return this.mismatch(open, { ...asked, attributes: { socialInsuranceCode: 'noMatch' } });
    const { attributes, linked, ...tier } = await this.persons.compare(open, answer.person, 'socialInsuranceRegistry');
    return this.conclude(
      open,
      { ...asked, ...tier, attributes: { ...attributes, socialInsuranceCode: 'match' } },
      { ...detailsOf(answer.person), socialInsuranceCode: code },
      linked,
    );
  }

  /** The phone or address that activates has to be the one in Vietnam Post's books, or anybody could activate. */
  private async postalMatch(open: OpenRegistration): Promise<StepResult> {
    const askedAt = this.deps.clock.now();
    const answer = await this.deps.postalAccounts.find(queryOf(open));
    const asked = { source: 'postalAccounts' as const, answer, askedAt };
    if (answer.kind === 'notFound') return this.mismatch(open, { ...asked, attributes: { personId: 'noMatch' } });
    const { attributes, linked, ...tier } = await this.persons.compare(open, answer.person, 'postalAccounts');
    const all = { ...asked, ...tier, attributes: { ...attributes, ...compareContact(open.typed, answer) } };
    const details = detailsOf(answer.person);
    if (answer.civilServant && open.policy.civilServantRefused && verdictOf(all.attributes) === 'match')
      return this.refuseCivilServant(
        open,
        { ...all, attributes: { ...all.attributes, civilServant: 'match' } },
        details,
      );
    return this.conclude(open, all, details, linked);
  }

  private async refuseCivilServant(
    open: OpenRegistration,
    asked: Asked,
    details: AttestedDetails,
  ): Promise<StepResult> {
    const evidence = evidenceOf(asked, this.deps);
    const code = 'registration.civilServant';
    await this.deps.store.transact(
      open.state.registrationId,
      {
        type: 'Disqualify',
        code,
        at: evidence.answeredAt,
        match: { by: asked.source, evidence, personal: clear(details) },
      },
      open.context,
      open,
    );
    return moved;
  }

  private async organisationLookup(open: OpenRegistration): Promise<StepResult> {
    const keys = open.attested.find((one) => one.organisationKeys !== undefined)?.organisationKeys ?? {};
    const askedAt = this.deps.clock.now();
    const answer = await this.deps.organisationDirectory.find(keys);
    if (answer.kind === 'notFound')
      return refuse('registration.organisationUnknown', {}, ['counter', 'chooseAnotherMethod']);
    const { code, name, parent } = answer;
    const identifier = {
      kind: 'organisationCode',
      value: code,
      raw: code,
      normaliser: organisationCodeNormaliser,
      attested: true,
    } as const;
    return this.conclude(
      open,
      { source: 'organisationDirectory', answer, askedAt, attributes: { organisationCode: 'match' } },
      { identifiers: [identifier], name, ...(parent !== undefined && { parentOrganisation: parent }) },
    );
  }

  /** What the register does not answer now is claimed at the next sync; a registration does not wait for it. */
  private async resolveAliases(open: OpenRegistration): Promise<StepResult> {
    try {
      const linked = await this.persons.resolve(open);
      return linked === undefined ? passed : await this.record(open, linked);
    } catch (error) {
      if (isUnavailable(error) && error.port === 'populationRegistry') return passed;
      throw error;
    }
  }

  private async conclude(
    open: OpenRegistration,
    asked: Asked,
    details: AttestedDetails,
    linked?: Linked,
  ): Promise<StepResult> {
    switch (verdictOf(asked.attributes)) {
      case 'notAvailable':
        return refuse('registration.identityNotAvailable', { source: asked.source }, unmatchedRemedies(asked.source));
      case 'mismatch':
        return this.mismatch(open, asked);
      case 'match': {
        const evidence = evidenceOf(asked, this.deps);
        return this.record(open, { by: asked.source, evidence, personal: clear(details) }, linked);
      }
    }
  }

  /** Whatever becomes of it: where a twin was faster, its answer stands, and the registration is read again. */
  private async mismatch(open: OpenRegistration, asked: Asked): Promise<StepResult> {
    const evidence = evidenceOf(asked, this.deps);
    await this.deps.store.transact(
      open.state.registrationId,
      { type: 'RecordMismatch', at: evidence.answeredAt, mismatch: { by: asked.source, evidence } },
      open.context,
      open,
    );
    return moved;
  }

  private async record(open: OpenRegistration, match: IdentityMatched['data'], linked?: Linked): Promise<StepResult> {
    await this.deps.store.transact(
      open.state.registrationId,
      { type: 'RecordMatch', at: match.evidence.answeredAt, match, ...(linked !== undefined && { linked }) },
      open.context,
      open,
    );
    return moved;
  }
}
