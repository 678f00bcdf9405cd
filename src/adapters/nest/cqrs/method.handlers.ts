import {
  CommandHandler,
  type CommandResult,
  type ICommandHandler,
  QueryHandler,
  type QueryResult,
  type IQueryHandler,
} from '@nestjs/cqrs';
import {
  ConfirmMethodConsent,
  GetOwnMethods,
  RemoveMethod,
  ResendMethodConsentCode,
  StartAddingMethod,
  StartMethodConsent,
  SubmitMethodConsentProof,
  SubmitMethodProof,
} from './method.messages.js';
import { OverCore } from './over-core.js';

@QueryHandler(GetOwnMethods)
export class GetOwnMethodsHandler extends OverCore implements IQueryHandler<GetOwnMethods> {
  execute({ session, caller }: GetOwnMethods): Promise<QueryResult<GetOwnMethods>> {
    return this.core.ownMethods.list(session, caller);
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

@CommandHandler(StartMethodConsent)
export class StartMethodConsentHandler extends OverCore implements ICommandHandler<StartMethodConsent> {
  execute({ form, caller }: StartMethodConsent): Promise<CommandResult<StartMethodConsent>> {
    return this.core.methodConsents.start(form, caller);
  }
}

@CommandHandler(SubmitMethodConsentProof)
export class SubmitMethodConsentProofHandler extends OverCore implements ICommandHandler<SubmitMethodConsentProof> {
  execute({ consentToken, input, caller }: SubmitMethodConsentProof): Promise<CommandResult<SubmitMethodConsentProof>> {
    return this.core.methodConsents.submit(consentToken, input, caller);
  }
}

@CommandHandler(ResendMethodConsentCode)
export class ResendMethodConsentCodeHandler extends OverCore implements ICommandHandler<ResendMethodConsentCode> {
  execute({ consentToken, caller }: ResendMethodConsentCode): Promise<CommandResult<ResendMethodConsentCode>> {
    return this.core.methodConsents.resend(consentToken, caller);
  }
}

@CommandHandler(ConfirmMethodConsent)
export class ConfirmMethodConsentHandler extends OverCore implements ICommandHandler<ConfirmMethodConsent> {
  execute({ consentToken, code, caller }: ConfirmMethodConsent): Promise<CommandResult<ConfirmMethodConsent>> {
    return this.core.methodConsents.confirm(consentToken, code, caller);
  }
}

export const methodHandlers = [
  GetOwnMethodsHandler,
  StartAddingMethodHandler,
  SubmitMethodProofHandler,
  RemoveMethodHandler,
  StartMethodConsentHandler,
  SubmitMethodConsentProofHandler,
  ResendMethodConsentCodeHandler,
  ConfirmMethodConsentHandler,
] as const;
