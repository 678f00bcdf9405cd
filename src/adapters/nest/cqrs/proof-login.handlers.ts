import { CommandHandler, type CommandResult, type ICommandHandler } from '@nestjs/cqrs';
import {
  AnswerProofLogin,
  ConfirmEidConsent,
  ConfirmEidConsentInSession,
  ResendEidConsentCode,
  StartProofLogin,
} from './proof-login.messages.js';
import { OverCore } from './over-core.js';

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

@CommandHandler(ResendEidConsentCode)
export class ResendEidConsentCodeHandler extends OverCore implements ICommandHandler<ResendEidConsentCode> {
  execute({ loginToken, caller }: ResendEidConsentCode): Promise<CommandResult<ResendEidConsentCode>> {
    return this.core.eidConsents.resend(loginToken, caller);
  }
}

@CommandHandler(ConfirmEidConsent)
export class ConfirmEidConsentHandler extends OverCore implements ICommandHandler<ConfirmEidConsent> {
  execute({ loginToken, code, caller }: ConfirmEidConsent): Promise<CommandResult<ConfirmEidConsent>> {
    return this.core.eidConsents.confirm(loginToken, code, caller);
  }
}

@CommandHandler(ConfirmEidConsentInSession)
export class ConfirmEidConsentInSessionHandler extends OverCore implements ICommandHandler<ConfirmEidConsentInSession> {
  execute({
    loginToken,
    session,
    caller,
  }: ConfirmEidConsentInSession): Promise<CommandResult<ConfirmEidConsentInSession>> {
    return this.core.eidConsents.confirmInSession(loginToken, session, caller);
  }
}

export const proofLoginHandlers = [
  StartProofLoginHandler,
  AnswerProofLoginHandler,
  ResendEidConsentCodeHandler,
  ConfirmEidConsentHandler,
  ConfirmEidConsentInSessionHandler,
] as const;
