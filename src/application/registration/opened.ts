import type { PolicyEdition, RegisterPolicy } from '../../domain/policy/edition.js';
import type { AttestedDetails, TypedDetails } from '../../domain/registration/registration.events.js';
import type { RunningRegistration } from '../../domain/registration/registration.state.js';
import type { CommandContext } from '../ledger/command-context.js';
import type { PersonalData } from '../ports/personal-data.port.js';

/** One call of a registration: who holds it, from where, and the command that its events are recorded under. */
export interface RegistrationCall {
  /** What the person holds. It continues this registration, so it is kept nowhere: streams and keys carry its digest. */
  readonly handle: string;
  readonly network: string;
  readonly officer: string | undefined;
  readonly context: CommandContext;
}

/** A running registration with its personal data opened, and the policy it runs under. */
export interface OpenRegistration extends RegistrationCall {
  readonly state: RunningRegistration;
  readonly edition: PolicyEdition;
  readonly policy: RegisterPolicy;
  readonly typed: TypedDetails;
  readonly attested: readonly AttestedDetails[];
  readonly confirmedEmail: string | undefined;
}

/** Nothing when the data were erased meanwhile: such a registration cannot go on. */
export async function openRegistration(
  state: RunningRegistration,
  call: RegistrationCall,
  policies: { readonly edition: PolicyEdition; readonly policy: RegisterPolicy },
  personalData: PersonalData,
): Promise<OpenRegistration | undefined> {
  const typed = await personalData.open(state.typed);
  if (typed.kind === 'erased') return undefined;
  const attested: AttestedDetails[] = [];
  for (const { personal } of state.attestations) {
    const opened = await personalData.open(personal);
    if (opened.kind === 'erased') return undefined;
    attested.push(opened.value);
  }
  const confirmation = state.confirmation === null ? undefined : await personalData.open(state.confirmation);
  const confirmedEmail = confirmation?.kind === 'clear' ? confirmation.value.email : undefined;
  const context = { ...call.context, policyEdition: policies.edition.id };
  return { ...call, ...policies, context, state, typed: typed.value, attested, confirmedEmail };
}

export const attestedIdentifiers = (open: Pick<OpenRegistration, 'attested'>): AttestedDetails['identifiers'] => {
  const found = new Map(
    open.attested.flatMap((one) => one.identifiers).map((one) => [`${one.kind}:${one.value}`, one]),
  );
  return [...found.values()];
};
