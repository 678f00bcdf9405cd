import { Body, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { SessionView } from '../../../application/login/login-api.js';
import {
  AddPhoneBody,
  CodeBody,
  PendingPhoneChangeAnswer,
  PhoneAdditionAnswer,
  phoneAdditionAnswer,
  PhoneChangeCancelledAnswer,
  phoneChangeAnswer,
  PhonesAnswer,
  phonesAnswer,
} from '../dto/phones.js';
import { bodyProblems, MayAnswer } from '../problems/may-answer.js';
import { settled } from '../request/answers.js';
import { OwnerOnly } from '../request/bearer.guard.js';
import { type Call, TheCall, TheSession } from '../request/call.js';
import { actingProblems, freshActingProblems, OverCore } from './account-controller.js';
import { IdempotencyKeyed, RestController } from './rest-controller.js';

const phoneId = ApiParam({ name: 'id', description: 'The phoneId' });

@RestController('v1/me', 'Own phones')
@OwnerOnly()
export class OwnPhonesController extends OverCore {
  @Get('phones')
  @ApiOperation({ operationId: 'listPhones', summary: 'Phones that codes can go to' })
  @ApiOkResponse({ type: PhonesAnswer })
  @MayAnswer(...actingProblems)
  async list(@TheSession() session: SessionView, @TheCall() { caller }: Call): Promise<PhonesAnswer> {
    const { value, position } = settled(await this.core.phones.list(session, caller));
    return phonesAnswer(value, position);
  }

  @Post('phones')
  @HttpCode(201)
  @ApiOperation({ operationId: 'startAddingPhone', summary: 'Add a phone: a code goes to it' })
  @ApiCreatedResponse({ type: PhoneAdditionAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    ...freshActingProblems,
    'identifier.phone.format',
    'phone.alreadyAdded',
    'otp.tooManySends',
  )
  async start(
    @Body() body: AddPhoneBody,
    @TheSession() session: SessionView,
    @TheCall() call: Call,
  ): Promise<PhoneAdditionAnswer> {
    const run = () => this.core.phones.startAdding(session, body.phone, call.caller);
    return phoneAdditionAnswer((await this.posts.run(call, body, run)).value);
  }

  @Post('phones/:id/resend')
  @HttpCode(200)
  @ApiOperation({ operationId: 'resendPhoneCode', summary: 'Send another code to the phone that is being added' })
  @phoneId
  @ApiOkResponse({ type: PhoneAdditionAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...freshActingProblems, 'otp.expired', 'otp.tooManySends', 'otp.exhausted')
  async resend(
    @Param('id') id: string,
    @TheSession() session: SessionView,
    @TheCall() call: Call,
  ): Promise<PhoneAdditionAnswer> {
    const run = () => this.core.phones.resend(session, id, call.caller);
    return phoneAdditionAnswer((await this.posts.run(call, null, run)).value);
  }

  @Post('phones/:id/confirm')
  @HttpCode(200)
  @ApiOperation({ operationId: 'confirmPhone', summary: 'The code: the phone may receive codes from now on' })
  @phoneId
  @ApiOkResponse({ type: PhonesAnswer })
  @IdempotencyKeyed()
  @MayAnswer(
    ...bodyProblems,
    ...freshActingProblems,
    'otp.wrong',
    'otp.expired',
    'otp.exhausted',
    'otp.tooManyGuesses',
    'phone.wasRemoved',
  )
  async confirm(
    @Param('id') id: string,
    @Body() body: CodeBody,
    @TheSession() session: SessionView,
    @TheCall() call: Call,
  ): Promise<PhonesAnswer> {
    const run = () => this.core.phones.confirmAdding(session, id, body.code, call.caller);
    const { value, position } = await this.posts.run(call, body, run);
    return phonesAnswer(value.phones, position);
  }

  @Post('phones/:id/default')
  @HttpCode(200)
  @ApiOperation({ operationId: 'setDefaultPhone', summary: 'Codes go to this phone unless another is chosen' })
  @phoneId
  @ApiOkResponse({ type: PhonesAnswer })
  @IdempotencyKeyed()
  @MayAnswer(...freshActingProblems, 'phone.unknown', 'phone.changePending')
  async setDefault(
    @Param('id') id: string,
    @TheSession() session: SessionView,
    @TheCall() call: Call,
  ): Promise<PhonesAnswer> {
    const run = () => this.core.phones.setDefault(session, id, call.caller);
    const { value, position } = await this.posts.run(call, null, run);
    return phonesAnswer(value.phones, position);
  }

  @Delete('phones/:id')
  @ApiOperation({
    operationId: 'removePhone',
    summary: 'Remove a phone',
    description: 'Not the default one. Logins that wait for a code are void.',
  })
  @phoneId
  @ApiOkResponse({ type: PhonesAnswer })
  @MayAnswer(...freshActingProblems, 'phone.unknown', 'phone.isDefault')
  async remove(
    @Param('id') id: string,
    @TheSession() session: SessionView,
    @TheCall() { caller }: Call,
  ): Promise<PhonesAnswer> {
    const { value, position } = settled(await this.core.phones.remove(session, id, caller));
    return phonesAnswer(value.phones, position);
  }

  @Get('phone-change')
  @ApiOperation({ operationId: 'getPhoneChange', summary: 'The change of a lost phone that waits for its time' })
  @ApiOkResponse({ type: PendingPhoneChangeAnswer })
  @MayAnswer(...actingProblems)
  async pending(@TheSession() session: SessionView, @TheCall() { caller }: Call): Promise<PendingPhoneChangeAnswer> {
    const { value } = settled(await this.core.phoneChanges.pending(session, caller));
    return { change: value === null ? null : phoneChangeAnswer(value) };
  }

  @Delete('phone-change/:id')
  @ApiOperation({ operationId: 'cancelPhoneChange', summary: 'Call that change off' })
  @ApiParam({ name: 'id', description: 'The changeId' })
  @ApiOkResponse({ type: PhoneChangeCancelledAnswer })
  @MayAnswer(...actingProblems, 'phone.noChangePending', 'phone.changeEnded')
  async cancel(
    @Param('id') id: string,
    @TheSession() session: SessionView,
    @TheCall() { caller }: Call,
  ): Promise<PhoneChangeCancelledAnswer> {
    const { value, position } = settled(await this.core.phoneChanges.cancel(session, id, caller));
    return { changeId: value.changeId, position: position ?? null };
  }
}
