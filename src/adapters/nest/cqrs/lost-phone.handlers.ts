import {
  CommandHandler,
  type CommandResult,
  type ICommandHandler,
  QueryHandler,
  type QueryResult,
  type IQueryHandler,
} from '@nestjs/cqrs';
import {
  CancelPhoneChange,
  CancelPhoneChangeByLink,
  ConfirmLostPhone,
  GetPhoneChange,
  ResendLostPhoneCode,
  StartLostPhone,
} from './lost-phone.messages.js';
import { OverCore } from './over-core.js';

@CommandHandler(StartLostPhone)
export class StartLostPhoneHandler extends OverCore implements ICommandHandler<StartLostPhone> {
  execute({ loginToken, phone, caller }: StartLostPhone): Promise<CommandResult<StartLostPhone>> {
    return this.core.lostPhone.start(loginToken, phone, caller);
  }
}

@CommandHandler(ResendLostPhoneCode)
export class ResendLostPhoneCodeHandler extends OverCore implements ICommandHandler<ResendLostPhoneCode> {
  execute({ loginToken, caller }: ResendLostPhoneCode): Promise<CommandResult<ResendLostPhoneCode>> {
    return this.core.lostPhone.resend(loginToken, caller);
  }
}

@CommandHandler(ConfirmLostPhone)
export class ConfirmLostPhoneHandler extends OverCore implements ICommandHandler<ConfirmLostPhone> {
  execute({ loginToken, code, caller }: ConfirmLostPhone): Promise<CommandResult<ConfirmLostPhone>> {
    return this.core.lostPhone.confirm(loginToken, code, caller);
  }
}

@QueryHandler(GetPhoneChange)
export class GetPhoneChangeHandler extends OverCore implements IQueryHandler<GetPhoneChange> {
  execute({ session, caller }: GetPhoneChange): Promise<QueryResult<GetPhoneChange>> {
    return this.core.phoneChanges.pending(session, caller);
  }
}

@CommandHandler(CancelPhoneChange)
export class CancelPhoneChangeHandler extends OverCore implements ICommandHandler<CancelPhoneChange> {
  execute({ session, changeId, caller }: CancelPhoneChange): Promise<CommandResult<CancelPhoneChange>> {
    return this.core.phoneChanges.cancel(session, changeId, caller);
  }
}

@CommandHandler(CancelPhoneChangeByLink)
export class CancelPhoneChangeByLinkHandler extends OverCore implements ICommandHandler<CancelPhoneChangeByLink> {
  execute({ token, caller }: CancelPhoneChangeByLink): Promise<CommandResult<CancelPhoneChangeByLink>> {
    return this.core.phoneChanges.cancelByLink(token, caller);
  }
}

export const lostPhoneHandlers = [
  StartLostPhoneHandler,
  ResendLostPhoneCodeHandler,
  ConfirmLostPhoneHandler,
  GetPhoneChangeHandler,
  CancelPhoneChangeHandler,
  CancelPhoneChangeByLinkHandler,
] as const;
