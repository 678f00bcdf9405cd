import { alias, close, merge, once, register, reverse, tasksOf, wavering } from './commands.js';
import type { Bounds } from './explorer.js';
import type { Fault } from './faulty-protocols.js';
import type { Scenario } from './interleaving.js';
import type { ViolationKind } from './violations.js';

/** Where a fault shows: what is run, how far it is explored, and what somebody suffers. */
export interface FaultCase {
  /** The line of "What breaks". */
  readonly line: number;
  readonly fault: Fault;
  readonly says: string;
  readonly scenario: Scenario;
  readonly bounds: Omit<Bounds, 'maxSchedules'>;
  readonly suffers: ViolationKind;
  /** Takes more luck than a few hundred general scenarios have: looked for in this one. */
  readonly hides?: true;
}

const calm = { preemptions: 0, crashes: 0, jumps: 0 };

export const faultCases: readonly FaultCase[] = [
  {
    line: 1,
    fault: 'supersededCountsAsLive',
    says: 'a superseded owner is taken for a live one',
    scenario: { before: [], tasks: [once(register('A', 'k')), ...tasksOf(register('B', 'k'))] },
    bounds: { preemptions: 0, crashes: 2, jumps: 1 },
    suffers: 'untakeable',
  },
  {
    line: 2,
    fault: 'takesAtVersionReadAgain',
    says: 'a claim is taken at a version read after its owner',
    scenario: {
      before: [register('D', 'k'), close('D')],
      tasks: tasksOf(register('A', 'k'), register('B', 'k')),
    },
    bounds: { preemptions: 1, crashes: 0, jumps: 0 },
    suffers: 'twoLiveAccounts',
  },
  {
    line: 3,
    fault: 'ignoresFenceConflict',
    says: 'a conflict on the fence is ignored',
    scenario: { before: [], tasks: tasksOf(register('A', 'k'), register('B', 'k')) },
    bounds: { preemptions: 2, crashes: 0, jumps: 1 },
    suffers: 'twoLiveAccounts',
    hides: true,
  },
  {
    line: 4,
    fault: 'takesConflictForTwin',
    says: 'a conflict on Registered is taken for a twin’s success',
    scenario: { before: [], tasks: tasksOf(register('A', 'k'), register('B', 'k')) },
    bounds: { preemptions: 1, crashes: 0, jumps: 1 },
    suffers: 'toldWrong',
  },
  {
    line: 5,
    fault: 'skipsOwnAccount',
    says: 'a run does not read its own account first',
    scenario: { before: [], tasks: tasksOf(register('A', 'k'), register('B', 'k')) },
    bounds: { preemptions: 1, crashes: 0, jumps: 1 },
    suffers: 'stuck',
  },
  {
    line: 6,
    fault: 'forgetsRefusal',
    says: 'a refusal is told and not recorded',
    scenario: { before: [register('D', 'k')], tasks: tasksOf(register('A', 'k'), close('D')) },
    bounds: calm,
    suffers: 'answerChanged',
  },
  {
    line: 6,
    fault: 'releasesBeforeRefusing',
    says: 'claims are given back before one’s own stream has ended',
    scenario: {
      before: [register('D', 'k2')],
      tasks: tasksOf(register('A', 'k1', 'k2'), register('A', 'k1', 'k2'), register('B', 'k1'), close('D')),
    },
    bounds: { preemptions: 2, crashes: 0, jumps: 0 },
    suffers: 'twoLiveAccounts',
    hides: true,
  },
  {
    line: 7,
    fault: 'pinsNothing',
    says: 'account id and keys are not pinned',
    scenario: { before: [], tasks: tasksOf(wavering('A', 'k1', 'k2'), wavering('A', 'k1', 'k2')) },
    bounds: calm,
    suffers: 'registeredTwice',
  },
  {
    line: 7,
    fault: 'pinsNoKeys',
    says: 'the keys are not pinned',
    scenario: { before: [], tasks: tasksOf(wavering('A', 'k1', 'k1', 'k2')) },
    bounds: { preemptions: 0, crashes: 1, jumps: 0 },
    suffers: 'unlistedClaim',
  },
  {
    line: 8,
    fault: 'closedCountsAsLive',
    says: 'a closed account counts as a duplicate',
    scenario: { before: [register('D', 'k'), close('D')], tasks: tasksOf(register('A', 'k')) },
    bounds: calm,
    suffers: 'untakeable',
  },
  {
    line: 8,
    fault: 'releasesBeforeClosing',
    says: 'claims are given back before Closed',
    scenario: { before: [register('D', 'k')], tasks: tasksOf(close('D'), register('A', 'k')) },
    bounds: { preemptions: 1, crashes: 0, jumps: 0 },
    suffers: 'twoLiveAccounts',
  },
  {
    line: 9,
    fault: 'transfersBeforeAbsorbing',
    says: 'claims go over before AbsorbedIntoAccount',
    scenario: {
      before: [register('A', 'k1'), register('B', 'k2')],
      tasks: [once(merge('m', 'B', 'A')), ...tasksOf(close('B'), register('C', 'k1'))],
    },
    bounds: { preemptions: 0, crashes: 1, jumps: 0 },
    suffers: 'twoLiveAccounts',
  },
  {
    line: 9,
    fault: 'mergesUnannounced',
    says: 'a merge is not announced by MergeStarted',
    scenario: {
      before: [register('A', 'k1'), register('B', 'k2')],
      tasks: tasksOf(merge('m', 'B', 'A'), merge('n', 'A', 'B')),
    },
    bounds: { preemptions: 1, crashes: 0, jumps: 0 },
    suffers: 'mergeCycle',
  },
  {
    line: 9,
    fault: 'leavesMergesOpen',
    says: 'an open merge is not recorded as refused',
    scenario: {
      before: [register('A', 'k1'), register('B', 'k2')],
      tasks: tasksOf(merge('m', 'B', 'A'), merge('n', 'A', 'B')),
    },
    bounds: { preemptions: 1, crashes: 0, jumps: 0 },
    suffers: 'mergeCycle',
  },
  {
    line: 9,
    fault: 'forgetsSpentMerges',
    says: 'a merge id counts again after its reversal',
    scenario: {
      before: [register('A', 'k1'), register('B', 'k2')],
      tasks: tasksOf(merge('m', 'B', 'A'), merge('m', 'B', 'A'), reverse('m', 'A')),
    },
    bounds: calm,
    suffers: 'mergedTwice',
  },
  {
    line: 9,
    fault: 'takesFromAbsorbed',
    says: 'an identifier is taken from an account absorbed into a closed one, which stays open',
    scenario: {
      before: [register('A', 'k1'), register('B', 'k2'), merge('m', 'B', 'A'), close('B')],
      tasks: tasksOf(register('C', 'k1'), reverse('m', 'A')),
    },
    bounds: calm,
    suffers: 'twoLiveAccounts',
  },
  {
    line: 9,
    fault: 'recordsAliasFirst',
    says: 'an alias is recorded before it is claimed',
    scenario: { before: [register('A', 'k1')], tasks: tasksOf(alias('A', 'k2'), register('B', 'k2')) },
    bounds: { preemptions: 1, crashes: 0, jumps: 0 },
    suffers: 'twoLiveAccounts',
  },
  {
    line: 9,
    fault: 'recordsAliasThroughAbsorption',
    says: 'an alias is recorded though an absorbed account has it',
    scenario: {
      before: [register('A', 'k1'), register('B', 'k2'), merge('m', 'A', 'B')],
      tasks: tasksOf(alias('A', 'k2'), reverse('m', 'B')),
    },
    bounds: calm,
    suffers: 'twoLiveAccounts',
  },
];
