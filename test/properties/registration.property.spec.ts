import fc from 'fast-check';
import {
  registrationCommands,
  registrationHistories,
  registrationLives,
  registrationStates,
} from '../../src/adapters/testing/arbitraries/registration.js';
import { deepFreeze } from '../../src/adapters/testing/decider-spec.js';
import { registrationErrors } from '../../src/application/errors/registration.errors.js';
import { fold } from '../../src/domain/kernel/decider.js';
import { type RegistrationCommand, registrationDecider } from '../../src/domain/registration/registration.decider.js';
import type { RegistrationState } from '../../src/domain/registration/registration.state.js';
import { holds } from '../support/fc-examples.js';

const { decide, evolve, initialState, isTerminal } = registrationDecider;

const check = <T>(name: string, of: fc.Arbitrary<T>, holdsFor: (value: T) => void): Promise<void> =>
  holds(
    name,
    fc.asyncProperty(of, async (value) => holdsFor(value)),
  );

it('registrations hold every event that there is', () => {
  const lives = fc.sample(registrationHistories(), { numRuns: 2_000, seed: 1 });
  expect(new Set(lives.flat().map(({ type }) => type)).size).toBe(10);
});

describe('folding a registration', () => {
  it('is the same in one go and in two, with a snapshot between, and changes neither state nor event', () =>
    check('registration fold', fc.tuple(registrationHistories(), fc.nat(12)), ([events, cut]) => {
      const middle = events
        .slice(0, cut)
        .reduce((state, event) => deepFreeze(evolve(state, deepFreeze(event))), deepFreeze(initialState));
      const snapshot = JSON.parse(JSON.stringify(middle)) as RegistrationState;
      const whole = fold(registrationDecider, events);
      expect(fold(registrationDecider, events.slice(cut), middle)).toStrictEqual(whole);
      expect(fold(registrationDecider, events.slice(cut), snapshot)).toEqual(whole);
    }));
});

describe('deciding on any state of a registration', () => {
  const codes = new Set(registrationErrors.map(({ code }) => code));

  it('never throws, changes nothing, answers the same twice, refuses with a code of the catalogue', () =>
    check('registration decide total', fc.tuple(registrationStates(), registrationCommands()), ([state, command]) => {
      const decision = decide(deepFreeze(state), deepFreeze(command));
      expect(decide(state, command)).toStrictEqual(decision);
      if (decision.kind === 'accepted') fold(registrationDecider, decision.events, state);
      else expect(codes).toContain(decision.refusal.code);
    }));

  it('does nothing after the end', () =>
    check('registration end', fc.tuple(registrationStates(), registrationCommands()), ([state, command]) => {
      if (!isTerminal(state)) return;
      const decision = decide(state, command);
      expect(decision.kind === 'accepted' ? decision.events : []).toEqual([]);
    }));
});

/** Commands that are refused when they are decided again, because they ended or began the registration. */
const refusedAgain: Readonly<Partial<Record<RegistrationCommand['type'], string>>> = {
  Start: 'registration.alreadyStarted',
  RecordMismatch: 'registration.ended',
  Disqualify: 'registration.ended',
};

describe('deciding again on what was decided', () => {
  it('does nothing, or is refused since it ended or began the registration', () =>
    check('registration decide again', registrationLives(), (steps) => {
      for (const { command, events, after } of steps) {
        if (events.length === 0) continue;
        const again = decide(after, command);
        const code = refusedAgain[command.type];
        if (code === undefined) expect([command, again]).toEqual([command, { kind: 'accepted', events: [] }]);
        else expect(again).toMatchObject({ kind: 'rejected', refusal: { code } });
      }
    }));
});

describe('after every step of a registration', () => {
  it('[CLAIM-PINNED] what is pinned stays, and ends by the account’s own answer only', () =>
    check('registration pinned', registrationLives(), (steps) => {
      for (const { before, after } of steps) {
        if (before.status !== 'running' || before.pinned === null) continue;
        expect(after.status === 'none' ? null : after.pinned).toEqual(before.pinned);
        if (after.status === 'ended') expect(['registered', 'duplicate', 'superseded']).toContain(after.how);
      }
    }));

  it('[CLAIM-PINNED] nothing is registered that was not pinned', () =>
    check('registration registered', registrationLives(), (steps) => {
      for (const { before, after } of steps) {
        if (after.status !== 'ended' || after.how !== 'registered' || before.status !== 'running') continue;
        expect(after.accountId).toBe(before.pinned?.accountId);
        expect(after.accountId).not.toBeNull();
      }
    }));
});
