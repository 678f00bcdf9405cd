import { Inject } from '@nestjs/common';
import { CommandHandler, type CommandResult, type ICommandHandler } from '@nestjs/cqrs';
import type { DinhDanh } from '../../application/composition/create.js';
import { DINH_DANH } from '../http/tokens.js';
import {
  AcceptOfferedMethod,
  AcceptOfferedPhone,
  AddPhone,
  AnswerProofLogin,
  ChangeContact,
  ChangePassword,
  CloseAccount,
  ConfirmLostPhone,
  ConfirmPasswordRecovery,
  ConfirmPhone,
  DisavowLogin,
  OpenComplaint,
  ReinstateAccount,
  RemoveMethod,
  RemovePhone,
  ResetPassword,
  SetDefaultPhone,
  StartAddingMethod,
  StartLostPhone,
  StartPasswordRecovery,
  StartProofLogin,
  SubmitMethodProof,
  SuspendAccount,
  SyncFromPopulationRegister,
  UnlockAccount,
} from './account-commands.js';

/* As in command-handlers.ts: each calls one use case and gives back its outcome. */

abstract class OverCore {
  constructor(@Inject(DINH_DANH) protected readonly core: DinhDanh) {}
}

@CommandHandler(AddPhone)
export class AddPhoneHandler extends OverCore implements ICommandHandler<AddPhone> {
  execute({ session, phone, caller }: AddPhone): Promise<CommandResult<AddPhone>> {
    return this.core.phones.startAdding(session, phone, caller);
  }
}

@CommandHandler(ConfirmPhone)
export class ConfirmPhoneHandler extends OverCore implements ICommandHandler<ConfirmPhone> {
  execute({ session, phoneId, code, caller }: ConfirmPhone): Promise<CommandResult<ConfirmPhone>> {
    return this.core.phones.confirmAdding(session, phoneId, code, caller);
  }
}

@CommandHandler(RemovePhone)
export class RemovePhoneHandler extends OverCore implements ICommandHandler<RemovePhone> {
  execute({ session, phoneId, caller }: RemovePhone): Promise<CommandResult<RemovePhone>> {
    return this.core.phones.remove(session, phoneId, caller);
  }
}

@CommandHandler(SetDefaultPhone)
export class SetDefaultPhoneHandler extends OverCore implements ICommandHandler<SetDefaultPhone> {
  execute({ session, phoneId, caller }: SetDefaultPhone): Promise<CommandResult<SetDefaultPhone>> {
    return this.core.phones.setDefault(session, phoneId, caller);
  }
}

@CommandHandler(StartAddingMethod)
export class StartAddingMethodHandler extends OverCore implements ICommandHandler<StartAddingMethod> {
  execute({ session, form, caller }: StartAddingMethod): Promise<CommandResult<StartAddingMethod>> {
    return this.core.ownMethods.start(session, form, caller);
  }
}

@CommandHandler(SubmitMethodProof)
export class SubmitMethodProofHandler extends OverCore implements ICommandHandler<SubmitMethodProof> {
  execute({ session, additionId, input, caller }: SubmitMethodProof): Promise<CommandResult<SubmitMethodProof>> {
    return this.core.ownMethods.submit(session, additionId, input, caller);
  }
}

