import type { PolicyEdition, RegisterPolicy } from '../../domain/policy/edition.js';
import type { AttestedDetails, TypedDetails } from '../../domain/registration/registration.events.js';
import type { RunningRegistration } from '../../domain/registration/registration.state.js';
import type { Personal } from '../../domain/kernel/personal.js';
import type { CommandContext } from '../ledger/command-context.js';
import type { Fold } from '../ledger/kept-folds.js';
import type { PersonalData } from '../ports/personal-data.port.js';

/** One call of a registration: who holds it, from where, and the command that its events are recorded under. */
export interface RegistrationCall {
  /** What the person holds. It continues this registration, so no log has it: streams and keys carry its digest. */
  readonly handle: string;
  readonly network: string;
  readonly officer: string | undefined;
  readonly context: CommandContext;
}

/** A running registration with its personal data opened, and the policy it runs under. */
export interface OpenRegistration extends RegistrationCall, Fold<RunningRegistration> {
  readonly edition: PolicyEdition;
  readonly policy: RegisterPolicy;
  readonly typed: TypedDetails;
  readonly attested: readonly AttestedDetails[];
  readonly confirmedEmail: string | undefined;
}

/**
 * Nothing when the data were erased meanwhile: such a registration cannot go on. What was opened `before`, earlier in the
 * same call, is not opened again.
 */
export async function openRegistration(
  { version, state }: Fold<RunningRegistration>,
  call: RegistrationCall,
  policies: { readonly edition: PolicyEdition; readonly policy: RegisterPolicy },
  personalData: PersonalData,
  before?: OpenRegistration,
): Promise<OpenRegistration | undefined> {
  const typed = before?.state.typed === state.typed ? before.typed : await openedOf(state.typed, personalData);
  if (typed === undefined) return undefined;
  const attested: AttestedDetails[] = [];
  for (const [index, { personal }] of state.attestations.entries()) {
    const isKnown = before?.state.attestations[index]?.personal === personal;
    const details = (isKnown ? before?.attested[index] : undefined) ?? (await openedOf(personal, personalData));
    if (details === undefined) return undefined;
    attested.push(details);
  }
  const confirmation = state.confirmation === null ? undefined : await openedOf(state.confirmation, personalData);
  const context = { ...call.context, policyEdition: policies.edition.id };
  const { handle, network, officer } = call;
  const { edition, policy } = policies;
  const confirmedEmail = confirmation?.email;
  return { handle, network, officer, context, edition, policy, version, state, typed, attested, confirmedEmail };
}

async function openedOf<T>(personal: Personal<T>, personalData: PersonalData): Promise<T | undefined> {
  const opened = await personalData.open(personal);
  return opened.kind === 'clear' ? opened.value : undefined;
}

export const attestedIdentifiers = (open: Pick<OpenRegistration, 'attested'>): AttestedDetails['identifiers'] => {
  const found = new Map(
    open.attested.flatMap((one) => one.identifiers).map((one) => [`${one.kind}:${one.value}`, one]),
  );
  return [...found.values()];
};
