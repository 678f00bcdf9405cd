import { assertNever } from '../kernel/assert-never.js';
import { accepted, rejected } from '../kernel/decider.js';
import type { AccountDecision, StaffCommand } from './account.commands.js';
import { type OpenedAccount, standing } from './account.state.js';

export function decideStaff(state: OpenedAccount, command: StaffCommand): AccountDecision {
  switch (command.type) {
    case 'Suspend': {
      const { ground, ticket, at } = command;
      if (state.status === 'suspended') return accepted();
      const obstacle = standing(state);
      return obstacle === undefined
        ? accepted({ type: 'Suspended', data: { ground, ticket, at } })
        : rejected(obstacle);
    }
    case 'Reinstate': {
      const { ground, ticket, at } = command;
      if (state.status === 'live') return accepted();
      if (state.status !== 'suspended') return rejected('account.notSuspended');
      return accepted({ type: 'Reinstated', data: { ground, ticket, at } });
    }
    case 'ErasePersonalData': {
      const { ground, ticket, at } = command;
      if (state.dataErased) return accepted();
      if (state.status !== 'closed') return rejected('account.notClosed');
      return accepted({ type: 'PersonalDataErased', data: { ground, ticket, at } });
    }
    case 'Close': {
      const { ground, ticket, at, openMerges, survivorIsClosed } = command;
      if (state.status === 'closed') return accepted();
      // Its subject lives on in the survivor: closing it would free the identifier for a second account.
      if (state.status === 'absorbed' && survivorIsClosed !== true) return rejected('account.absorbed');
      if (openMerges.length > 0) return rejected('merge.openMerges', { merges: openMerges });
      return accepted({ type: 'Closed', data: { ground, at, ...(ticket !== undefined && { ticket }) } });
    }
    default:
      return assertNever(command);
  }
}
