import fc from 'fast-check';
import { deepFreeze } from '../../src/adapters/testing/decider-spec.js';
import type { EvidenceSource } from '../../src/domain/assurance/evidence.js';
import { fold } from '../../src/domain/kernel/decider.js';
import type { RegistrationStep } from '../../src/domain/policy/edition.js';
import { type RegistrationCommand, registrationDecider } from '../../src/domain/registration/registration.decider.js';
import type { RegistrationEvent } from '../../src/domain/registration/registration.events.js';
import { optionalSteps, type RegistrationState } from '../../src/domain/registration/registration.state.js';
import { runs } from '../support/fc-runs.js';
import { at, confirmation, evidence, linked, match, pinned, proof, rows, start } from '../support/registrations.js';

const sources: readonly EvidenceSource[] = [
  'subscriberRegistry',
  'socialInsuranceRegistry',
  'populationRegistry',
  'postalAccounts',
  'organisationDirectory',
  'certificate',
  'eidProvider',
  'counter',
];
const allSteps: readonly RegistrationStep[] = [...new Set(Object.values(rows).flat())];

const row = fc.oneof(
  fc.constantFrom<readonly RegistrationStep[]>(...Object.values(rows)),
  fc.uniqueArray(fc.constantFrom(...allSteps)),
);
const minute = fc.oneof(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 120 })).map(at);
const source = fc.constantFrom(...sources);
const passwordId = fc.constantFrom(undefined, 'password', 'other');
const pin = passwordId.map((id) => pinned(id === undefined ? {} : { passwordId: id }));

const command: fc.Arbitrary<RegistrationCommand> = fc.oneof(
  row.map((steps) => ({ type: 'Start' as const, ...start(steps) })),
  fc.record({ by: source, at: minute, isLinked: fc.boolean() }).map(({ by, isLinked, ...rest }) => ({
    type: 'RecordMatch' as const,
    match: match(by),
    ...rest,
    ...(isLinked && { linked }),
  })),
  fc.record({ by: source, at: minute }).map(({ by, ...rest }) => ({
    type: 'RecordMismatch' as const,
    mismatch: { by, evidence: evidence(by) },
    ...rest,
  })),
  fc.record({ by: source, at: minute }).map(({ by, ...rest }) => ({
    type: 'Disqualify' as const,
    match: match(by),
    code: 'registration.civilServant',
    ...rest,
  })),
  fc.record({
    type: fc.constantFrom('ConfirmOtp' as const, 'FollowEmailLink' as const, 'Expire' as const),
    at: minute,
  }),
  fc.record({ by: source, at: minute }).map(({ by, ...rest }) => ({
    type: 'RecordProof' as const,
    proof: proof(by),
    ...rest,
  })),
  fc.constant({ type: 'ConfirmHolder' as const, confirmation: confirmation() }),
  pin.map((one) => ({ type: 'Pin' as const, pinned: one })),
  fc.record({
    type: fc.constant('End' as const),
    how: fc.constantFrom('registered' as const, 'duplicate' as const, 'superseded' as const),
    at: minute,
  }),
);

/** What the decider itself allows, from the start of a row on. */
const history = fc.tuple(row, fc.array(command, { maxLength: 30 })).map(([steps, commands]) => {
  const events: RegistrationEvent[] = [{ type: 'RegistrationStarted', data: start(steps) }];
  let state = fold(registrationDecider, events);
  for (const one of commands) {
    const decision = registrationDecider.decide(state, one);
    if (decision.kind === 'rejected') continue;
    events.push(...decision.events);
    state = fold(registrationDecider, decision.events, state);
  }
  return { steps, events, state };
});

/** What no decider allowed: any events after a start, in any order. */
const anyEvent = command
  .map((one) =>
    registrationDecider.decide(
      fold(registrationDecider, [{ type: 'RegistrationStarted', data: start([...allSteps]) }]),
      one,
    ),
  )
  .map((decision) => (decision.kind === 'accepted' ? decision.events : []));
const anyState: fc.Arbitrary<RegistrationState> = fc
  .tuple(row, fc.array(anyEvent, { maxLength: 8 }))
  .map(([steps, events]) =>
    fold(registrationDecider, [{ type: 'RegistrationStarted', data: start(steps) }, ...events.flat()]),
  );

describe('deciding on a registration', () => {
  it('answers every command in every state, twice the same, and changes nothing', () => {
    fc.assert(
      fc.property(anyState, command, (state, one) => {
        deepFreeze(state);
        deepFreeze(one);
        expect(registrationDecider.decide(state, one)).toEqual(registrationDecider.decide(state, one));
      }),
      { numRuns: runs },
    );
  });

  it('again after its events adds nothing', () => {
    fc.assert(
      fc.property(history, command, ({ state }, one) => {
        const decision = registrationDecider.decide(state, one);
        fc.pre(decision.kind === 'accepted');
        const again = registrationDecider.decide(fold(registrationDecider, decision.events, state), one);
        expect(again.kind === 'accepted' ? again.events : []).toEqual([]);
      }),
      { numRuns: runs },
    );
  });
});

describe('the history of a registration', () => {
  it('folds in parts as it folds whole', () => {
    fc.assert(
      fc.property(history, fc.nat(), ({ events, state }, cut) => {
        const [before, after] = [events.slice(0, cut % events.length), events.slice(cut % events.length)];
        expect(fold(registrationDecider, after, fold(registrationDecider, before))).toEqual(state);
      }),
      { numRuns: runs },
    );
  });

  it('[REG-IN-ORDER] [REG-PINNED] [REG-ENDED-FINAL] keeps the order of its row, pins once, and ends once', () => {
    fc.assert(
      fc.property(history, ({ steps, events }) => {
        const places = events.flatMap((event) => {
          const step = stepTakenBy(event, steps);
          return step === undefined || optionalSteps.has(step) ? [] : [steps.indexOf(step)];
        });
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
        expect(count(events, 'RegistrationPinned')).toBeLessThanOrEqual(1);
        const ends = count(events, 'RegistrationEnded') + count(events, 'RegistrationExpired');
        expect(ends).toBeLessThanOrEqual(1);
        if (ends === 1) expect(['RegistrationEnded', 'RegistrationExpired']).toContain(events.at(-1)?.type);
        if (count(events, 'RegistrationPinned') === 1) expect(count(events, 'RegistrationExpired')).toBe(0);
      }),
      { numRuns: runs },
    );
  });
});

const count = (events: readonly RegistrationEvent[], type: RegistrationEvent['type']): number =>
  events.filter((event) => event.type === type).length;

const stepOfSource: Readonly<Record<EvidenceSource, RegistrationStep>> = {
  subscriberRegistry: 'subscriberMatch',
  socialInsuranceRegistry: 'socialInsuranceMatch',
  populationRegistry: 'resolveAliases',
  postalAccounts: 'postalMatch',
  organisationDirectory: 'organisationLookup',
  certificate: 'signature',
  eidProvider: 'eidAssertion',
  counter: 'counterProof',
};

function stepTakenBy(event: RegistrationEvent, steps: readonly RegistrationStep[]): RegistrationStep | undefined {
  switch (event.type) {
    case 'IdentityMatched':
      return stepOfSource[event.data.by];
    case 'SignatureVerified':
      return stepOfSource[event.data.evidence.source];
    case 'OtpConfirmed':
      return steps.includes('smsOtp') ? 'smsOtp' : 'activation';
    case 'EmailLinkFollowed':
      return 'activation';
    case 'HolderConfirmed':
      return 'holderConfirmation';
    default:
      return undefined;
  }
}
