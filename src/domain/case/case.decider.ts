import { assertNever } from '../kernel/assert-never.js';
import { accepted, type Decider, type Decision, rejected } from '../kernel/decider.js';
import type { ClearData } from '../kernel/personal.js';
import type {
  ActDecided,
  ActRequested,
  CaseEvent,
  ComplaintDecided,
  ComplaintDetails,
  ComplaintOpened,
  RecoveryDecided,
  RecoveryRequested,
  StaffMark,
} from './case.events.js';
import type { CaseState } from './case.state.js';

export type CaseCommand =
  | ({ readonly type: 'OpenComplaint'; readonly personal: ClearData<ComplaintDetails> } & Omit<
      ComplaintOpened['data'],
      'personal'
    >)
  | ({ readonly type: 'DecideComplaint' } & ComplaintDecided['data'])
  | ({ readonly type: 'RequestRecovery' } & RecoveryRequested['data'])
  | ({ readonly type: 'DecideRecovery' } & RecoveryDecided['data'])
  | ({ readonly type: 'RequestAct' } & ActRequested['data'])
  | ({ readonly type: 'DecideAct' } & ActDecided['data']);

export type CaseRefusal = 'case.unknown' | 'case.exists' | 'case.decided' | 'case.expired' | 'staff.sameOfficer';
type CaseDecision = Decision<CaseEvent, CaseRefusal>;

/** The same officer's same answer again changes nothing: what follows from it may have to be done again. */
const repeated = (
  before: StaffMark & { readonly outcome: string },
  again: StaffMark & { readonly outcome: string },
): CaseDecision =>
  before.outcome === again.outcome && before.officer === again.officer ? accepted() : rejected('case.decided');

function decide(state: CaseState, command: CaseCommand): CaseDecision {
  switch (command.type) {
    case 'OpenComplaint': {
      const { type: _type, ...data } = command;
      return state.kind === 'none' ? accepted({ type: 'ComplaintOpened', data }) : rejected('case.exists');
    }
    case 'RequestRecovery': {
      const { type: _type, ...data } = command;
      return state.kind === 'none' ? accepted({ type: 'RecoveryRequested', data }) : rejected('case.exists');
    }
    case 'RequestAct': {
      const { type: _type, ...data } = command;
      return state.kind === 'none' ? accepted({ type: 'ActRequested', data }) : rejected('case.exists');
    }
    case 'DecideComplaint': {
      const { type: _type, ...data } = command;
      if (state.kind !== 'complaint') return rejected('case.unknown');
      if (state.decided !== null) return repeated(state.decided, data);
      return accepted({ type: 'ComplaintDecided', data });
    }
    case 'DecideRecovery': {
      const { type: _type, ...data } = command;
      if (state.kind !== 'recovery') return rejected('case.unknown');
      if (state.decided !== null) return repeated(state.decided, data);
      if (data.at >= state.request.expiresAt) return rejected('case.expired');
      return accepted({ type: 'RecoveryDecided', data });
    }
    case 'DecideAct': {
      const { type: _type, ...data } = command;
      if (state.kind !== 'act') return rejected('case.unknown');
      if (state.decided !== null) return repeated(state.decided, data);
      if (data.at >= state.request.expiresAt) return rejected('case.expired');
      // Whoever asked may take it back, but not approve it.
      if (data.outcome === 'approved' && data.officer === state.request.officer) return rejected('staff.sameOfficer');
      return accepted({ type: 'ActDecided', data });
    }
    default:
      return assertNever(command);
  }
}

function evolve(state: CaseState, event: CaseEvent): CaseState {
  switch (event.type) {
    case 'ComplaintOpened': {
      const { topic, at, personal } = event.data;
      return { kind: 'complaint', topic, openedAt: at, personal, decided: null };
    }
    case 'RecoveryRequested':
      return { kind: 'recovery', request: event.data, decided: null };
    case 'ActRequested':
      return { kind: 'act', request: event.data, decided: null };
    case 'ComplaintDecided':
      return state.kind === 'complaint' ? { ...state, decided: event.data } : state;
    case 'RecoveryDecided':
      return state.kind === 'recovery' ? { ...state, decided: event.data } : state;
    case 'ActDecided':
      return state.kind === 'act' ? { ...state, decided: event.data } : state;
    default:
      return assertNever(event);
  }
}

/** What people at a counter decide, one case a stream. */
export const caseDecider: Decider<CaseCommand, CaseEvent, CaseState, CaseRefusal> = {
  initialState: { kind: 'none' },
  decide,
  evolve,
  isTerminal: (state) => state.kind !== 'none' && state.decided !== null,
};
