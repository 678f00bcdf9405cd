import { Inject } from '@nestjs/common';
import { QueryHandler, type QueryResult, type IQueryHandler } from '@nestjs/cqrs';
import type { DinhDanh } from '../../application/composition/create.js';
import { DINH_DANH } from '../http/tokens.js';
import {
  ExplainLevel,
  GetLoginHistory,
  GetMethods,
  GetProfile,
  GetRegistration,
  GetTerms,
  ListSessions,
  ReplayAccount,
  WhoAmI,
} from './queries.js';

/* Each handler asks one use case and gives back its outcome. */

abstract class OverCore {
  constructor(@Inject(DINH_DANH) protected readonly core: DinhDanh) {}
}

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

@QueryHandler(GetRegistration)
export class GetRegistrationHandler extends OverCore implements IQueryHandler<GetRegistration> {
  execute({ registrationId, caller }: GetRegistration): Promise<QueryResult<GetRegistration>> {
    return this.core.registrations.view(registrationId, caller);
  }
}

@QueryHandler(WhoAmI)
export class WhoAmIHandler extends OverCore implements IQueryHandler<WhoAmI> {
  execute({ token }: WhoAmI): Promise<QueryResult<WhoAmI>> {
    return this.core.sessions.authenticate(token);
  }
}

@QueryHandler(ListSessions)
export class ListSessionsHandler extends OverCore implements IQueryHandler<ListSessions> {
  execute({ current }: ListSessions): Promise<QueryResult<ListSessions>> {
    return this.core.sessions.list(current);
  }
}

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

@QueryHandler(ReplayAccount)
export class ReplayAccountHandler extends OverCore implements IQueryHandler<ReplayAccount> {
  execute({ accountId, at }: ReplayAccount): Promise<QueryResult<ReplayAccount>> {
    return this.core.audit.replay(accountId, at);
  }
}

@QueryHandler(ExplainLevel)
export class ExplainLevelHandler extends OverCore implements IQueryHandler<ExplainLevel> {
  execute({ accountId, asOf }: ExplainLevel): Promise<QueryResult<ExplainLevel>> {
    return this.core.audit.explainLevel(accountId, asOf);
  }
}

export const queryHandlers = [
  GetTermsHandler,
  GetMethodsHandler,
  GetRegistrationHandler,
  WhoAmIHandler,
  ListSessionsHandler,
  GetProfileHandler,
  GetLoginHistoryHandler,
  ReplayAccountHandler,
  ExplainLevelHandler,
] as const;
