import fc, { type Arbitrary } from 'fast-check';
import { type CaseCommand, caseDecider } from '../../../domain/case/case.decider.js';
import type { CaseEvent } from '../../../domain/case/case.events.js';
import type { CaseState } from '../../../domain/case/case.state.js';
import { staffRoles } from '../../../domain/case/staff-roles.js';
import { fold } from '../../../domain/kernel/decider.js';
import { clear } from '../../../domain/kernel/personal.js';
import { instants } from './account.js';

const mark = {
  officer: fc.constantFrom('officer1', 'officer2'),
  role: fc.constantFrom(...staffRoles),
  ground: fc.constant('papers seen'),
  ticket: fc.constantFrom('T-1', 'T-2'),
  at: instants(),
};
const accountId = fc.constantFrom('account1', 'account2');

/** Commands on one case, by two officers. */
export const caseCommands = (): Arbitrary<CaseCommand> =>
  fc.oneof(
    fc.record({
      type: fc.constant('OpenComplaint' as const),
      topic: fc.constantFrom('identifierTaken' as const, 'other' as const),
      at: instants(),
      personal: fc.constant(clear({ text: 'not me' })),
    }),
    fc.record({
      type: fc.constant('DecideComplaint' as const),
      outcome: fc.constantFrom('upheld' as const, 'dismissed' as const),
      ...mark,
    }),
    fc.record({
      type: fc.constant('RequestRecovery' as const),
      accountId,
      needs: fc.subarray(['phone' as const, 'password' as const]),
      papers: fc.subarray(['chipCard' as const, 'passport' as const]),
      changeId: fc.constant('c1'),
      phoneId: fc.constant('p1'),
      passwordId: fc.constant('w1'),
      expiresAt: instants(),
      ...mark,
    }),
    fc.record({
      type: fc.constant('DecideRecovery' as const),
      outcome: fc.constantFrom('granted' as const, 'refused' as const),
      ...mark,
    }),
    fc.record({
      type: fc.constant('RequestAct' as const),
      act: fc.constant('erase' as const),
      accountId,
      expiresAt: instants(),
      ...mark,
    }),
    fc.record({
      type: fc.constant('DecideAct' as const),
      outcome: fc.constantFrom('approved' as const, 'refused' as const),
      ...mark,
    }),
  );

/** What any commands in a row lead to. */
export const caseHistories = (): Arbitrary<readonly CaseEvent[]> =>
  fc.array(caseCommands(), { maxLength: 6 }).map((commands) => {
    const events: CaseEvent[] = [];
    let state: CaseState = caseDecider.initialState;
    for (const command of commands) {
      const decision = caseDecider.decide(state, command);
      if (decision.kind === 'rejected') continue;
      events.push(...decision.events);
      state = fold(caseDecider, decision.events, state);
    }
    return events;
  });
