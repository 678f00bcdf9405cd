import type { IdentityProfile, IdentifierRecord } from '../../domain/account/identity-profile.js';
import type { RegisterCommand, Pinned } from '../claims/claim-protocol.js';
import { clear } from '../../domain/kernel/personal.js';
import type { Facts } from '../../domain/kernel/refusal.js';
import type { AttestedDetails } from '../../domain/registration/registration.events.js';
import { type Identifier, identifierKinds } from '../../domain/values/identifier.js';
import { accept, type Outcome, refuse } from '../outcome/outcome.js';
import { attestedIdentifiers, type OpenRegistration } from './opened.js';
import type { RegistrationDeps } from './registration-deps.js';

export interface Completed {
  readonly accountId: string;
  readonly level: RegisterCommand['grant']['level'];
  /** The password the account has; none for methods without. */
  readonly passwordId: string | undefined;
}

/** All proofs are in: the account id and keys are pinned, the identifiers claimed, the account registered. */
export class Completion {
  constructor(private readonly deps: RegistrationDeps) {}

  async complete(
    open: OpenRegistration,
    proposed: { accountId: string; passwordId?: string },
  ): Promise<Outcome<Completed>> {
    const { registrationId } = open.state;
    const identifiers = claimable(open);
    if (identifiers.length === 0) return refuse('registration.nothingAttested', {}, ['counter']);
    const outcome = await this.deps.claims.register({
      registrationId,
      patience: open.edition.registration.claimPatience,
      context: open.context,
      propose: () => this.propose(open, identifiers, proposed),
      register: (pinned) => this.firstEvent(open, pinned),
    });
    switch (outcome.kind) {
      case 'registered': {
        const position = await this.end(open, { how: 'registered', accountId: outcome.accountId });
        const level = this.grantOf(open, '').level;
        const { passwordId } = await this.pinnedOf(registrationId);
        return accept({ accountId: outcome.accountId, level, passwordId }, position);
      }
      case 'duplicate':
        await this.deps.vault.deleteOwner(outcome.accountId);
        await this.end(open, { how: 'duplicate', code: 'registration.duplicate', facts: outcome.facts });
        return refuse('registration.duplicate', outcome.facts, open.policy.onDuplicate);
      case 'superseded':
        await this.deps.vault.deleteOwner(outcome.accountId);
        await this.end(open, { how: 'superseded', code: 'registration.superseded' });
        return refuse('registration.superseded', {}, ['startAgain']);
      case 'pending':
        return refuse('registration.pending', { retryAfterMs: outcome.retryAfterMs }, ['waitAndRetry']);
    }
  }

  private async pinnedOf(registrationId: string): Promise<{ readonly passwordId: string | undefined }> {
    const { state } = await this.deps.store.load(registrationId);
    if (state.status === 'running') return { passwordId: state.pinned?.passwordId };
    return { passwordId: state.status === 'ended' ? (state.passwordId ?? undefined) : undefined };
  }

  private propose(
    open: OpenRegistration,
    identifiers: readonly Identifier[],
    { accountId, passwordId }: { accountId: string; passwordId?: string },
  ): Pinned {
    const phoneConfirmed = open.state.otpConfirmedAt !== null && open.typed.phone !== undefined;
    return {
      accountId,
      keys: identifiers.flatMap((identifier) => this.deps.blindIndex.keys(identifier)),
      methodId: this.deps.ids.id(),
      at: this.deps.clock.now(),
      ...(phoneConfirmed && { phoneId: this.deps.ids.id() }),
      ...(passwordId !== undefined && { passwordId }),
    };
  }

  private firstEvent(open: OpenRegistration, pinned: Pinned): RegisterCommand {
    const { state } = open;
    return {
      type: 'Register',
      registrationId: state.registrationId,
      subject: state.subject,
      grant: this.grantOf(open, pinned.methodId),
      evidence: state.attestations.map((one) => one.evidence),
      keys: pinned.keys,
      consent: state.consent,
      ...(pinned.passwordId !== undefined && { passwordId: pinned.passwordId }),
      ...(pinned.phoneId !== undefined && { phoneId: pinned.phoneId }),
      personal: clear(profileOf(open)),
    };
  }

  private grantOf({ state, policy }: OpenRegistration, methodId: string): RegisterCommand['grant'] {
    const { proof, attestations } = state;
    const last = attestations.at(-1);
    return {
      methodId,
      method: state.method,
      level: proof?.level ?? policy.level,
      verifiedAt: last?.evidence.answeredAt ?? state.startedAt,
      evidenceIds: attestations.map((one) => one.evidence.evidenceId),
      ...(proof?.validUntil != null && { validUntil: proof.validUntil }),
      ...(proof?.certificate != null && { certificate: proof.certificate }),
    };
  }

  private async end(
    open: OpenRegistration,
    ending: { how: 'registered' | 'duplicate' | 'superseded'; accountId?: string; code?: string; facts?: Facts },
  ): Promise<number | undefined> {
    const result = await this.deps.store.transact(
      open.state.registrationId,
      { type: 'End', ending: { ...ending, at: this.deps.clock.now() } },
      open.context,
    );
    return result.kind === 'accepted' ? result.position : undefined;
  }
}

/** What may be claimed: attested identifiers, in the one order every registration uses; the certificate last. */
const claimable = (open: OpenRegistration): readonly Identifier[] => {
  const rank = (one: Pick<IdentifierRecord, 'kind'>): number => identifierKinds.indexOf(one.kind);
  const attested = attestedIdentifiers(open).filter((one) => one.attested);
  const identifiers = [...attested]
    .sort((a, b) => rank(a) - rank(b) || (a.value < b.value ? -1 : 1))
    .map(({ kind, value }) => ({ kind, value }) as Identifier);
  const certificate = open.state.proof?.certificate;
  if (identifiers.length === 0 || certificate == null) return identifiers;
  return [...identifiers, { kind: 'certificate', value: certificate }];
};

/** What sources attested before what was typed; the earliest source that knows a field gives it. */
const profileOf = (open: OpenRegistration): IdentityProfile => {
  const { typed, attested } = open;
  const first = <K extends keyof AttestedDetails>(field: K): AttestedDetails[K] | undefined =>
    attested.find((one) => one[field] !== undefined)?.[field];
  const found = new Map(attestedIdentifiers(open).map((one) => [`${one.kind}:${one.value}`, one]));
  if (typed.personId !== undefined) {
    const key = `${typed.personId.kind}:${typed.personId.value}`;
    if (!found.has(key)) found.set(key, typed.personId);
  }
  const email = open.confirmedEmail ?? typed.email;
  const optional = {
    birthDate: first('birthDate') ?? typed.birthDate,
    gender: first('gender') ?? typed.gender,
    socialInsuranceCode: first('socialInsuranceCode'),
    phone: typed.phone,
    email,
    placeOfBirth: first('placeOfBirth'),
    hometown: first('hometown'),
    permanentAddress: first('permanentAddress'),
    parentOrganisation: first('parentOrganisation'),
    certificate: first('certificate'),
  };
  const present = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  const organisation = attested.find((one) => one.identifiers.some((id) => id.kind === 'organisationCode'));
  return {
    identifiers: [...found.values()],
    name: organisation?.name ?? first('name') ?? typed.name ?? '',
    ...present,
  };
};
