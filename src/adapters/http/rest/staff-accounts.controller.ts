import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { Outcome } from '../../../application/outcome/outcome.js';
import {
  AbsorbedAccountsAnswer,
  absorbedAccountsAnswer,
  HistoryAnswer,
  historyAnswer,
  LevelAnswer,
  levelAnswer,
} from '../dto/audit.answers.js';
import { momentOf, replayAt } from '../dto/queries.js';
import {
  AccountActedAnswer,
  FindAccountBody,
  StaffActBody,
  StaffJournalAnswer,
  staffJournalAnswer,
  StaffReadQuery,
} from '../dto/staff.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { settled } from '../request/answers.js';
import { type Call, TheCall } from '../request/call.js';
import { staffCallOf, StaffOnly } from '../request/staff.guard.js';
import { OverCore } from './account-controller.js';
import { IdempotencyKeyed, RestController } from './rest-controller.js';

const accountId = ApiParam({ name: 'id', description: 'The accountId' });

/** What one officer alone may see of an account and do with it. Whatever is seen was recorded first. */
@RestController('v1/staff', 'Staff')
@StaffOnly()
export class StaffAccountsController extends OverCore {
  @Post('lookups')
  @HttpCode(200)
  @ApiOperation({ operationId: 'findAccount', summary: 'The account of a person, merges followed' })
  @ApiOkResponse({ type: AccountActedAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'identifier.personId.format', 'account.unknown')
  find(@Body() body: FindAccountBody, @TheCall() call: Call): Promise<AccountActedAnswer> {
    return this.act(call, body, () => this.core.staff.reads.find(staffCallOf(call, body), body.personId, call.caller));
  }

  @Post('accounts/:id/suspend')
  @HttpCode(200)
  @ApiOperation({ operationId: 'suspendAccount', summary: 'Close an account for now' })
  @accountId
  @ApiOkResponse({ type: AccountActedAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'account.unknown', 'account.absorbed', 'account.closed', 'command.contended')
  suspend(@Param('id') id: string, @Body() body: StaffActBody, @TheCall() call: Call): Promise<AccountActedAnswer> {
    return this.act(call, body, () => this.core.staff.accounts.suspend(staffCallOf(call, body), id, call.caller));
  }

  @Post('accounts/:id/reinstate')
  @HttpCode(200)
  @ApiOperation({ operationId: 'reinstateAccount', summary: 'Open it again' })
  @accountId
  @ApiOkResponse({ type: AccountActedAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'account.unknown', 'account.absorbed', 'account.closed', 'command.contended')
  reinstate(@Param('id') id: string, @Body() body: StaffActBody, @TheCall() call: Call): Promise<AccountActedAnswer> {
    return this.act(call, body, () => this.core.staff.accounts.reinstate(staffCallOf(call, body), id, call.caller));
  }

  @Post('accounts/:id/unlock')
  @HttpCode(200)
  @ApiOperation({ operationId: 'unlockAccount', summary: 'Lift every lock on logging in by password' })
  @accountId
  @ApiOkResponse({ type: AccountActedAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'account.unknown', 'account.absorbed', 'account.closed', 'command.contended')
  unlock(@Param('id') id: string, @Body() body: StaffActBody, @TheCall() call: Call): Promise<AccountActedAnswer> {
    return this.act(call, body, () => this.core.staff.accounts.unlock(staffCallOf(call, body), id, call.caller));
  }

  @Post('accounts/:id/close')
  @HttpCode(200)
  @ApiOperation({ operationId: 'closeAccount', summary: 'Close an account for good' })
  @accountId
  @ApiOkResponse({ type: AccountActedAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, 'account.unknown', 'account.absorbed', 'account.closed', 'command.contended')
  close(@Param('id') id: string, @Body() body: StaffActBody, @TheCall() call: Call): Promise<AccountActedAnswer> {
    return this.act(call, body, () => this.core.staff.accounts.close(staffCallOf(call, body), id, call.caller));
  }

  @Get('accounts/:id/history')
  @ApiOperation({ operationId: 'replayAccountForStaff', summary: 'Everything that happened to an account' })
  @accountId
  @ApiOkResponse({ type: HistoryAnswer })
  @MayAnswer('request.invalid', 'time.format', 'account.unknown')
  async history(
    @Param('id') id: string,
    @Query() query: StaffReadQuery,
    @TheCall() call: Call,
  ): Promise<HistoryAnswer> {
    const { reads } = this.core.staff;
    return historyAnswer(settled(await reads.replay(staffCallOf(call, query), id, replayAt(query), call.caller)).value);
  }

  @Get('accounts/:id/absorbed')
  @ApiOperation({
    operationId: 'listAbsorbedAccountsForStaff',
    summary: 'The accounts that were merged into one; each is read by its own id',
  })
  @accountId
  @ApiOkResponse({ type: AbsorbedAccountsAnswer })
  @MayAnswer('request.invalid', 'account.unknown')
  async absorbed(
    @Param('id') id: string,
    @Query() query: StaffReadQuery,
    @TheCall() call: Call,
  ): Promise<AbsorbedAccountsAnswer> {
    const { reads } = this.core.staff;
    return absorbedAccountsAnswer(settled(await reads.absorbed(staffCallOf(call, query), id, call.caller)).value);
  }

  @Get('accounts/:id/level')
  @ApiOperation({ operationId: 'explainLevelForStaff', summary: 'Which evidence gives, or gave, an account its level' })
  @accountId
  @ApiOkResponse({ type: LevelAnswer })
  @MayAnswer('request.invalid', 'time.format', 'account.unknown')
  async level(@Param('id') id: string, @Query() query: StaffReadQuery, @TheCall() call: Call): Promise<LevelAnswer> {
    const { reads } = this.core.staff;
    const asOf = momentOf(query.asOf);
    return levelAnswer(settled(await reads.explainLevel(staffCallOf(call, query), id, asOf, call.caller)).value);
  }

  @Get('accounts/:id/journal')
  @ApiOperation({ operationId: 'getStaffJournal', summary: 'Who of the staff was at an account' })
  @accountId
  @ApiOkResponse({ type: StaffJournalAnswer })
  @MayAnswer('request.invalid', 'account.unknown')
  async journal(
    @Param('id') id: string,
    @Query() query: StaffReadQuery,
    @TheCall() call: Call,
  ): Promise<StaffJournalAnswer> {
    const { reads } = this.core.staff;
    return staffJournalAnswer(settled(await reads.journal(staffCallOf(call, query), id, call.caller)).value);
  }

  private async act(
    call: Call,
    body: object,
    run: () => Promise<Outcome<{ readonly accountId: string }>>,
  ): Promise<AccountActedAnswer> {
    const { value, position } = await this.posts.run(call, body, run);
    return { accountId: value.accountId, position: position ?? null };
  }
}
