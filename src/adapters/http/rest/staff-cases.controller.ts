import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { Outcome } from '../../../application/outcome/outcome.js';
import type { ActRequestView } from '../../../application/staff/staff-api.js';
import { iso } from '../dto/iso.js';
import { SentCodeAnswer, sentCodeAnswer } from '../dto/phones.js';
import {
  ActRequestAnswer,
  CaseAnswer,
  ComplaintAnswer,
  complaintAnswer,
  CounterRecoveryAnswer,
  counterRecoveryAnswer,
  DecideComplaintBody,
  GrantCounterRecoveryBody,
  OpenComplaintBody,
  RequestCounterRecoveryBody,
  RequestReversalBody,
  StaffActBody,
  StaffReadQuery,
} from '../dto/staff.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { settled } from '../request/answers.js';
import { type Call, TheCall } from '../request/call.js';
import { staffCallOf, StaffOnly } from '../request/staff.guard.js';
import { OverCore } from './account-controller.js';
import { IdempotencyKeyed, RestController } from './rest-controller.js';

const caseId = ApiParam({ name: 'id', description: 'The caseId' });
const accountId = ApiParam({ name: 'id', description: 'The accountId' });
const caseProblems = ['case.unknown', 'case.decided', 'case.expired', 'command.contended'] as const;

