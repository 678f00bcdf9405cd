import { CommandHandler, type CommandResult, type ICommandHandler } from '@nestjs/cqrs';
import {
  ChooseLoginPhone,
  ConfirmLogin,
  ConfirmPostalLogin,
  DisavowLogin,
  FollowPostalLoginLink,
  ResendLoginCode,
  ResendPostalLoginCode,
  StartLogin,
  StartPostalLogin,
} from './login.messages.js';
import { OverCore } from './over-core.js';

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

@CommandHandler(StartPostalLogin)
export class StartPostalLoginHandler extends OverCore implements ICommandHandler<StartPostalLogin> {
  execute({ form, caller }: StartPostalLogin): Promise<CommandResult<StartPostalLogin>> {
    return this.core.postalLogins.start(form, caller);
  }
}

@CommandHandler(ResendPostalLoginCode)
export class ResendPostalLoginCodeHandler extends OverCore implements ICommandHandler<ResendPostalLoginCode> {
  execute({ loginToken, caller }: ResendPostalLoginCode): Promise<CommandResult<ResendPostalLoginCode>> {
    return this.core.postalLogins.resend(loginToken, caller);
  }
}

@CommandHandler(ConfirmPostalLogin)
export class ConfirmPostalLoginHandler extends OverCore implements ICommandHandler<ConfirmPostalLogin> {
  execute({ loginToken, code, caller }: ConfirmPostalLogin): Promise<CommandResult<ConfirmPostalLogin>> {
    return this.core.postalLogins.confirm(loginToken, code, caller);
  }
}

@CommandHandler(FollowPostalLoginLink)
export class FollowPostalLoginLinkHandler extends OverCore implements ICommandHandler<FollowPostalLoginLink> {
  execute({ token, caller }: FollowPostalLoginLink): Promise<CommandResult<FollowPostalLoginLink>> {
    return this.core.postalLogins.follow(token, caller);
  }
}

@CommandHandler(DisavowLogin)
export class DisavowLoginHandler extends OverCore implements ICommandHandler<DisavowLogin> {
  execute({ token, caller }: DisavowLogin): Promise<CommandResult<DisavowLogin>> {
    return this.core.disavowals.disavow(token, caller);
  }
}

export const loginHandlers = [
  StartLoginHandler,
  ChooseLoginPhoneHandler,
  ResendLoginCodeHandler,
  ConfirmLoginHandler,
  StartPostalLoginHandler,
  ResendPostalLoginCodeHandler,
  ConfirmPostalLoginHandler,
  FollowPostalLoginLinkHandler,
  DisavowLoginHandler,
] as const;
