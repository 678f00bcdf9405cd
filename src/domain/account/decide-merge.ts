import { assertNever } from '../kernel/assert-never.js';
import { accepted, rejected } from '../kernel/decider.js';
import type { AccountDecision, MergeCommand } from './account.commands.js';
import { isLive, type OpenedAccount, standing } from './account.state.js';

export function decideMerge(state: OpenedAccount, command: MergeCommand): AccountDecision {
  switch (command.type) {
    case 'StartMerge': {
      const { mergeId, absorbs, at } = command;
      if (state.mergesStarted.some((merge) => merge.mergeId === mergeId)) return accepted();
      const obstacle = standing(state);
      if (obstacle !== undefined) return rejected(obstacle);
      return accepted({ type: 'MergeStarted', data: { mergeId, absorbs, at } });
    }
    case 'BeAbsorbed': {
      const { mergeId, into, at, openMerges } = command;
      if (state.absorbed?.mergeId === mergeId) return accepted();
      if (state.mergesSpent.includes(mergeId)) return rejected('merge.spent', { mergeId });
      const obstacle = standing(state);
      if (obstacle !== undefined) return rejected(obstacle);
      if (openMerges.length > 0) return rejected('merge.openMerges', { merges: openMerges });
      return accepted({ type: 'AbsorbedIntoAccount', data: { mergeId, into, at } });
    }
    case 'RefuseMerge': {
      const { mergeId, by, at } = command;
      if (state.mergesSpent.includes(mergeId)) return accepted();
      if (state.absorbed?.mergeId === mergeId) return rejected('merge.spent', { mergeId });
      if (state.status === 'closed') return rejected('account.closed');
      return accepted({ type: 'MergeRefused', data: { mergeId, by, at } });
    }
    case 'ReverseMerge': {
      const { mergeId, ground, at } = command;
      if (state.status !== 'absorbed' || state.absorbed?.mergeId !== mergeId) {
        return isLive(state) && state.mergesSpent.includes(mergeId)
          ? accepted()
          : rejected('merge.notAbsorbed', { mergeId });
      }
      return accepted({ type: 'MergeReversed', data: { mergeId, from: state.absorbed.into, at, ground } });
    }
    default:
      return assertNever(command);
  }
}