/** Cases: what needs two officers, recoveries at a counter, complaints decided. */
@RestController('v1/staff', 'Staff')
@StaffOnly()
export class StaffCasesController extends OverCore {
  @Post('accounts/:id/erasure-requests')
  @HttpCode(201)
  @ApiOperation({ operationId: 'requestErasure', summary: 'Ask that an account’s personal data be erased' })
  @accountId
  @ApiCreatedResponse({ type: ActRequestAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'account.unknown', 'account.absorbed')
  erasure(@Param('id') id: string, @Body() body: StaffActBody, @TheCall() call: Call): Promise<ActRequestAnswer> {
    return this.request(call, body, () =>
      this.core.staff.approvals.requestErasure(staffCallOf(call, body), id, call.caller),
    );
  }

  @Post('accounts/:id/reversal-requests')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'requestReversal',
    summary: 'Ask that a merge be undone; the id is the absorbed account',
  })
  @accountId
  @ApiCreatedResponse({ type: ActRequestAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'account.unknown', 'merge.notAbsorbed')
  reversal(
    @Param('id') id: string,
    @Body() body: RequestReversalBody,
    @TheCall() call: Call,
  ): Promise<ActRequestAnswer> {
    return this.request(call, body, () =>
      this.core.staff.approvals.requestReversal(staffCallOf(call, body), id, body.mergeId, call.caller),
    );
  }

  @Post('requests/:id/approve')
  @HttpCode(200)
  @ApiOperation({ operationId: 'approveAct', summary: 'Approve what another officer asked for: it is done' })
  @caseId
  @ApiOkResponse({ type: CaseAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, ...caseProblems, 'staff.sameOfficer', 'merge.notAbsorbed')
  approve(@Param('id') id: string, @Body() body: StaffActBody, @TheCall() call: Call): Promise<CaseAnswer> {
    return this.decide(call, body, () => this.core.staff.approvals.approve(staffCallOf(call, body), id, call.caller));
  }

  @Post('requests/:id/refuse')
  @HttpCode(200)
  @ApiOperation({ operationId: 'refuseAct', summary: 'Refuse it, or take one’s own request back' })
  @caseId
  @ApiOkResponse({ type: CaseAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, ...caseProblems)
  refuse(@Param('id') id: string, @Body() body: StaffActBody, @TheCall() call: Call): Promise<CaseAnswer> {
    return this.decide(call, body, () => this.core.staff.approvals.refuse(staffCallOf(call, body), id, call.caller));
  }

  @Post('recoveries')
  @HttpCode(201)
  @ApiOperation({
    operationId: 'requestCounterRecovery',
    summary: 'Somebody at the counter: a new phone, a new password',
  })
  @ApiCreatedResponse({ type: CounterRecoveryAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    'recovery.needsMissing',
    'recovery.papersMissing',
    'account.unknown',
    'account.suspended',
    'method.passwordNotAllowed',
    'phone.alreadyAdded',
    'identifier.phone.format',
    'otp.tooManySends',
  )
  async recovery(@Body() body: RequestCounterRecoveryBody, @TheCall() call: Call): Promise<CounterRecoveryAnswer> {
    const run = () => this.core.staff.recoveries.request(staffCallOf(call, body), body, call.caller);
    const { value, position } = await this.posts.run(call, body, run);
    return counterRecoveryAnswer(value, position);
  }

  @Post('recoveries/:id/resend')
  @HttpCode(200)
  @ApiOperation({ operationId: 'resendCounterRecoveryCode', summary: 'Send another code to the new phone' })
  @caseId
  @ApiOkResponse({ type: SentCodeAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, ...caseProblems, 'otp.tooManySends')
  async resend(@Param('id') id: string, @Body() body: StaffActBody, @TheCall() call: Call): Promise<SentCodeAnswer> {
    const run = () => this.core.staff.recoveries.resend(staffCallOf(call, body), id, call.caller);
    return sentCodeAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('recoveries/:id/grant')
  @HttpCode(200)
  @ApiOperation({ operationId: 'grantCounterRecovery', summary: 'The code and the password that the citizen types' })
  @caseId
  @ApiOkResponse({ type: CaseAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    ...caseProblems,
    'otp.wrong',
    'otp.expired',
    'otp.exhausted',
    'password.rules',
    'password.blocked',
    'password.reused',
    'password.confirmation',
    'password.busy',
  )
  grant(@Param('id') id: string, @Body() body: GrantCounterRecoveryBody, @TheCall() call: Call): Promise<CaseAnswer> {
    return this.decide(call, body, () =>
      this.core.staff.recoveries.grant(staffCallOf(call, body), id, body, call.caller),
    );
  }

  @Post('recoveries/:id/refuse')
  @HttpCode(200)
  @ApiOperation({ operationId: 'refuseCounterRecovery', summary: 'Send the person away with nothing changed' })
  @caseId
  @ApiOkResponse({ type: CaseAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, ...caseProblems)
  refuseRecovery(@Param('id') id: string, @Body() body: StaffActBody, @TheCall() call: Call): Promise<CaseAnswer> {
    return this.decide(call, body, () => this.core.staff.recoveries.refuse(staffCallOf(call, body), id, call.caller));
  }

  @Get('complaints/:id')
  @ApiOperation({ operationId: 'readComplaint', summary: 'What somebody complained of' })
  @caseId
  @ApiOkResponse({ type: ComplaintAnswer })
  @MayAnswer('request.invalid', 'case.unknown')
  async complaint(
    @Param('id') id: string,
    @Query() query: StaffReadQuery,
    @TheCall() call: Call,
  ): Promise<ComplaintAnswer> {
    const { complaints } = this.core.staff;
    return complaintAnswer(settled(await complaints.read(staffCallOf(call, query), id, call.caller)).value);
  }

  @Post('complaints/:id/decide')
  @HttpCode(200)
  @ApiOperation({ operationId: 'decideComplaint', summary: 'Decide a complaint' })
  @caseId
  @ApiOkResponse({ type: CaseAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, ...caseProblems, 'account.unknown')
  decideComplaint(
    @Param('id') id: string,
    @Body() body: DecideComplaintBody,
    @TheCall() call: Call,
  ): Promise<CaseAnswer> {
    const { outcome, accountId: about } = body;
    const decision = { outcome, ...(about != null && { accountId: about }) };
    return this.decide(call, body, () =>
      this.core.staff.complaints.decide(staffCallOf(call, body), id, decision, call.caller),
    );
  }

  private async request(
    call: Call,
    body: object,
    run: () => Promise<Outcome<ActRequestView>>,
  ): Promise<ActRequestAnswer> {
    const { value, position } = await this.posts.run(call, body, run);
    return { caseId: value.caseId, expiresAt: iso(value.expiresAt), position: position ?? null };
  }

  private async decide(
    call: Call,
    body: object,
    run: () => Promise<Outcome<{ readonly caseId: string }>>,
  ): Promise<CaseAnswer> {
    const { value, position } = await this.posts.run(call, body, run);
    return { caseId: value.caseId, position: position ?? null };
  }
}

/** Anybody’s complaint: learns a case number, and nothing of any account. */
@RestController('v1/complaints', 'Complaints')
export class ComplaintsController extends OverCore {
  @Post()
  @HttpCode(201)
  @ApiOperation({ operationId: 'openComplaint', summary: 'Complain: of a number taken, of a login not one’s own' })
  @ApiCreatedResponse({ type: CaseAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'complaint.textInvalid', 'complaint.tooMany')
  async open(@Body() body: OpenComplaintBody, @TheCall() call: Call): Promise<CaseAnswer> {
    const given = Object.fromEntries(Object.entries(body).filter(([, text]) => text != null)) as typeof body;
    const run = () => this.core.staff.complaints.open(given, call.caller);
    const { value, position } = await this.posts.run(call, body, run);
    return { caseId: value.caseId, position: position ?? null };
  }
}
