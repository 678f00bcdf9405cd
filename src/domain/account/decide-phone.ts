import { assertNever } from '../kernel/assert-never.js';
import { accepted, rejected } from '../kernel/decider.js';
import type { AccountDecision, PhoneCommand } from './account.commands.js';
import type { OpenedAccount } from './account.state.js';

export function decidePhone(state: OpenedAccount, command: PhoneCommand): AccountDecision {
  const has = (phoneId: string): boolean => state.phones.some((phone) => phone.phoneId === phoneId);
  switch (command.type) {
    case 'AddOtpPhone': {
      const { phoneId, at, personal } = command;
      if (has(phoneId)) return accepted();
      if (state.removedPhones.includes(phoneId)) return rejected('phone.wasRemoved');
      if (state.phoneChange?.newPhoneId === phoneId) return rejected('phone.changePending');
      return accepted({ type: 'OtpPhoneAdded', data: { phoneId, at, personal } });
    }
    case 'RemoveOtpPhone': {
      const { phoneId, at, mergeReversed } = command;
      if (state.removedPhones.includes(phoneId)) return accepted();
      if (!has(phoneId)) return rejected('phone.unknown');
      if (state.defaultPhoneId === phoneId && mergeReversed !== true) return rejected('phone.isDefault');
      return accepted({ type: 'OtpPhoneRemoved', data: { phoneId, at } });
    }
    case 'SetDefaultOtpPhone': {
      const { phoneId } = command;
      if (!has(phoneId)) return rejected('phone.unknown');
      return state.defaultPhoneId === phoneId
        ? accepted()
        : accepted({ type: 'DefaultOtpPhoneSet', data: { phoneId } });
    }
    case 'RequestOtpPhoneChange': {
      const { type: _type, ...data } = command;
      if (state.phoneChange?.changeId === data.changeId) return accepted();
      if (state.endedPhoneChanges.includes(data.changeId)) return rejected('phone.changeEnded');
      if (state.phoneChange !== null) return rejected('phone.changePending');
      if (!has(data.oldPhoneId)) return rejected('phone.unknown');
      if (has(data.newPhoneId)) return rejected('phone.alreadyAdded');
      if (state.removedPhones.includes(data.newPhoneId)) return rejected('phone.wasRemoved');
      return accepted({ type: 'OtpPhoneChangeRequested', data });
    }
    case 'CancelOtpPhoneChange': {
      const { changeId, by } = command;
      if (state.phoneChange?.changeId !== changeId) return rejected('phone.noChangePending');
      return accepted({ type: 'OtpPhoneChangeCancelled', data: { changeId, by } });
    }
    case 'CompleteOtpPhoneChange': {
      const { changeId, at } = command;
      const change = state.phoneChange;
      if (change?.changeId !== changeId) return rejected('phone.noChangePending');
      if (at < change.effectiveFrom) return rejected('phone.changeTooEarly', { effectiveFrom: change.effectiveFrom });
      const { oldPhoneId, newPhoneId, personal } = change;
      return accepted({ type: 'OtpPhoneChanged', data: { changeId, oldPhoneId, newPhoneId, at, personal } });
    }
    default:
      return assertNever(command);
  }
}
