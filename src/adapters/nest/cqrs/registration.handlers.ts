import {
  CommandHandler,
  type CommandResult,
  type ICommandHandler,
  QueryHandler,
  type QueryResult,
  type IQueryHandler,
} from '@nestjs/cqrs';
import {
  FollowActivationLink,
  GetMethods,
  GetRegistration,
  GetTerms,
  ResendRegistrationCode,
  StartRegistration,
  SubmitRegistrationStep,
} from './registration.messages.js';
import { OverCore } from './over-core.js';

@QueryHandler(GetTerms)
export class GetTermsHandler extends OverCore implements IQueryHandler<GetTerms> {
  async execute(): Promise<QueryResult<GetTerms>> {
    return this.core.registrations.terms();
  }
}

@QueryHandler(GetMethods)
export class GetMethodsHandler extends OverCore implements IQueryHandler<GetMethods> {
  execute({ subject }: GetMethods): Promise<QueryResult<GetMethods>> {
    return this.core.methods.open(subject);
  }
}

@CommandHandler(StartRegistration)
export class StartRegistrationHandler extends OverCore implements ICommandHandler<StartRegistration> {
  execute({ form, caller }: StartRegistration): Promise<CommandResult<StartRegistration>> {
    return this.core.registrations.start(form, caller);
  }
}

@CommandHandler(SubmitRegistrationStep)
export class SubmitRegistrationStepHandler extends OverCore implements ICommandHandler<SubmitRegistrationStep> {
  execute({ registrationId, input, caller }: SubmitRegistrationStep): Promise<CommandResult<SubmitRegistrationStep>> {
    return this.core.registrations.submit(registrationId, input, caller);
  }
}

@CommandHandler(ResendRegistrationCode)
export class ResendRegistrationCodeHandler extends OverCore implements ICommandHandler<ResendRegistrationCode> {
  execute({ registrationId, caller }: ResendRegistrationCode): Promise<CommandResult<ResendRegistrationCode>> {
    return this.core.registrations.resend(registrationId, caller);
  }
}

@CommandHandler(FollowActivationLink)
export class FollowActivationLinkHandler extends OverCore implements ICommandHandler<FollowActivationLink> {
  execute({ token, caller }: FollowActivationLink): Promise<CommandResult<FollowActivationLink>> {
    return this.core.registrations.followLink(token, caller);
  }
}

@QueryHandler(GetRegistration)
export class GetRegistrationHandler extends OverCore implements IQueryHandler<GetRegistration> {
  execute({ registrationId, caller }: GetRegistration): Promise<QueryResult<GetRegistration>> {
    return this.core.registrations.view(registrationId, caller);
  }
}

export const registrationHandlers = [
  GetTermsHandler,
  GetMethodsHandler,
  StartRegistrationHandler,
  SubmitRegistrationStepHandler,
  ResendRegistrationCodeHandler,
  FollowActivationLinkHandler,
  GetRegistrationHandler,
] as const;
