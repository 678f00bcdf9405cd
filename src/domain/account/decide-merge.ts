import { assertNever } from '../kernel/assert-never.js';
import { accepted, rejected } from '../kernel/decider.js';
import type { AccountDecision, MergeCommand } from './account.commands.js';
import { type OpenedAccount, spentMerge, standing } from './account.state.js';

/** The id has already been counted at this account as the one to be absorbed. */
const isKnownHere = (state: OpenedAccount, mergeId: string): boolean =>
  state.absorbed?.mergeId === mergeId || spentMerge(state, mergeId) !== undefined;

export function decideMerge(state: OpenedAccount, command: MergeCommand): AccountDecision {
  switch (command.type) {
    case 'StartMerge': {
      const { mergeId, absorbs, at } = command;
      const started = state.mergesStarted.find((merge) => merge.mergeId === mergeId);
      if (started?.absorbs === absorbs) return accepted();
      if (started !== undefined || isKnownHere(state, mergeId)) return rejected('merge.spent', { mergeId });
      const obstacle = standing(state);
      if (obstacle !== undefined) return rejected(obstacle);
      return accepted({ type: 'MergeStarted', data: { mergeId, absorbs, at } });
    }
    case 'BeAbsorbed': {
      const { mergeId, into, at, openMerges } = command;
      if (state.absorbed?.mergeId === mergeId && state.absorbed.into === into) return accepted();
      if (isKnownHere(state, mergeId)) return rejected('merge.spent', { mergeId });
      const obstacle = standing(state);
      if (obstacle !== undefined) return rejected(obstacle);
      if (openMerges.length > 0) return rejected('merge.openMerges', { merges: openMerges });
      return accepted({ type: 'AbsorbedIntoAccount', data: { mergeId, into, at } });
    }
    case 'RefuseMerge': {
      const { mergeId, by, at } = command;
      if (spentMerge(state, mergeId) !== undefined) return accepted();
      if (state.absorbed?.mergeId === mergeId) return rejected('merge.spent', { mergeId });
      if (state.status === 'closed') return rejected('account.closed');
      return accepted({ type: 'MergeRefused', data: { mergeId, by, at } });
    }
    case 'ReverseMerge': {
      const { mergeId, ground, at } = command;
      if ((spentMerge(state, mergeId)?.into ?? null) !== null) return accepted();
      if (state.status !== 'absorbed' || state.absorbed?.mergeId !== mergeId) {
        return rejected('merge.notAbsorbed', { mergeId });
      }
      return accepted({ type: 'MergeReversed', data: { mergeId, from: state.absorbed.into, at, ground } });
    }
    default:
      return assertNever(command);
  }
}
