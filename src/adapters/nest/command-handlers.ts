import { Inject } from '@nestjs/common';
import { CommandHandler, type CommandResult, type ICommandHandler } from '@nestjs/cqrs';
import type { DinhDanh } from '../../application/composition/create.js';
import { DINH_DANH } from '../http/tokens.js';
import {
  ChooseLoginPhone,
  ConfirmLogin,
  FollowActivationLink,
  ResendLoginCode,
  ResendRegistrationCode,
  RevokeOtherSessions,
  RevokeSession,
  StartLogin,
  StartRegistration,
  SubmitRegistrationStep,
} from './commands.js';

/*
 * Each handler calls one use case and gives back its outcome. Nothing is published: what follows a command hangs on the
 * event log, not on a bus in this process.
 */

abstract class OverCore {
  constructor(@Inject(DINH_DANH) protected readonly core: DinhDanh) {}
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

@CommandHandler(StartLogin)
export class StartLoginHandler extends OverCore implements ICommandHandler<StartLogin> {
  execute({ form, caller }: StartLogin): Promise<CommandResult<StartLogin>> {
    return this.core.logins.start(form, caller);
  }
}

@CommandHandler(ChooseLoginPhone)
export class ChooseLoginPhoneHandler extends OverCore implements ICommandHandler<ChooseLoginPhone> {
  execute({ loginToken, phoneId, caller }: ChooseLoginPhone): Promise<CommandResult<ChooseLoginPhone>> {
    return this.core.logins.choosePhone(loginToken, phoneId, caller);
  }
}

@CommandHandler(ResendLoginCode)
export class ResendLoginCodeHandler extends OverCore implements ICommandHandler<ResendLoginCode> {
  execute({ loginToken, caller }: ResendLoginCode): Promise<CommandResult<ResendLoginCode>> {
    return this.core.logins.resend(loginToken, caller);
  }
}

@CommandHandler(ConfirmLogin)
export class ConfirmLoginHandler extends OverCore implements ICommandHandler<ConfirmLogin> {
  execute({ loginToken, code, caller }: ConfirmLogin): Promise<CommandResult<ConfirmLogin>> {
    return this.core.logins.confirm(loginToken, code, caller);
  }
}

@CommandHandler(RevokeSession)
export class RevokeSessionHandler extends OverCore implements ICommandHandler<RevokeSession> {
  execute({ current, sessionId, caller }: RevokeSession): Promise<CommandResult<RevokeSession>> {
    return this.core.sessions.revoke(current, sessionId, caller);
  }
}

@CommandHandler(RevokeOtherSessions)
export class RevokeOtherSessionsHandler extends OverCore implements ICommandHandler<RevokeOtherSessions> {
  execute({ current, caller }: RevokeOtherSessions): Promise<CommandResult<RevokeOtherSessions>> {
    return this.core.sessions.revokeOthers(current, caller);
  }
}

export const commandHandlers = [
  StartRegistrationHandler,
  SubmitRegistrationStepHandler,
  ResendRegistrationCodeHandler,
  FollowActivationLinkHandler,
  StartLoginHandler,
  ChooseLoginPhoneHandler,
  ResendLoginCodeHandler,
  ConfirmLoginHandler,
  RevokeSessionHandler,
  RevokeOtherSessionsHandler,
] as const;
