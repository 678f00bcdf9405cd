import fc from 'fast-check';
import { caseCommands, caseHistories } from '../../src/adapters/testing/arbitraries/case.js';
import { deepFreeze } from '../../src/adapters/testing/decider-spec.js';
import { staffErrors } from '../../src/application/errors/staff.errors.js';
import { caseDecider } from '../../src/domain/case/case.decider.js';
import { fold } from '../../src/domain/kernel/decider.js';
import { holds } from '../support/fc-examples.js';

const check = <T>(name: string, of: fc.Arbitrary<T>, holdsFor: (value: T) => void): Promise<void> =>
  holds(
    name,
    fc.asyncProperty(of, async (value) => holdsFor(value)),
  );
const deciding = fc.tuple(caseHistories(), caseCommands());

describe('a case', () => {
  it('folds the same in one go and in two', () =>
    check('case fold', fc.tuple(caseHistories(), fc.nat(3)), ([events, cut]) => {
      const first = fold(caseDecider, events.slice(0, cut));
      expect(fold(caseDecider, events.slice(cut), first)).toStrictEqual(fold(caseDecider, events));
    }));

  it('is decided without a throw, the same twice, refused with a code of the catalogue', () =>
    check('case decide total', deciding, ([events, command]) => {
      const state = deepFreeze(fold(caseDecider, events));
      const decision = caseDecider.decide(state, deepFreeze(command));
      expect(caseDecider.decide(state, command)).toStrictEqual(decision);
      if (decision.kind === 'rejected') expect(staffErrors.map(({ code }) => code)).toContain(decision.refusal.code);
    }));

  it('[CASE-ONCE] has at most an opening and a decision', () =>
    check('case once', caseHistories(), (events) => {
      expect(events.length).toBeLessThanOrEqual(2);
      expect(caseDecider.isTerminal(fold(caseDecider, events))).toBe(events.length === 2);
    }));

  it('[STAFF-TWO] is never approved by the officer who asked, nor too late', () =>
    check('case two officers', caseHistories(), (events) => {
      const [asked, decided] = events;
      if (asked?.type !== 'ActRequested' || decided?.type !== 'ActDecided') return;
      expect(decided.data.at).toBeLessThan(asked.data.expiresAt);
      if (decided.data.outcome === 'approved') expect(decided.data.officer).not.toBe(asked.data.officer);
    }));
});
