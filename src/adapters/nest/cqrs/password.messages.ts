import { Command, Query } from '@nestjs/cqrs';
import type { StartAddition as AdditionForm } from '../../../application/account/methods-api.js';
import type {
  ChangePassword as PasswordForm,
  NewPassword,
  PasswordHint,
  PasswordSet,
  RecoveryAnswer,
  RecoveryProofView,
  RecoveryProved,
  RecoveryView as RecoveryStarted,
  StartRecovery,
} from '../../../application/account/passwords-api.js';
import type { Caller } from '../../../application/caller.js';
import type { SessionView } from '../../../application/login/login-api.js';
import type { Outcome } from '../../../application/outcome/outcome.js';
import type { ProofInput } from '../../../application/proofs/proof-api.js';

/** How strong a password would be, and which rules it does not meet. Keeps nothing. */
export class GetPasswordHint extends Query<Outcome<PasswordHint>> {
  constructor(
    readonly session: SessionView,
    readonly password: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Changes the password; every session ends. */
export class ChangePassword extends Command<Outcome<PasswordSet>> {
  constructor(
    readonly session: SessionView,
    readonly form: PasswordForm,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The password is forgotten; one answer for everybody. */
export class StartPasswordRecovery extends Command<Outcome<RecoveryStarted>> {
  constructor(
    readonly form: StartRecovery,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sends the code again, within its budgets. */
export class ResendPasswordRecoveryCode extends Command<Outcome<RecoveryStarted>> {
  constructor(
    readonly recoveryToken: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The code: a new password may be set. */
export class ConfirmPasswordRecovery extends Command<Outcome<RecoveryProved>> {
  constructor(
    readonly recoveryToken: string,
    readonly code: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Asks for the certificate or VNeID to recover a password by. */
export class StartPasswordRecoveryByProof extends Command<Outcome<RecoveryProofView>> {
  constructor(
    readonly form: AdditionForm,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The proof: a new password may be set. */
export class SubmitPasswordRecoveryProof extends Command<Outcome<RecoveryAnswer>> {
  constructor(
    readonly recoveryToken: string,
    readonly input: ProofInput,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sets the new password; every session ends. */
export class ResetPassword extends Command<Outcome<PasswordSet>> {
  constructor(
    readonly recoveryToken: string,
    readonly form: NewPassword,
    readonly caller: Caller,
  ) {
    super();
  }
}
