import {
  CommandHandler,
  type CommandResult,
  type ICommandHandler,
  QueryHandler,
  type QueryResult,
  type IQueryHandler,
} from '@nestjs/cqrs';
import {
  CloseAccount,
  FindAccount,
  ReadAccountHistory,
  ReadAccountLevel,
  ReadAbsorbedAccounts,
  ReadStaffJournal,
  ReinstateAccount,
  SuspendAccount,
  UnlockAccount,
} from './staff-account.messages.js';
import { OverCore } from './over-core.js';

@CommandHandler(SuspendAccount)
export class SuspendAccountHandler extends OverCore implements ICommandHandler<SuspendAccount> {
  execute({ call, accountId, caller }: SuspendAccount): Promise<CommandResult<SuspendAccount>> {
    return this.core.staff.accounts.suspend(call, accountId, caller);
  }
}

@CommandHandler(ReinstateAccount)
export class ReinstateAccountHandler extends OverCore implements ICommandHandler<ReinstateAccount> {
  execute({ call, accountId, caller }: ReinstateAccount): Promise<CommandResult<ReinstateAccount>> {
    return this.core.staff.accounts.reinstate(call, accountId, caller);
  }
}

@CommandHandler(UnlockAccount)
export class UnlockAccountHandler extends OverCore implements ICommandHandler<UnlockAccount> {
  execute({ call, accountId, caller }: UnlockAccount): Promise<CommandResult<UnlockAccount>> {
    return this.core.staff.accounts.unlock(call, accountId, caller);
  }
}

@CommandHandler(CloseAccount)
export class CloseAccountHandler extends OverCore implements ICommandHandler<CloseAccount> {
  execute({ call, accountId, caller }: CloseAccount): Promise<CommandResult<CloseAccount>> {
    return this.core.staff.accounts.close(call, accountId, caller);
  }
}

@QueryHandler(FindAccount)
export class FindAccountHandler extends OverCore implements IQueryHandler<FindAccount> {
  execute({ call, personId, caller }: FindAccount): Promise<QueryResult<FindAccount>> {
    return this.core.staff.reads.find(call, personId, caller);
  }
}

@QueryHandler(ReadAccountHistory)
export class ReadAccountHistoryHandler extends OverCore implements IQueryHandler<ReadAccountHistory> {
  execute({ call, accountId, at, caller }: ReadAccountHistory): Promise<QueryResult<ReadAccountHistory>> {
    return this.core.staff.reads.replay(call, accountId, at, caller);
  }
}

@QueryHandler(ReadAccountLevel)
export class ReadAccountLevelHandler extends OverCore implements IQueryHandler<ReadAccountLevel> {
  execute({ call, accountId, asOf, caller }: ReadAccountLevel): Promise<QueryResult<ReadAccountLevel>> {
    return this.core.staff.reads.explainLevel(call, accountId, asOf, caller);
  }
}

@QueryHandler(ReadAbsorbedAccounts)
export class ReadAbsorbedAccountsHandler extends OverCore implements IQueryHandler<ReadAbsorbedAccounts> {
  execute({ call, accountId, caller }: ReadAbsorbedAccounts): Promise<QueryResult<ReadAbsorbedAccounts>> {
    return this.core.staff.reads.absorbed(call, accountId, caller);
  }
}

@QueryHandler(ReadStaffJournal)
export class ReadStaffJournalHandler extends OverCore implements IQueryHandler<ReadStaffJournal> {
  execute({ call, accountId, caller }: ReadStaffJournal): Promise<QueryResult<ReadStaffJournal>> {
    return this.core.staff.reads.journal(call, accountId, caller);
  }
}

export const staffAccountHandlers = [
  SuspendAccountHandler,
  ReinstateAccountHandler,
  UnlockAccountHandler,
  CloseAccountHandler,
  FindAccountHandler,
  ReadAccountHistoryHandler,
  ReadAccountLevelHandler,
  ReadAbsorbedAccountsHandler,
  ReadStaffJournalHandler,
] as const;
