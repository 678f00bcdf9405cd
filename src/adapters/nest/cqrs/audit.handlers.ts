import { QueryHandler, type QueryResult, type IQueryHandler } from '@nestjs/cqrs';
import {
  ExplainLevel,
  GetAbsorbedHistories,
  ReplayAccount,
  ReplayStaffJournal,
  ReplayAbsorbedAccount,
} from './audit.messages.js';
import { OverCore } from './over-core.js';

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

@QueryHandler(GetAbsorbedHistories)
export class GetAbsorbedHistoriesHandler extends OverCore implements IQueryHandler<GetAbsorbedHistories> {
  execute({ accountId }: GetAbsorbedHistories): Promise<QueryResult<GetAbsorbedHistories>> {
    return this.core.audit.absorbed(accountId);
  }
}

@QueryHandler(ReplayAbsorbedAccount)
export class ReplayAbsorbedAccountHandler extends OverCore implements IQueryHandler<ReplayAbsorbedAccount> {
  execute({ survivor, accountId, at }: ReplayAbsorbedAccount): Promise<QueryResult<ReplayAbsorbedAccount>> {
    return this.core.audit.replayAbsorbed(survivor, accountId, at);
  }
}

@QueryHandler(ReplayStaffJournal)
export class ReplayStaffJournalHandler extends OverCore implements IQueryHandler<ReplayStaffJournal> {
  execute({ subject }: ReplayStaffJournal): Promise<QueryResult<ReplayStaffJournal>> {
    return this.core.audit.staffJournal(subject);
  }
}

export const auditHandlers = [
  ReplayAccountHandler,
  ExplainLevelHandler,
  GetAbsorbedHistoriesHandler,
  ReplayAbsorbedAccountHandler,
  ReplayStaffJournalHandler,
] as const;
