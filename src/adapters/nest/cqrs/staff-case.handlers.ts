import {
  CommandHandler,
  type CommandResult,
  type ICommandHandler,
  QueryHandler,
  type QueryResult,
  type IQueryHandler,
} from '@nestjs/cqrs';
import {
  ApproveRequest,
  DecideComplaint,
  GrantCounterRecovery,
  ListOpenCases,
  OpenComplaint,
  ReadComplaint,
  RefuseCounterRecovery,
  RefuseRequest,
  RequestCounterRecovery,
  RequestErasure,
  RequestMergeReversal,
  ResendCounterRecoveryCode,
} from './staff-case.messages.js';
import { OverCore } from './over-core.js';

@QueryHandler(ListOpenCases)
export class ListOpenCasesHandler extends OverCore implements IQueryHandler<ListOpenCases> {
  execute({ by, page, freshness }: ListOpenCases): Promise<QueryResult<ListOpenCases>> {
    return this.core.staff.openCases.list(by, page, freshness);
  }
}

@CommandHandler(OpenComplaint)
export class OpenComplaintHandler extends OverCore implements ICommandHandler<OpenComplaint> {
  execute({ form, caller }: OpenComplaint): Promise<CommandResult<OpenComplaint>> {
    return this.core.staff.complaints.open(form, caller);
  }
}

@QueryHandler(ReadComplaint)
export class ReadComplaintHandler extends OverCore implements IQueryHandler<ReadComplaint> {
  execute({ call, caseId, caller }: ReadComplaint): Promise<QueryResult<ReadComplaint>> {
    return this.core.staff.complaints.read(call, caseId, caller);
  }
}

@CommandHandler(DecideComplaint)
export class DecideComplaintHandler extends OverCore implements ICommandHandler<DecideComplaint> {
  execute({ call, caseId, decision, caller }: DecideComplaint): Promise<CommandResult<DecideComplaint>> {
    return this.core.staff.complaints.decide(call, caseId, decision, caller);
  }
}

@CommandHandler(RequestCounterRecovery)
export class RequestCounterRecoveryHandler extends OverCore implements ICommandHandler<RequestCounterRecovery> {
  execute({ call, input, caller }: RequestCounterRecovery): Promise<CommandResult<RequestCounterRecovery>> {
    return this.core.staff.recoveries.request(call, input, caller);
  }
}

@CommandHandler(ResendCounterRecoveryCode)
export class ResendCounterRecoveryCodeHandler extends OverCore implements ICommandHandler<ResendCounterRecoveryCode> {
  execute({ call, caseId, caller }: ResendCounterRecoveryCode): Promise<CommandResult<ResendCounterRecoveryCode>> {
    return this.core.staff.recoveries.resend(call, caseId, caller);
  }
}

@CommandHandler(GrantCounterRecovery)
export class GrantCounterRecoveryHandler extends OverCore implements ICommandHandler<GrantCounterRecovery> {
  execute({ call, caseId, answer, caller }: GrantCounterRecovery): Promise<CommandResult<GrantCounterRecovery>> {
    return this.core.staff.recoveries.grant(call, caseId, answer, caller);
  }
}

@CommandHandler(RefuseCounterRecovery)
export class RefuseCounterRecoveryHandler extends OverCore implements ICommandHandler<RefuseCounterRecovery> {
  execute({ call, caseId, caller }: RefuseCounterRecovery): Promise<CommandResult<RefuseCounterRecovery>> {
    return this.core.staff.recoveries.refuse(call, caseId, caller);
  }
}

@CommandHandler(RequestErasure)
export class RequestErasureHandler extends OverCore implements ICommandHandler<RequestErasure> {
  execute({ call, accountId, caller }: RequestErasure): Promise<CommandResult<RequestErasure>> {
    return this.core.staff.approvals.requestErasure(call, accountId, caller);
  }
}

@CommandHandler(RequestMergeReversal)
export class RequestMergeReversalHandler extends OverCore implements ICommandHandler<RequestMergeReversal> {
  execute({ call, accountId, mergeId, caller }: RequestMergeReversal): Promise<CommandResult<RequestMergeReversal>> {
    return this.core.staff.approvals.requestReversal(call, accountId, mergeId, caller);
  }
}

@CommandHandler(ApproveRequest)
export class ApproveRequestHandler extends OverCore implements ICommandHandler<ApproveRequest> {
  execute({ call, caseId, caller }: ApproveRequest): Promise<CommandResult<ApproveRequest>> {
    return this.core.staff.approvals.approve(call, caseId, caller);
  }
}

@CommandHandler(RefuseRequest)
export class RefuseRequestHandler extends OverCore implements ICommandHandler<RefuseRequest> {
  execute({ call, caseId, caller }: RefuseRequest): Promise<CommandResult<RefuseRequest>> {
    return this.core.staff.approvals.refuse(call, caseId, caller);
  }
}

export const staffCaseHandlers = [
  ListOpenCasesHandler,
  OpenComplaintHandler,
  ReadComplaintHandler,
  DecideComplaintHandler,
  RequestCounterRecoveryHandler,
  ResendCounterRecoveryCodeHandler,
  GrantCounterRecoveryHandler,
  RefuseCounterRecoveryHandler,
  RequestErasureHandler,
  RequestMergeReversalHandler,
  ApproveRequestHandler,
  RefuseRequestHandler,
] as const;
