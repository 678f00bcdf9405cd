import {
  CommandHandler,
  type CommandResult,
  type ICommandHandler,
  QueryHandler,
  type QueryResult,
  type IQueryHandler,
} from '@nestjs/cqrs';
import {
  ChangePassword,
  ConfirmPasswordRecovery,
  GetPasswordHint,
  ResendPasswordRecoveryCode,
  ResetPassword,
  StartPasswordRecovery,
  StartPasswordRecoveryByProof,
  SubmitPasswordRecoveryProof,
} from './password.messages.js';
import { OverCore } from './over-core.js';

@QueryHandler(GetPasswordHint)
export class GetPasswordHintHandler extends OverCore implements IQueryHandler<GetPasswordHint> {
  execute({ session, password, caller }: GetPasswordHint): Promise<QueryResult<GetPasswordHint>> {
    return this.core.passwords.hint(session, password, caller);
  }
}

@CommandHandler(ChangePassword)
export class ChangePasswordHandler extends OverCore implements ICommandHandler<ChangePassword> {
  execute({ session, form, caller }: ChangePassword): Promise<CommandResult<ChangePassword>> {
    return this.core.passwords.change(session, form, caller);
  }
}

@CommandHandler(StartPasswordRecovery)
export class StartPasswordRecoveryHandler extends OverCore implements ICommandHandler<StartPasswordRecovery> {
  execute({ form, caller }: StartPasswordRecovery): Promise<CommandResult<StartPasswordRecovery>> {
    return this.core.passwordRecovery.start(form, caller);
  }
}

@CommandHandler(ResendPasswordRecoveryCode)
export class ResendPasswordRecoveryCodeHandler extends OverCore implements ICommandHandler<ResendPasswordRecoveryCode> {
  execute({ recoveryToken, caller }: ResendPasswordRecoveryCode): Promise<CommandResult<ResendPasswordRecoveryCode>> {
    return this.core.passwordRecovery.resend(recoveryToken, caller);
  }
}

@CommandHandler(ConfirmPasswordRecovery)
export class ConfirmPasswordRecoveryHandler extends OverCore implements ICommandHandler<ConfirmPasswordRecovery> {
  execute({ recoveryToken, code, caller }: ConfirmPasswordRecovery): Promise<CommandResult<ConfirmPasswordRecovery>> {
    return this.core.passwordRecovery.confirm(recoveryToken, code, caller);
  }
}

@CommandHandler(StartPasswordRecoveryByProof)
export class StartPasswordRecoveryByProofHandler
  extends OverCore
  implements ICommandHandler<StartPasswordRecoveryByProof>
{
  execute({ form, caller }: StartPasswordRecoveryByProof): Promise<CommandResult<StartPasswordRecoveryByProof>> {
    return this.core.passwordRecovery.startProof(form, caller);
  }
}

@CommandHandler(SubmitPasswordRecoveryProof)
export class SubmitPasswordRecoveryProofHandler
  extends OverCore
  implements ICommandHandler<SubmitPasswordRecoveryProof>
{
  execute({
    recoveryToken,
    input,
    caller,
  }: SubmitPasswordRecoveryProof): Promise<CommandResult<SubmitPasswordRecoveryProof>> {
    return this.core.passwordRecovery.submitProof(recoveryToken, input, caller);
  }
}

@CommandHandler(ResetPassword)
export class ResetPasswordHandler extends OverCore implements ICommandHandler<ResetPassword> {
  execute({ recoveryToken, form, caller }: ResetPassword): Promise<CommandResult<ResetPassword>> {
    return this.core.passwordRecovery.reset(recoveryToken, form, caller);
  }
}

export const passwordHandlers = [
  GetPasswordHintHandler,
  ChangePasswordHandler,
  StartPasswordRecoveryHandler,
  ResendPasswordRecoveryCodeHandler,
  ConfirmPasswordRecoveryHandler,
  StartPasswordRecoveryByProofHandler,
  SubmitPasswordRecoveryProofHandler,
  ResetPasswordHandler,
] as const;