@CommandHandler(RemoveMethod)
export class RemoveMethodHandler extends OverCore implements ICommandHandler<RemoveMethod> {
  execute({ session, methodId, caller }: RemoveMethod): Promise<CommandResult<RemoveMethod>> {
    return this.core.ownMethods.remove(session, methodId, caller);
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

@CommandHandler(ConfirmPasswordRecovery)
export class ConfirmPasswordRecoveryHandler extends OverCore implements ICommandHandler<ConfirmPasswordRecovery> {
  execute({ recoveryToken, code, caller }: ConfirmPasswordRecovery): Promise<CommandResult<ConfirmPasswordRecovery>> {
    return this.core.passwordRecovery.confirm(recoveryToken, code, caller);
  }
}

@CommandHandler(ResetPassword)
export class ResetPasswordHandler extends OverCore implements ICommandHandler<ResetPassword> {
  execute({ recoveryToken, form, caller }: ResetPassword): Promise<CommandResult<ResetPassword>> {
    return this.core.passwordRecovery.reset(recoveryToken, form, caller);
  }
}

@CommandHandler(StartLostPhone)
export class StartLostPhoneHandler extends OverCore implements ICommandHandler<StartLostPhone> {
  execute({ loginToken, phone, caller }: StartLostPhone): Promise<CommandResult<StartLostPhone>> {
    return this.core.lostPhone.start(loginToken, phone, caller);
  }
}

@CommandHandler(ConfirmLostPhone)
export class ConfirmLostPhoneHandler extends OverCore implements ICommandHandler<ConfirmLostPhone> {
  execute({ loginToken, code, caller }: ConfirmLostPhone): Promise<CommandResult<ConfirmLostPhone>> {
    return this.core.lostPhone.confirm(loginToken, code, caller);
  }
}

@CommandHandler(StartProofLogin)
export class StartProofLoginHandler extends OverCore implements ICommandHandler<StartProofLogin> {
  execute({ form, caller }: StartProofLogin): Promise<CommandResult<StartProofLogin>> {
    return this.core.assertionLogins.start(form, caller);
  }
}

@CommandHandler(AnswerProofLogin)
export class AnswerProofLoginHandler extends OverCore implements ICommandHandler<AnswerProofLogin> {
  execute({ loginToken, input, caller }: AnswerProofLogin): Promise<CommandResult<AnswerProofLogin>> {
    return this.core.assertionLogins.answer(loginToken, input, caller);
  }
}

@CommandHandler(DisavowLogin)
export class DisavowLoginHandler extends OverCore implements ICommandHandler<DisavowLogin> {
  execute({ token, caller }: DisavowLogin): Promise<CommandResult<DisavowLogin>> {
    return this.core.disavowals.disavow(token, caller);
  }
}

@CommandHandler(ChangeContact)
export class ChangeContactHandler extends OverCore implements ICommandHandler<ChangeContact> {
  execute({ session, changes, caller }: ChangeContact): Promise<CommandResult<ChangeContact>> {
    return this.core.contacts.change(session, changes, caller);
  }
}

@CommandHandler(SyncFromPopulationRegister)
export class SyncFromPopulationRegisterHandler extends OverCore implements ICommandHandler<SyncFromPopulationRegister> {
  execute({ session, fields, caller }: SyncFromPopulationRegister): Promise<CommandResult<SyncFromPopulationRegister>> {
    return this.core.populationSync.sync(session, fields, caller);
  }
}

@CommandHandler(AcceptOfferedPhone)
export class AcceptOfferedPhoneHandler extends OverCore implements ICommandHandler<AcceptOfferedPhone> {
  execute({ session, phoneId, caller }: AcceptOfferedPhone): Promise<CommandResult<AcceptOfferedPhone>> {
    return this.core.mergeOffers.acceptPhone(session, phoneId, caller);
  }
}

@CommandHandler(AcceptOfferedMethod)
export class AcceptOfferedMethodHandler extends OverCore implements ICommandHandler<AcceptOfferedMethod> {
  execute({ session, methodId, caller }: AcceptOfferedMethod): Promise<CommandResult<AcceptOfferedMethod>> {
    return this.core.mergeOffers.acceptMethod(session, methodId, caller);
  }
}

@CommandHandler(SuspendAccount)
export class SuspendAccountHandler extends OverCore implements ICommandHandler<SuspendAccount> {
  execute({ call, accountId, caller }: SuspendAccount): Promise<CommandResult<SuspendAccount>> {
    return this.core.staff.accounts.suspend(call, accountId, caller);
  }
}

@CommandHandler(ReinstateAccount)
export class ReinstateAccountHandler extends OverCore implements ICommandHandler<ReinstateAccount> {
  execute({ call, accountId, caller }: ReinstateAccount): Promise<CommandResult<ReinstateAccount>> {
    return this.core.staff.accounts.reinstate(call, accountId, caller);
  }
}

@CommandHandler(UnlockAccount)
export class UnlockAccountHandler extends OverCore implements ICommandHandler<UnlockAccount> {
  execute({ call, accountId, caller }: UnlockAccount): Promise<CommandResult<UnlockAccount>> {
    return this.core.staff.accounts.unlock(call, accountId, caller);
  }
}

@CommandHandler(CloseAccount)
export class CloseAccountHandler extends OverCore implements ICommandHandler<CloseAccount> {
  execute({ call, accountId, caller }: CloseAccount): Promise<CommandResult<CloseAccount>> {
    return this.core.staff.accounts.close(call, accountId, caller);
  }
}

@CommandHandler(OpenComplaint)
export class OpenComplaintHandler extends OverCore implements ICommandHandler<OpenComplaint> {
  execute({ form, caller }: OpenComplaint): Promise<CommandResult<OpenComplaint>> {
    return this.core.staff.complaints.open(form, caller);
  }
}

export const accountCommandHandlers = [
  AddPhoneHandler,
  ConfirmPhoneHandler,
  RemovePhoneHandler,
  SetDefaultPhoneHandler,
  StartAddingMethodHandler,
  SubmitMethodProofHandler,
  RemoveMethodHandler,
  ChangePasswordHandler,
  StartPasswordRecoveryHandler,
  ConfirmPasswordRecoveryHandler,
  ResetPasswordHandler,
  StartLostPhoneHandler,
  ConfirmLostPhoneHandler,
  StartProofLoginHandler,
  AnswerProofLoginHandler,
  DisavowLoginHandler,
  ChangeContactHandler,
  SyncFromPopulationRegisterHandler,
  AcceptOfferedPhoneHandler,
  AcceptOfferedMethodHandler,
  SuspendAccountHandler,
  ReinstateAccountHandler,
  UnlockAccountHandler,
  CloseAccountHandler,
  OpenComplaintHandler,
] as const;
