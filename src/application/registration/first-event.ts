import type { IdentityProfile } from '../../domain/account/identity-profile.js';
import { clear } from '../../domain/kernel/personal.js';
import type { AttestedDetails } from '../../domain/registration/registration.events.js';
import type { Pinned, RegisterCommand } from '../claims/claim-protocol.js';
import { fieldEvidenceOf } from './field-evidence.js';
import { attestedIdentifiers, type OpenRegistration } from './opened.js';

/** The account's first event, made of what the registration recorded before it was pinned. */
export const firstEvent = (open: OpenRegistration, pinned: Pinned): RegisterCommand => ({
  type: 'Register',
  registrationId: open.state.registrationId,
  subject: open.state.subject,
  grant: grantOf(open, pinned.methodId),
  evidence: open.state.attestations.map((one) => one.evidence),
  keys: pinned.keys,
  consent: open.state.consent,
  ...(pinned.passwordId !== undefined && { passwordId: pinned.passwordId }),
  ...(pinned.phoneId !== undefined && { phoneId: pinned.phoneId }),
  fieldEvidence: fieldEvidenceOf(open),
  personal: clear(profileOf(open)),
});

function grantOf({ state, policy }: OpenRegistration, methodId: string): RegisterCommand['grant'] {
  const { proof, attestations } = state;
  return {
    methodId,
    method: state.method,
    level: proof?.level ?? policy.level,
    verifiedAt: attestations.at(-1)?.evidence.answeredAt ?? state.startedAt,
    evidenceIds: attestations.map((one) => one.evidence.evidenceId),
    ...(proof?.validUntil != null && { validUntil: proof.validUntil }),
    ...(proof?.certificate != null && { certificate: proof.certificate }),
  };
}

/** What sources attested before what was typed; the earliest source that knows a field gives it. */
function profileOf(open: OpenRegistration): IdentityProfile {
  const { typed, attested } = open;
  const first = <K extends keyof AttestedDetails>(field: K): AttestedDetails[K] | undefined =>
    attested.find((one) => one[field] !== undefined)?.[field];
  const identifiers = attestedIdentifiers(open);
  const { personId } = typed;
  const isNews = !identifiers.some((one) => one.kind === personId?.kind && one.value === personId.value);
  const optional = {
    birthDate: first('birthDate') ?? typed.birthDate,
    gender: first('gender') ?? typed.gender,
    socialInsuranceCode: first('socialInsuranceCode'),
    phone: typed.phone,
    email: open.confirmedEmail ?? typed.email,
    placeOfBirth: first('placeOfBirth'),
    hometown: first('hometown'),
    permanentAddress: first('permanentAddress'),
    parentOrganisation: first('parentOrganisation'),
    certificate: first('certificate'),
  };
  const organisation = attested.find((one) => one.identifiers.some((id) => id.kind === 'organisationCode'));
  return {
    identifiers: personId !== undefined && isNews ? [...identifiers, personId] : identifiers,
    name: organisation?.name ?? first('name') ?? typed.name ?? '',
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}
