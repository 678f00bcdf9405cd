import { assertNever } from '../kernel/assert-never.js';
import { accepted, rejected } from '../kernel/decider.js';
import type { AccountDecision, PasswordCommand } from './account.commands.js';
import type { OpenedAccount } from './account.state.js';
import { logsInByPassword } from './assurance-of.js';

export function decidePassword(state: OpenedAccount, command: PasswordCommand): AccountDecision {
  switch (command.type) {
    case 'ChangePassword':
    case 'ResetPassword': {
      if (state.passwordId === command.passwordId) return accepted();
      if (!logsInByPassword(state)) return rejected('method.passwordNotAllowed');
      const { passwordId, at } = command;
      return command.type === 'ChangePassword'
        ? accepted({ type: 'PasswordChanged', data: { passwordId, at } })
        : accepted({ type: 'PasswordReset', data: { passwordId, at, by: command.by } });
    }
    case 'ChangeContact': {
      const { fields, personal } = command;
      return fields.length === 0 ? accepted() : accepted({ type: 'ContactChanged', data: { fields, personal } });
    }
    case 'VerifyEmail':
      if (state.emailVerifiedAt !== null) return accepted();
      return accepted({ type: 'EmailVerified', data: { at: command.at } });
    default:
      return assertNever(command);
  }
}
