import { Body, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { SessionView } from '../../../application/login/login-api.js';
import {
  MethodAdditionAnswer,
  methodAdditionAnswer,
  MethodAdditionStateAnswer,
  methodAdditionStateAnswer,
  OwnMethodsAnswer,
  ownMethodsAnswer,
} from '../dto/methods.js';
import { ProofBody, proofInputOf, proofProblems, proofStartProblems, StartProofBody } from '../dto/proof.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { settled } from '../request/answers.js';
import { OwnerOnly } from '../request/bearer.guard.js';
import { type Call, TheCall, TheSession } from '../request/call.js';
import { actingProblems, freshActingProblems, OverCore } from './account-controller.js';
import { IdempotencyKeyed, RestController } from './rest-controller.js';

/** Codes that a proven method may be turned away with. */
export const bindingProblems = [
  'method.alreadyAdded',
  'method.certificateOfAnother',
  'method.certificateTaken',
  'method.eidOfAnother',
  'method.additionExpired',
] as const;

@RestController('v1/me/methods', 'Own methods')
@OwnerOnly()
export class OwnMethodsController extends OverCore {
  @Get()
  @ApiOperation({ operationId: 'listOwnMethods', summary: 'The ways in which one’s identity was proved' })
  @ApiOkResponse({ type: OwnMethodsAnswer })
  @MayAnswer(...actingProblems)
  async list(@TheSession() session: SessionView, @TheCall() { caller }: Call): Promise<OwnMethodsAnswer> {
    const { value, position } = settled(await this.core.ownMethods.list(session, caller));
    return ownMethodsAnswer(value, position);
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({
    operationId: 'startAddingMethod',
    summary: 'Add a certificate or VNeID: asks for its proof',
    description: 'A certificate that names somebody else, or that another account has, is refused.',
  })
  @ApiCreatedResponse({ type: MethodAdditionAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, ...freshActingProblems, ...proofStartProblems, 'otp.tooManyFromNetwork')
  async start(
    @Body() body: StartProofBody,
    @TheSession() session: SessionView,
    @TheCall() call: Call,
  ): Promise<MethodAdditionAnswer> {
    const run = () => this.core.ownMethods.start(session, body, call.caller);
    return methodAdditionAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('additions/:id/proof')
  @HttpCode(200)
  @ApiOperation({ operationId: 'submitMethodProof', summary: 'The proof: the method is added' })
  @ApiParam({ name: 'id', description: 'The additionId' })
  @ApiOkResponse({ type: MethodAdditionStateAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...bodyProblems, ...freshActingProblems, ...proofProblems, ...bindingProblems)
  async submit(
    @Param('id') id: string,
    @Body() body: ProofBody,
    @TheSession() session: SessionView,
    @TheCall() call: Call,
  ): Promise<MethodAdditionStateAnswer> {
    const run = () => this.core.ownMethods.submit(session, id, proofInputOf(body), call.caller);
    return methodAdditionStateAnswer(await this.posts.run(call, body, run));
  }

  @Delete(':id')
  @ApiOperation({
    operationId: 'removeMethod',
    summary: 'Remove a method',
    description: 'Sessions opened by it end, but for this one. The last way in stays.',
  })
  @ApiParam({ name: 'id', description: 'The methodId' })
  @ApiOkResponse({ type: OwnMethodsAnswer })
  @MayAnswer(...freshActingProblems, 'method.unknown', 'method.lastWayIn')
  async remove(
    @Param('id') id: string,
    @TheSession() session: SessionView,
    @TheCall() { caller }: Call,
  ): Promise<OwnMethodsAnswer> {
    const { value, position } = settled(await this.core.ownMethods.remove(session, id, caller));
    return ownMethodsAnswer(value, position);
  }
}
