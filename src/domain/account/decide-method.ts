import { assertNever } from '../kernel/assert-never.js';
import { accepted, rejected } from '../kernel/decider.js';
import { sameClaimKey } from '../claim/claim-key.js';
import type { AccountDecision, MethodCommand } from './account.commands.js';
import type { OpenedAccount } from './account.state.js';
import { waysIn } from './assurance-of.js';

export function decideMethod(state: OpenedAccount, command: MethodCommand): AccountDecision {
  switch (command.type) {
    case 'AddMethod': {
      const { grant, evidence } = command;
      const held = state.grants.find((one) => one.methodId === grant.methodId);
      if (held !== undefined) return accepted();
      if (state.removedMethods.includes(grant.methodId)) return rejected('method.wasRemoved');
      const bound =
        grant.certificate !== undefined && state.grants.some((one) => one.certificate === grant.certificate);
      if (bound) return rejected('method.alreadyAdded', { method: grant.method });
      return accepted({ type: 'MethodAdded', data: { grant, evidence } });
    }
    case 'RemoveMethod': {
      const { methodId, at, mergeReversed } = command;
      if (state.removedMethods.includes(methodId)) return accepted();
      const grant = state.grants.find((one) => one.methodId === methodId);
      if (grant === undefined) return rejected('method.unknown');
      const rest = { ...state, grants: state.grants.filter((one) => one !== grant) };
      if (mergeReversed !== true && waysIn(rest, at) === 0)
        return rejected('method.lastWayIn', { method: grant.method });
      return accepted({ type: 'MethodRemoved', data: { methodId, method: grant.method, at } });
    }
    case 'AddIdentifier': {
      const { evidence, personal } = command;
      const keys = command.keys.filter((key) => !state.keys.some((held) => sameClaimKey(held, key)));
      if (keys.length === 0) return accepted();
      return accepted({ type: 'IdentifierAdded', data: { keys, evidence, personal } });
    }
    case 'RecordSync': {
      const { evidence, changed, personal } = command;
      return accepted({ type: 'IdentitySyncedFromCSDL', data: { evidence, changed, personal } });
    }
    default:
      return assertNever(command);
  }
}
