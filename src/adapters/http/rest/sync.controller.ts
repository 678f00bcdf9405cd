import { Body, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { SessionView } from '../../../application/login/login-api.js';
import {
  AcceptedMethodAnswer,
  AcceptedPhoneAnswer,
  FieldChangeAnswer,
  MergeOffersAnswer,
  mergeOffersAnswer,
  SyncBody,
  SyncStateAnswer,
  syncStateAnswer,
  withoutValues,
} from '../dto/sync.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { settled } from '../request/answers.js';
import { OwnerOnly } from '../request/bearer.guard.js';
import { type Call, TheCall, TheSession } from '../request/call.js';
import { actingProblems, freshActingProblems, OverCore } from './account-controller.js';
import { IdempotencyKeyed, RestController } from './rest-controller.js';

/** One's account brought up to date from the population register, and what older accounts of one's own bring. */
@RestController('v1/me', 'Population register and older accounts')
@OwnerOnly()
@ApiExtraModels(FieldChangeAnswer)
export class SyncController extends OverCore {
  @Post('sync')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'syncFromPopulationRegister',
    summary: 'Bring the account up to date from the population register',
    description: 'In a session that VNeID opened. Older accounts of the same person are absorbed.',
  })
  @ApiOkResponse({ type: SyncStateAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    ...actingProblems,
    'sync.notByVneid',
    'sync.citizensOnly',
    'sync.notOwnNumber',
    'sync.notConfirmed',
    'sync.tooMany',
    'identifier.personalNumber.format',
    'name.missing',
    'date.format',
    'unavailable.populationRegistry',
  )
  async sync(
    @Body() body: SyncBody,
    @TheSession() session: SessionView,
    @TheCall() call: Call,
  ): Promise<SyncStateAnswer> {
    const run = () => this.core.populationSync.sync(session, body, call.caller);
    return syncStateAnswer(await this.posts.run(call, body, run, withoutValues));
  }

  @Get('merge-offers')
  @ApiOperation({
    operationId: 'listMergeOffers',
    summary: 'Certificates and phones of absorbed accounts that wait for one’s word',
  })
  @ApiOkResponse({ type: MergeOffersAnswer })
  @MayAnswer(...actingProblems)
  async offers(@TheSession() session: SessionView, @TheCall() { caller }: Call): Promise<MergeOffersAnswer> {
    return mergeOffersAnswer(settled(await this.core.mergeOffers.list(session, caller)).value);
  }

  @Post('merge-offers/methods/:id/accept')
  @HttpCode(200)
  @ApiOperation({ operationId: 'acceptOfferedMethod', summary: 'Make an offered certificate a method of this account' })
  @ApiParam({ name: 'id', description: 'The methodId' })
  @ApiOkResponse({ type: AcceptedMethodAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...freshActingProblems, 'merge.notOffered', 'policy.methodNotOpen')
  async acceptMethod(
    @Param('id') id: string,
    @TheSession() session: SessionView,
    @TheCall() call: Call,
  ): Promise<AcceptedMethodAnswer> {
    const run = () => this.core.mergeOffers.acceptMethod(session, id, call.caller);
    const { value, position } = await this.posts.run(call, null, run);
    return { methodId: value.methodId, position: position ?? null };
  }

  @Post('merge-offers/phones/:id/accept')
  @HttpCode(200)
  @ApiOperation({ operationId: 'acceptOfferedPhone', summary: 'Let an offered phone get codes of this account' })
  @ApiParam({ name: 'id', description: 'The phoneId' })
  @ApiOkResponse({ type: AcceptedPhoneAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...freshActingProblems, 'merge.notOffered')
  async acceptPhone(
    @Param('id') id: string,
    @TheSession() session: SessionView,
    @TheCall() call: Call,
  ): Promise<AcceptedPhoneAnswer> {
    const run = () => this.core.mergeOffers.acceptPhone(session, id, call.caller);
    const { value, position } = await this.posts.run(call, null, run);
    return { phoneId: value.phoneId, position: position ?? null };
  }
}
