import { Command, Query } from '@nestjs/cqrs';
import type { Caller } from '../../../application/caller.js';
import type { OtpSent } from '../../../application/otp/otp-service.js';
import type { Outcome } from '../../../application/outcome/outcome.js';
import type { Freshness } from '../../../application/profile/profile-queries.js';
import type { OpenCasesPage, OpenCasesRequest } from '../../../application/staff/open-cases.js';
import type {
  ActRequestView,
  CaseReceipt,
  ComplaintDecision,
  ComplaintInput,
  ComplaintView,
  RecoveryAnswer as CounterAnswer,
  RecoveryInput,
  RecoveryView as CounterRecoveryView,
  StaffCall,
  StaffMember,
} from '../../../application/staff/staff-api.js';

/** Cases of a kind that nobody has decided yet. */
export class ListOpenCases extends Query<Outcome<OpenCasesPage>> {
  constructor(
    readonly by: StaffMember,
    readonly page: OpenCasesRequest,
    readonly freshness: Freshness = {},
  ) {
    super();
  }
}

/** Anybody complains; looks nothing up. */
export class OpenComplaint extends Command<Outcome<CaseReceipt>> {
  constructor(
    readonly form: ComplaintInput,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** What somebody complained of; recorded first. */
export class ReadComplaint extends Query<Outcome<ComplaintView>> {
  constructor(
    readonly call: StaffCall,
    readonly caseId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** An officer decides a complaint, with the account it turned out to be about. */
export class DecideComplaint extends Command<Outcome<CaseReceipt>> {
  constructor(
    readonly call: StaffCall,
    readonly caseId: string,
    readonly decision: ComplaintDecision,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Somebody at the counter: a new phone, a new password. */
export class RequestCounterRecovery extends Command<Outcome<CounterRecoveryView>> {
  constructor(
    readonly call: StaffCall,
    readonly input: RecoveryInput,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sends another code to the new phone. */
export class ResendCounterRecoveryCode extends Command<Outcome<OtpSent>> {
  constructor(
    readonly call: StaffCall,
    readonly caseId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The code and the password that the citizen types: the account gets them. */
export class GrantCounterRecovery extends Command<Outcome<CaseReceipt>> {
  constructor(
    readonly call: StaffCall,
    readonly caseId: string,
    readonly answer: CounterAnswer,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Sends the person away with nothing changed. */
export class RefuseCounterRecovery extends Command<Outcome<CaseReceipt>> {
  constructor(
    readonly call: StaffCall,
    readonly caseId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** An officer asks that an account's personal data be erased. */
export class RequestErasure extends Command<Outcome<ActRequestView>> {
  constructor(
    readonly call: StaffCall,
    readonly accountId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** An officer asks that a merge be undone; the account is the absorbed one. */
export class RequestMergeReversal extends Command<Outcome<ActRequestView>> {
  constructor(
    readonly call: StaffCall,
    readonly accountId: string,
    readonly mergeId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Another officer approves: it is done. */
export class ApproveRequest extends Command<Outcome<CaseReceipt>> {
  constructor(
    readonly call: StaffCall,
    readonly caseId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Another officer refuses, or the one who asked takes it back. */
export class RefuseRequest extends Command<Outcome<CaseReceipt>> {
  constructor(
    readonly call: StaffCall,
    readonly caseId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}
