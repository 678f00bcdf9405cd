import { decidedBy } from '../../../src/adapters/testing/decider-spec.js';
import { type CaseCommand, caseDecider } from '../../../src/domain/case/case.decider.js';
import type { CaseEvent, StaffMark } from '../../../src/domain/case/case.events.js';
import { clear } from '../../../src/domain/kernel/personal.js';
import { at } from '../../support/accounts.js';

const given = decidedBy(caseDecider);
const mark = (officer: string, minute: number): StaffMark => ({
  officer,
  role: 'supervisor',
  ground: 'papers seen',
  ticket: 'T-1',
  at: at(minute),
});

const complaint = { topic: 'identifierTaken', at: at(0), personal: clear({ text: 'not me' }) } as const;
const complained: CaseEvent = { type: 'ComplaintOpened', data: complaint };
const upheld = { ...mark('a', 1), outcome: 'upheld', accountId: 'account-1' } as const;

const recovery = {
  ...mark('a', 0),
  accountId: 'account-1',
  needs: ['phone'],
  papers: ['chipCard'],
  changeId: 'change',
  phoneId: 'phone-2',
  passwordId: 'password-2',
  expiresAt: at(60),
} as const;
const recovering: CaseEvent = { type: 'RecoveryRequested', data: recovery };

const act = { ...mark('a', 0), act: 'erase', accountId: 'account-1', expiresAt: at(60) } as const;
const asked: CaseEvent = { type: 'ActRequested', data: act };
const approve = (officer: string, minute: number): CaseCommand => ({
  type: 'DecideAct',
  ...mark(officer, minute),
  outcome: 'approved',
});
const approved: CaseEvent = { type: 'ActDecided', data: { ...mark('b', 1), outcome: 'approved' } };

describe('a complaint', () => {
  it('[CASE-ONCE] is opened once and decided once', () => {
    given()
      .when({ type: 'OpenComplaint', ...complaint })
      .then(complained);
    given(complained)
      .when({ type: 'DecideComplaint', ...upheld })
      .then({ type: 'ComplaintDecided', data: upheld });
    given(complained, { type: 'ComplaintDecided', data: upheld })
      .when({ type: 'DecideComplaint', ...upheld, at: at(9) })
      .thenNothing();
    given(complained, { type: 'ComplaintDecided', data: upheld })
      .when({ type: 'DecideComplaint', ...upheld, outcome: 'dismissed' })
      .thenRejected('case.decided');
    given(complained, { type: 'ComplaintDecided', data: upheld })
      .when({ type: 'DecideComplaint', ...upheld, officer: 'b' })
      .thenRejected('case.decided');
  });

  it('takes no place that is taken', () => {
    for (const event of [complained, recovering, asked]) {
      given(event)
        .when({ type: 'OpenComplaint', ...complaint })
        .thenRejected('case.exists');
      given(event)
        .when({ type: 'RequestRecovery', ...recovery })
        .thenRejected('case.exists');
      given(event)
        .when({ type: 'RequestAct', ...act })
        .thenRejected('case.exists');
    }
  });
});

describe('a recovery', () => {
  const granted = { ...mark('a', 5), outcome: 'granted' } as const;

  it('is asked for with everything it will make, and decided in time', () => {
    given()
      .when({ type: 'RequestRecovery', ...recovery })
      .then(recovering);
    given(recovering)
      .when({ type: 'DecideRecovery', ...granted })
      .then({ type: 'RecoveryDecided', data: granted });
    given(recovering)
      .when({ type: 'DecideRecovery', ...granted, at: at(60) })
      .thenRejected('case.expired');
    given(recovering, { type: 'RecoveryDecided', data: granted })
      .when({ type: 'DecideRecovery', ...granted, at: at(90) })
      .thenNothing();
    given(recovering, { type: 'RecoveryDecided', data: granted })
      .when({ type: 'DecideRecovery', ...granted, outcome: 'refused' })
      .thenRejected('case.decided');
  });
});

describe('an act of two', () => {
  it('[STAFF-TWO] is approved by another officer, in time', () => {
    given()
      .when({ type: 'RequestAct', ...act })
      .then(asked);
    given(asked).when(approve('a', 1)).thenRejected('staff.sameOfficer');
    given(asked).when(approve('b', 60)).thenRejected('case.expired');
    given(asked).when(approve('b', 1)).then(approved);
    given(asked, approved).when(approve('b', 99)).thenNothing();
    given(asked, approved).when(approve('c', 2)).thenRejected('case.decided');
  });

  it('is taken back by whoever asked, or refused by another', () => {
    for (const officer of ['a', 'b']) {
      const refused = { ...mark(officer, 1), outcome: 'refused' } as const;
      given(asked)
        .when({ type: 'DecideAct', ...refused })
        .then({ type: 'ActDecided', data: refused })
        .andState((state) => expect(caseDecider.isTerminal(state)).toBe(true));
    }
  });
});

it('a decision needs a case of its kind', () => {
  const decisions: readonly (readonly [CaseCommand, readonly CaseEvent[]])[] = [
    [{ type: 'DecideComplaint', ...upheld }, [recovering]],
    [{ type: 'DecideRecovery', ...mark('a', 1), outcome: 'granted' }, [asked]],
    [approve('b', 1), [complained]],
  ];
  for (const [command, events] of decisions) {
    given(...events)
      .when(command)
      .thenRejected('case.unknown');
    given().when(command).thenRejected('case.unknown');
  }
});
