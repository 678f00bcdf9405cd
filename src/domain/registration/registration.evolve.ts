import { assertNever } from '../kernel/assert-never.js';
import type { RegistrationEvent, RegistrationStarted } from './registration.events.js';
import type { EndedRegistration, RegistrationState, RunningRegistration } from './registration.state.js';

const started = ({ data }: RegistrationStarted): RunningRegistration => ({
  status: 'running',
  registrationId: data.registrationId,
  subject: data.subject,
  method: data.method,
  edition: data.edition,
  steps: data.steps,
  consent: data.consent,
  startedAt: data.at,
  expiresAt: data.expiresAt,
  typed: data.personal,
  attestations: [],
  otpConfirmedAt: null,
  linkFollowedAt: null,
  proof: null,
  confirmation: null,
  pinned: null,
});

/** What is left of a registration: who answered and how, and nothing personal. */
const over = (
  { registrationId, subject, method, edition, steps, expiresAt, proof, pinned }: RunningRegistration,
  ending: Pick<EndedRegistration, 'how' | 'accountId' | 'code' | 'facts'>,
): EndedRegistration => ({
  status: 'ended',
  registrationId,
  subject,
  method,
  edition,
  steps,
  expiresAt,
  proof,
  pinned,
  ...ending,
});

/** Trusts history: what was appended was decided. Only the first event may come to nothing. */
export function evolveRegistration(before: RegistrationState, event: RegistrationEvent): RegistrationState {
  if (event.type === 'RegistrationStarted') return started(event);
  const state = before as RunningRegistration;
  switch (event.type) {
    case 'IdentityMatched':
      return { ...state, attestations: [...state.attestations, event.data] };
    case 'IdentityMismatched':
      return state;
    case 'OtpConfirmed':
      return { ...state, otpConfirmedAt: event.data.at };
    case 'EmailLinkFollowed':
      return { ...state, linkFollowedAt: event.data.at };
    case 'SignatureVerified': {
      const { evidence, personal, certificate, validUntil, level } = event.data;
      return {
        ...state,
        proof: { certificate: certificate ?? null, validUntil: validUntil ?? null, level: level ?? null },
        attestations: [...state.attestations, { by: evidence.source, evidence, personal }],
      };
    }
    case 'HolderConfirmed':
      return { ...state, confirmation: event.data.personal };
    case 'RegistrationPinned':
      return { ...state, pinned: event.data };
    case 'RegistrationEnded': {
      const { how, accountId, code, facts } = event.data;
      return over(state, { how, accountId: accountId ?? null, code: code ?? null, facts: facts ?? {} });
    }
    case 'RegistrationExpired':
      return over(state, { how: 'expired', accountId: null, code: 'registration.expired', facts: {} });
    default:
      return assertNever(event);
  }
}
