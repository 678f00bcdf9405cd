import { assertNever } from '../kernel/assert-never.js';
import { accepted, type Decider, type Decision, rejected } from '../kernel/decider.js';
import type { Instant } from '../kernel/instant.js';
import type { RegistrationStep } from '../policy/edition.js';
import type {
  EmailLinkFollowed,
  HolderConfirmed,
  IdentityMatched,
  IdentityMismatched,
  OtpConfirmed,
  RegistrationEnded,
  RegistrationEvent,
  RegistrationPinned,
  RegistrationStarted,
  SignatureVerified,
} from './registration.events.js';
import { nextStep, type RegistrationState, type RunningRegistration, stepDone } from './registration.state.js';

export type RegistrationCommand =
  | ({ readonly type: 'Start' } & RegistrationStarted['data'])
  | {
      readonly type: 'RecordMatch';
      readonly step: RegistrationStep;
      readonly at: Instant;
      readonly match: IdentityMatched['data'];
    }
  | { readonly type: 'RecordMismatch'; readonly at: Instant; readonly mismatch: IdentityMismatched['data'] }
  | { readonly type: 'ConfirmOtp'; readonly at: OtpConfirmed['data']['at'] }
  | { readonly type: 'FollowEmailLink'; readonly at: EmailLinkFollowed['data']['at'] }
  | {
      readonly type: 'RecordProof';
      readonly step: 'signature' | 'eidAssertion';
      readonly at: Instant;
      readonly proof: SignatureVerified['data'];
    }
  | { readonly type: 'ConfirmHolder'; readonly confirmation: HolderConfirmed['data'] }
  | { readonly type: 'Pin'; readonly pinned: RegistrationPinned['data'] }
  | { readonly type: 'End'; readonly ending: RegistrationEnded['data'] }
  | { readonly type: 'Expire'; readonly at: Instant };

export type RegistrationRefusal =
  | 'registration.unknown'
  | 'registration.alreadyStarted'
  | 'registration.consentMissing'
  | 'registration.expired'
  | 'registration.notExpired'
  | 'registration.ended'
  | 'registration.stepNotDue'
  | 'registration.proofsMissing';

type RegistrationDecision = Decision<RegistrationEvent, RegistrationRefusal>;

/** Pinning makes the outcome certain: from then on time cannot end a registration any more. */
const hasExpired = (state: RunningRegistration, at: Instant): boolean => state.pinned === null && at >= state.expiresAt;

const inTurn = (
  state: RunningRegistration,
  steps: readonly RegistrationStep[],
  at: Instant,
  event: RegistrationEvent,
): RegistrationDecision => {
  if (hasExpired(state, at)) return rejected('registration.expired');
  const due = steps.find((step) => state.steps.includes(step));
  if (due === undefined) return rejected('registration.stepNotDue', { steps });
  if (stepDone(state, due)) return accepted();
  const transient: readonly RegistrationStep[] = ['advisoryDedup', 'resolveAliases'];
  const next = nextStep(state, new Set(transient.filter((step) => step !== due)));
  return next === due ? accepted(event) : rejected('registration.stepNotDue', { due: next ?? null });
};

function decideRunning(
  state: RunningRegistration,
  command: Exclude<RegistrationCommand, { type: 'Start' }>,
): RegistrationDecision {
  switch (command.type) {
    case 'RecordMatch':
      return inTurn(state, [command.step], command.at, { type: 'IdentityMatched', data: command.match });
    case 'RecordMismatch':
      if (hasExpired(state, command.at)) return rejected('registration.expired');
      return accepted(
        { type: 'IdentityMismatched', data: command.mismatch },
        {
          type: 'RegistrationEnded',
          data: { how: 'mismatch', code: 'registration.identityMismatch', at: command.at },
        },
      );
    case 'ConfirmOtp':
      return inTurn(state, ['smsOtp', 'activation'], command.at, { type: 'OtpConfirmed', data: { at: command.at } });
    case 'FollowEmailLink':
      return inTurn(state, ['activation'], command.at, { type: 'EmailLinkFollowed', data: { at: command.at } });
    case 'RecordProof':
      return inTurn(state, [command.step], command.at, { type: 'SignatureVerified', data: command.proof });
    case 'ConfirmHolder':
      return inTurn(state, ['holderConfirmation'], command.confirmation.at, {
        type: 'HolderConfirmed',
        data: command.confirmation,
      });
    case 'Pin': {
      if (state.pinned !== null) return accepted();
      if (hasExpired(state, command.pinned.at)) return rejected('registration.expired');
      const missing = nextStep(state, new Set(['advisoryDedup', 'resolveAliases', 'password']));
      if (missing !== undefined || command.pinned.keys.length === 0)
        return rejected('registration.proofsMissing', { step: missing ?? null });
      return accepted({ type: 'RegistrationPinned', data: command.pinned });
    }
    case 'End':
      return accepted({ type: 'RegistrationEnded', data: command.ending });
    case 'Expire':
      return hasExpired(state, command.at)
        ? accepted({ type: 'RegistrationExpired', data: { at: command.at } })
        : rejected('registration.notExpired');
    default:
      return assertNever(command);
  }
}

function decide(state: RegistrationState, command: RegistrationCommand): RegistrationDecision {
  if (command.type === 'Start') {
    if (state.status !== 'none') return rejected('registration.alreadyStarted');
    const { type: _type, ...data } = command;
    if (data.consent.digest === '' || data.consent.edition === '') return rejected('registration.consentMissing');
    return accepted({ type: 'RegistrationStarted', data });
  }
  switch (state.status) {
    case 'none':
      return rejected('registration.unknown');
    case 'ended':
      if (state.how === 'expired') return command.type === 'Expire' ? accepted() : rejected('registration.expired');
      return command.type === 'End' && command.ending.how === state.how ? accepted() : rejected('registration.ended');
    case 'running':
      return decideRunning(state, command);
    default:
      return assertNever(state);
  }
}

const start = ({ data }: RegistrationStarted): RunningRegistration => ({
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

function evolve(before: RegistrationState, event: RegistrationEvent): RegistrationState {
  if (event.type === 'RegistrationStarted') return start(event);
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
      return {
        status: 'ended',
        registrationId: state.registrationId,
        how,
        accountId: accountId ?? null,
        passwordId: state.pinned?.passwordId ?? null,
        code: code ?? null,
        facts: facts ?? {},
      };
    }
    case 'RegistrationExpired':
      return {
        status: 'ended',
        registrationId: state.registrationId,
        how: 'expired',
        accountId: null,
        passwordId: null,
        code: 'registration.expired',
        facts: {},
      };
    default:
      return assertNever(event);
  }
}

export const registrationDecider: Decider<
  RegistrationCommand,
  RegistrationEvent,
  RegistrationState,
  RegistrationRefusal
> = {
  initialState: { status: 'none' },
  decide,
  evolve,
  isTerminal: (state) => state.status === 'ended',
};
