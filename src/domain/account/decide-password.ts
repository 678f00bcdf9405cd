import { assertNever } from '../kernel/assert-never.js';
import { accepted, rejected } from '../kernel/decider.js';
import type { AccountDecision, PasswordCommand } from './account.commands.js';
import type { OpenedAccount } from './account.state.js';
import { mayHavePassword } from './assurance-of.js';

export function decidePassword(state: OpenedAccount, command: PasswordCommand): AccountDecision {
  switch (command.type) {
    case 'ChangePassword':
    case 'ResetPassword': {
      if (state.passwordId === command.passwordId) return accepted();
      if (!mayHavePassword(state)) return rejected('method.passwordNotAllowed');
      // Without this, a slow twin of an older command would bring an old password back.
      if (state.pastPasswords.includes(command.passwordId)) return rejected('password.replaced');
      if (command.type === 'ChangePassword' && (command.replaces ?? state.passwordId) !== state.passwordId)
        return rejected('login.stale');
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
      if (command.emailVersion !== state.emailVersion) return rejected('contact.emailChanged');
      if (state.emailVerifiedAt !== null) return accepted();
      return accepted({ type: 'EmailVerified', data: { at: command.at } });
    default:
      return assertNever(command);
  }
}
