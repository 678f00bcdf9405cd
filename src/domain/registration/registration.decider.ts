import type { EvidenceSource } from '../assurance/evidence.js';
import { assertNever } from '../kernel/assert-never.js';
import { accepted, type Decider, type Decision, rejected } from '../kernel/decider.js';
import type { Instant } from '../kernel/instant.js';
import type { Facts } from '../kernel/refusal.js';
import type { RegistrationStep } from '../policy/edition.js';
import { evolveRegistration } from './registration.evolve.js';
import type {
  HolderConfirmed,
  IdentityMatched,
  IdentityMismatched,
  RegistrationEnded,
  RegistrationEvent,
  RegistrationPinned,
  RegistrationStarted,
  SignatureVerified,
} from './registration.events.js';
import {
  nextStep,
  optionalSteps,
  type RegistrationState,
  type RunningRegistration,
  stepDone,
  stepOf,
} from './registration.state.js';

/** Commands carry every time and id they need: deciding is a pure function. */
export type RegistrationCommand =
  | ({ readonly type: 'Start' } & RegistrationStarted['data'])
  | {
      readonly type: 'RecordMatch';
      readonly at: Instant;
      readonly match: IdentityMatched['data'];
      /** What the population register said on the way: that two numbers are one person's. */
      readonly linked?: IdentityMatched['data'] & { readonly by: 'populationRegistry' };
    }
  | { readonly type: 'RecordMismatch'; readonly at: Instant; readonly mismatch: IdentityMismatched['data'] }
  /** It is this person, to whom the method is closed. */
  | {
      readonly type: 'Disqualify';
      readonly at: Instant;
      readonly match: IdentityMatched['data'];
      readonly code: string;
    }
  | { readonly type: 'ConfirmOtp'; readonly at: Instant }
  | { readonly type: 'FollowEmailLink'; readonly at: Instant }
  | { readonly type: 'RecordProof'; readonly at: Instant; readonly proof: SignatureVerified['data'] }
  | { readonly type: 'ConfirmHolder'; readonly confirmation: HolderConfirmed['data'] }
  | { readonly type: 'Pin'; readonly pinned: RegistrationPinned['data'] }
  /** What the account's own stream has decided. */
  | {
      readonly type: 'End';
      readonly how: 'registered' | 'duplicate' | 'superseded';
      readonly code?: string;
      readonly facts?: Facts;
      readonly at: Instant;
    }
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

/** Which of a command's steps the row has, and whether it is done, or due now. */
const place = (state: RunningRegistration, candidates: readonly RegistrationStep[]) => {
  const step = candidates.find((one) => state.steps.includes(one));
  const skipping = new Set([...optionalSteps].filter((one) => one !== step));
  const due = state.pinned === null ? (nextStep(state, skipping) ?? null) : null;
  return { done: step !== undefined && stepDone(state, step), isDue: step !== undefined && step === due, due };
};

const inTurn = (
  state: RunningRegistration,
  candidates: readonly RegistrationStep[],
  at: Instant,
  ...events: readonly RegistrationEvent[]
): RegistrationDecision => {
  if (hasExpired(state, at)) return rejected('registration.expired');
  const { done, isDue, due } = place(state, candidates);
  if (done) return accepted();
  return isDue ? accepted(...events) : rejected('registration.stepNotDue', { due });
};

/** Ends the registration by an answer that is due; one that came after another answer to the same step ends nothing. */
const endInTurn = (
  state: RunningRegistration,
  by: EvidenceSource,
  at: Instant,
  ...events: readonly RegistrationEvent[]
): RegistrationDecision => {
  if (hasExpired(state, at)) return rejected('registration.expired');
  const { isDue, due } = place(state, [stepOf(by)]);
  return isDue ? accepted(...events) : rejected('registration.stepNotDue', { due });
};

/** Certificates and VNeID prove a holder; everybody else confirms what was typed. */
const isProof = (source: EvidenceSource): boolean => source === 'certificate' || source === 'eidProvider';

const matched = (data: IdentityMatched['data']): IdentityMatched => ({ type: 'IdentityMatched', data });
const ended = (data: RegistrationEnded['data']): RegistrationEnded => ({ type: 'RegistrationEnded', data });

function decidePin(state: RunningRegistration, pinned: RegistrationPinned['data']): RegistrationDecision {
  if (state.pinned !== null) return accepted();
  if (hasExpired(state, pinned.at)) return rejected('registration.expired');
  const missing = nextStep(state, new Set([...optionalSteps, 'password']));
  if (missing !== undefined || pinned.keys.length === 0)
    return rejected('registration.proofsMissing', { step: missing ?? null });
  if (state.steps.includes('password') !== (pinned.passwordId !== undefined))
    return rejected('registration.proofsMissing', { step: 'password' });
  return accepted({ type: 'RegistrationPinned', data: pinned });
}

function decideEnd(
  state: RunningRegistration,
  { how, code, facts, at }: Extract<RegistrationCommand, { type: 'End' }>,
): RegistrationDecision {
  if (state.pinned === null)
    return rejected('registration.proofsMissing', { step: nextStep(state, optionalSteps) ?? null });
  return accepted(
    ended({
      how,
      ...(how === 'registered' && { accountId: state.pinned.accountId }),
      ...(code !== undefined && { code }),
      ...(facts !== undefined && { facts }),
      at,
    }),
  );
}

function decideRunning(
  state: RunningRegistration,
  command: Exclude<RegistrationCommand, { type: 'Start' }>,
): RegistrationDecision {
  switch (command.type) {
    case 'RecordMatch': {
      const { match, linked, at } = command;
      const isNews = linked !== undefined && !stepDone(state, stepOf(linked.by));
      const steps = isProof(match.by) ? [] : [stepOf(match.by)];
      return inTurn(state, steps, at, ...(isNews ? [matched(linked)] : []), matched(match));
    }
    case 'RecordMismatch': {
      const { mismatch, at } = command;
      const code = 'registration.identityMismatch';
      return endInTurn(
        state,
        mismatch.by,
        at,
        { type: 'IdentityMismatched', data: mismatch },
        ended({ how: 'mismatch', code, facts: { source: mismatch.by }, at }),
      );
    }
    case 'Disqualify': {
      const { match, code, at } = command;
      return endInTurn(state, match.by, at, matched(match), ended({ how: 'refused', code, at }));
    }
    case 'ConfirmOtp':
      return inTurn(state, ['smsOtp', 'activation'], command.at, { type: 'OtpConfirmed', data: { at: command.at } });
    case 'FollowEmailLink':
      return inTurn(state, ['activation'], command.at, { type: 'EmailLinkFollowed', data: { at: command.at } });
    case 'RecordProof': {
      const { proof, at } = command;
      const steps = isProof(proof.evidence.source) ? [stepOf(proof.evidence.source)] : [];
      return inTurn(state, steps, at, { type: 'SignatureVerified', data: proof });
    }
    case 'ConfirmHolder': {
      const data = command.confirmation;
      return inTurn(state, ['holderConfirmation'], data.at, { type: 'HolderConfirmed', data });
    }
    case 'Pin':
      return decidePin(state, command.pinned);
    case 'End':
      return decideEnd(state, command);
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
      return command.type === 'End' && command.how === state.how ? accepted() : rejected('registration.ended');
    case 'running':
      return decideRunning(state, command);
    default:
      return assertNever(state);
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
  evolve: evolveRegistration,
  isTerminal: (state) => state.status === 'ended',
};
