import {
  CommandHandler,
  type CommandResult,
  type ICommandHandler,
  QueryHandler,
  type QueryResult,
  type IQueryHandler,
} from '@nestjs/cqrs';
import {
  AddPhone,
  ConfirmPhone,
  GetOwnPhones,
  RemovePhone,
  ResendPhoneCode,
  SetDefaultPhone,
} from './phone.messages.js';
import { OverCore } from './over-core.js';

@QueryHandler(GetOwnPhones)
export class GetOwnPhonesHandler extends OverCore implements IQueryHandler<GetOwnPhones> {
  execute({ session, caller }: GetOwnPhones): Promise<QueryResult<GetOwnPhones>> {
    return this.core.phones.list(session, caller);
  }
}

@CommandHandler(AddPhone)
export class AddPhoneHandler extends OverCore implements ICommandHandler<AddPhone> {
  execute({ session, phone, caller }: AddPhone): Promise<CommandResult<AddPhone>> {
    return this.core.phones.startAdding(session, phone, caller);
  }
}

@CommandHandler(ResendPhoneCode)
export class ResendPhoneCodeHandler extends OverCore implements ICommandHandler<ResendPhoneCode> {
  execute({ session, phoneId, caller }: ResendPhoneCode): Promise<CommandResult<ResendPhoneCode>> {
    return this.core.phones.resend(session, phoneId, caller);
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

export const phoneHandlers = [
  GetOwnPhonesHandler,
  AddPhoneHandler,
  ResendPhoneCodeHandler,
  ConfirmPhoneHandler,
  RemovePhoneHandler,
  SetDefaultPhoneHandler,
] as const;
