import fc from 'fast-check';
import { claimCommands, claimEvents, claimStates } from '../../src/adapters/testing/arbitraries/claim.js';
import { deepFreeze } from '../../src/adapters/testing/decider-spec.js';
import { claimErrors } from '../../src/application/errors/claim.errors.js';
import { claimDecider } from '../../src/domain/claim/claim.js';
import { fold } from '../../src/domain/kernel/decider.js';
import { holds } from '../support/fc-examples.js';

const check = <T>(name: string, of: fc.Arbitrary<T>, holdsFor: (value: T) => void): Promise<void> =>
  holds(
    name,
    fc.asyncProperty(of, async (value) => holdsFor(value)),
  );
const deciding = fc.tuple(claimStates(), claimCommands());

describe('a claim', () => {
  it('folds the same in one go and in two, and from its last event alone', () =>
    check('claim fold', fc.tuple(fc.array(claimEvents()), fc.nat(20)), ([events, cut]) => {
      const whole = fold(claimDecider, events);
      expect(fold(claimDecider, events.slice(cut), fold(claimDecider, events.slice(0, cut)))).toStrictEqual(whole);
      expect(fold(claimDecider, events.slice(-1))).toStrictEqual(whole);
    }));

  it('is decided without a throw, the same twice, refused with a code of the catalogue', () =>
    check('claim decide total', deciding, ([state, command]) => {
      const decision = claimDecider.decide(deepFreeze(state), deepFreeze(command));
      expect(claimDecider.decide(state, command)).toStrictEqual(decision);
      if (decision.kind === 'rejected') expect(claimErrors.map(({ code }) => code)).toContain(decision.refusal.code);
    }));

  it('is decided again with nothing to do, or refused because it is free', () =>
    check('claim decide again', deciding, ([state, command]) => {
      const decision = claimDecider.decide(state, command);
      if (decision.kind === 'rejected') return;
      const again = claimDecider.decide(fold(claimDecider, decision.events, state), command);
      if (command.type === 'Claim') expect(again).toEqual({ kind: 'accepted', events: [] });
      else expect(again).toMatchObject({ kind: 'rejected', refusal: { code: 'claim.notHeld' } });
    }));

  it('[CLAIM-ONE-OWNER] [CLAIM-DISPLACE-TERMINAL] changes its owner only when the owner is known to have ended', () =>
    check('claim owners', deciding, ([before, command]) => {
      const decision = claimDecider.decide(before, command);
      if (decision.kind === 'rejected' || before.status === 'free') return;
      const after = fold(claimDecider, decision.events, before);
      if (after.status === 'claimed' && after.owner === before.owner) return;
      const ended = command.type === 'Claim' ? command.displacing?.ownerIsTerminal : command.accountIsTerminal;
      const of = command.type === 'Claim' ? command.displacing?.owner : command.accountId;
      expect([ended, of]).toEqual([true, before.owner]);
    }));
});
