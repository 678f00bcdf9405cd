import {
  CommandHandler,
  type CommandResult,
  type ICommandHandler,
  QueryHandler,
  type QueryResult,
  type IQueryHandler,
} from '@nestjs/cqrs';
import {
  AcceptOfferedMethod,
  AcceptOfferedPhone,
  ChangeContact,
  GetAbsorbedAccounts,
  GetContact,
  GetIdentity,
  GetLoginHistory,
  GetMergeOffers,
  GetProfile,
  SendEmailVerification,
  SyncFromPopulationRegister,
  VerifyEmail,
} from './profile.messages.js';
import { OverCore } from './over-core.js';

@QueryHandler(GetProfile)
export class GetProfileHandler extends OverCore implements IQueryHandler<GetProfile> {
  execute({ accountId, freshness }: GetProfile): Promise<QueryResult<GetProfile>> {
    return this.core.profiles.profile(accountId, freshness);
  }
}

@QueryHandler(GetLoginHistory)
export class GetLoginHistoryHandler extends OverCore implements IQueryHandler<GetLoginHistory> {
  execute({ accountId, page, freshness }: GetLoginHistory): Promise<QueryResult<GetLoginHistory>> {
    return this.core.profiles.loginHistory(accountId, page, freshness);
  }
}

@QueryHandler(GetAbsorbedAccounts)
export class GetAbsorbedAccountsHandler extends OverCore implements IQueryHandler<GetAbsorbedAccounts> {
  execute({ accountId }: GetAbsorbedAccounts): Promise<QueryResult<GetAbsorbedAccounts>> {
    return this.core.profiles.absorbed(accountId);
  }
}

@QueryHandler(GetIdentity)
export class GetIdentityHandler extends OverCore implements IQueryHandler<GetIdentity> {
  execute({ accountId, freshness }: GetIdentity): Promise<QueryResult<GetIdentity>> {
    return this.core.identities.screen(accountId, freshness);
  }
}

@QueryHandler(GetContact)
export class GetContactHandler extends OverCore implements IQueryHandler<GetContact> {
  execute({ session, caller }: GetContact): Promise<QueryResult<GetContact>> {
    return this.core.contacts.view(session, caller);
  }
}

@CommandHandler(ChangeContact)
export class ChangeContactHandler extends OverCore implements ICommandHandler<ChangeContact> {
  execute({ session, changes, caller }: ChangeContact): Promise<CommandResult<ChangeContact>> {
    return this.core.contacts.change(session, changes, caller);
  }
}

@CommandHandler(SendEmailVerification)
export class SendEmailVerificationHandler extends OverCore implements ICommandHandler<SendEmailVerification> {
  execute({ session, caller }: SendEmailVerification): Promise<CommandResult<SendEmailVerification>> {
    return this.core.contacts.sendVerification(session, caller);
  }
}

@CommandHandler(VerifyEmail)
export class VerifyEmailHandler extends OverCore implements ICommandHandler<VerifyEmail> {
  execute({ token, caller }: VerifyEmail): Promise<CommandResult<VerifyEmail>> {
    return this.core.contacts.followLink(token, caller);
  }
}

@CommandHandler(SyncFromPopulationRegister)
export class SyncFromPopulationRegisterHandler extends OverCore implements ICommandHandler<SyncFromPopulationRegister> {
  execute({ session, fields, caller }: SyncFromPopulationRegister): Promise<CommandResult<SyncFromPopulationRegister>> {
    return this.core.populationSync.sync(session, fields, caller);
  }
}

@QueryHandler(GetMergeOffers)
export class GetMergeOffersHandler extends OverCore implements IQueryHandler<GetMergeOffers> {
  execute({ session, caller }: GetMergeOffers): Promise<QueryResult<GetMergeOffers>> {
    return this.core.mergeOffers.list(session, caller);
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

export const profileHandlers = [
  GetProfileHandler,
  GetLoginHistoryHandler,
  GetAbsorbedAccountsHandler,
  GetIdentityHandler,
  GetContactHandler,
  ChangeContactHandler,
  SendEmailVerificationHandler,
  VerifyEmailHandler,
  SyncFromPopulationRegisterHandler,
  GetMergeOffersHandler,
  AcceptOfferedPhoneHandler,
  AcceptOfferedMethodHandler,
] as const;
